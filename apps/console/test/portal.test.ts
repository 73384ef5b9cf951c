import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { axeFaults, overflowOf } from './axe.ts';
import { describeInBrowser } from './desk-in-browser.ts';

describeInBrowser('a requester in the portal', (desk) => {
  async function mailedLink(email: string): Promise<string> {
    const items = await desk.under.store.listOutbox({ destination: 'email', limit: 50 });
    const mail = items.map(({ payload }) => JSON.stringify(payload)).find((text) => text.includes(email)) ?? '';
    return /http[^"\\]*\/portal\/enter\?token=[\w-]+/.exec(mail)?.[0] ?? '';
  }

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('signs in, asks, reads, answers, without a script (%s, %i px)', async (colorScheme, width) => {
    const email = `maria-${width}@ashdown.example`;
    const { page, complaints, strangers, close } = await desk.open('/portal', {
      agent: 'nobody',
      browser: { colorScheme, viewport: { width, height: 844 }, bypassCSP: true },
    });
    expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true);
    await page.getByLabel('Your mail address').fill(email);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.goto(await mailedLink(email));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Your requests' }).waitFor();
    await looksWell(page);
    await page.getByRole('link', { name: 'New request' }).click();
    await page.getByLabel('What is it about?').fill(`Certificates-${'x'.repeat(80)}`);
    await page.getByLabel('What happened?').fill('An outage: no certificate is issued.\nhttps://lms.example/a?b=<c>');
    await page.getByLabel('Files').setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await looksWell(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('by Mon 23 Nov, 11:00 (Europe/London)', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'log.txt' }).waitFor();
    await page.getByLabel('Write to us').fill('Only in German courses.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Only in German courses.').waitFor();
    await looksWell(page);
    await page.getByRole('link', { name: 'All requests' }).click();
    await page.getByText(/First response: by Mon 23 Nov, 11:00/).waitFor();
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
    await close();
  });
});

async function looksWell(page: Page): Promise<void> {
  expect(await axeFaults(page)).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
}
