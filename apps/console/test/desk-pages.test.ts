import { expect, test } from 'vitest';

import { axeFaults } from './axe.ts';
import { describeInBrowser } from './desk-in-browser.ts';

describeInBrowser('the pages of the desk itself', (desk) => {
  test('what would be with another priority and a pause, and why; how the clocks came to stand so', async () => {
    const number = await desk.under.opened({ subject: 'What if', text: 'There is an outage.' });
    const { page, complaints, close } = await desk.open(`/cases/${number}`, { browser: { bypassCSP: true } });
    const whatIf = page.locator('.what-if');
    await whatIf.locator('summary').click();
    await whatIf.getByLabel('Another priority').selectOption('normal');
    const row = whatIf.getByRole('row', { name: /^First response/ });
    await row.getByText('3 h later').waitFor();
    await whatIf.getByText(/4 business hours/).waitFor();
    await whatIf.getByLabel('A wait').selectOption({ label: 'Awaiting requester, 1 day' });
    await whatIf.getByRole('row', { name: /^Resolution.*later/ }).waitFor();
    const replay = page.locator('.replay');
    await replay.locator('summary').click();
    await replay.getByText('First response starts, due 11:00').waitFor();
    expect(await replay.locator('.replay-steps > li').count()).toBe(1);
    await replay.getByLabel('Only what moved a clock').uncheck();
    expect(await replay.locator('.replay-steps > li').count()).toBeGreaterThan(1);
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  test('held mail is read as text, let in, and discarded only when asked twice', async () => {
    const { page, strangers, close } = await desk.open('/quarantine');
    await page.getByText('2 mails wait').waitFor();
    const first = page.getByRole('region', { name: 'Re: [C-1001] Nobody can log in' });
    await first.getByText('the sender takes no part in C-1001').waitFor();
    await first.getByRole('button', { name: 'Read it' }).click();
    await first.getByText('<img src="https://stranger.example/x.gif">').waitFor();
    await first.getByText('screen.png').waitFor();
    await first.getByRole('button', { name: 'Let it into C-1001' }).click();
    await page.getByText('1 mail waits').waitFor();
    await page.getByRole('button', { name: 'Discard it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Really discard' }).click();
    await page.getByText('Nothing waits').waitFor();
    expect(strangers).toEqual([]);
    await close();
  });

  test('an administrator makes a key, copies it once, and revokes it', async () => {
    const { page, close } = await desk.open('/settings', { agent: 'ada', browser: { bypassCSP: true } });
    const panel = page.getByRole('region', { name: 'API keys' });
    await panel.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is it for?').fill('Grade book');
    await dialog.getByLabel('Work cases').check();
    await dialog.getByLabel('In whose name').selectOption('ann');
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const token = (await dialog.locator('output').textContent()) ?? '';
    expect(token).toMatch(/^sla_grade-book-/);
    const ask = () => page.request.get(`${desk.url}/api/key`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status()).toBe(200);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await panel.getByText('as Ann Lee').waitFor();
    await panel.getByRole('button', { name: 'Revoke Grade book' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await panel.getByText('revoked').waitFor();
    expect((await ask()).status()).toBe(401);
    await close();
  });

  test('whoever is no administrator sees promises and people, and no keys', async () => {
    const { page, close } = await desk.open('/settings');
    await page.locator('details', { hasText: 'Critical' }).locator('summary').click();
    const row = page.getByRole('row', { name: /^First response 1 hour/ });
    expect(await row.textContent()).toContain('T-1');
    await page.getByText('when First response is missed').waitFor();
    expect(await page.getByRole('region', { name: 'API keys' }).count()).toBe(0);
    await close();
  });

  test('the report says what was kept, and of another period that nothing ended', async () => {
    const number = await desk.under.opened({ subject: 'Kept', text: 'There is an outage.' });
    await desk.under.desk.reply('agent:ann', { case: number, text: 'Done.', resolve: true, cause: 'memory' });
    const { page, close } = await desk.open('/report?from=2026-11-01&to=2026-11-30', { agent: 'pia' });
    await page.getByText('Commitments kept').waitFor();
    await page.getByRole('row', { name: /First response Critical.*100/ }).waitFor();
    await page.getByRole('row', { name: /T-1/ }).waitFor();
    await page.getByRole('row', { name: /memory 1 1/ }).waitFor();
    await page.getByRole('button', { name: 'Last month' }).click();
    await page.getByText('Nothing ended in this period.').waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toMatch(/^\d{4}-\d{2}-01$/);
    await close();
  });
});
