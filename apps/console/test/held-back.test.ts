import { recordDelivery } from '@sla/desk';
import { expect, test } from 'vitest';

import { describeInBrowser } from './desk-in-browser.ts';

describeInBrowser('automatic mail that was held back', (desk) => {
  test('is never shown as sent: the page says why, in either language, also on a phone', async () => {
    const { opened, store } = desk.under;
    const from = { address: 'robot@ashdown.example' };
    const first = await opened({ from, messageId: '1@robot.example' });
    const [receipt] = await store.claimOutbox(['email'], 9, 60);
    if (receipt) await recordDelivery(store, receipt, { kind: 'held-back', reason: 'they asked for none' });
    const { page, complaints } = await desk.open(`/cases/${first}`, {
      browser: { viewport: { width: 390, height: 844 } },
    });
    await page.getByText('Automatic mail, held back').waitFor();
    await page.getByText('Held back, not sent: they asked for none.').waitFor();
    expect(await page.getByText('Sent automatically').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await opened({ from, messageId: '2@robot.example' });
    const third = await opened({ from, messageId: '3@robot.example' });
    const german = await desk.open(`/cases/${third}`, { agent: 'ben', browser: { locale: 'de-DE' } });
    await german.page
      .getByText('Die Eingangsbestätigung wurde zurückgehalten: 2 receipts went to the sender within 3 h already.')
      .waitFor();
    expect([...complaints, ...german.complaints]).toEqual([]);
  });
});
