import { expect, test } from 'vitest';

import { describeInBrowser } from './desk-in-browser.ts';

describeInBrowser('around a case', (desk) => {
  test('S1-6 and S3-15: by the keyboard a call is logged, and the requester told that it takes longer', async () => {
    const number = await desk.under.opened();
    const { page, complaints } = await desk.open(`/cases/${number}`);
    await page.keyboard.press('o');
    await page.getByLabel('What was said').fill('Talked her through it.');
    await page.getByRole('dialog').getByRole('button', { name: 'Log the call' }).click();
    await page.locator('.lane', { hasText: 'First response' }).getByText(/^met/).waitFor();
    await page.getByRole('button', { name: 'Delay' }).click();
    await page.getByLabel('Why, in words').fill('The vendor has to mend it.');
    await page.getByRole('dialog').getByRole('button', { name: 'Tell them' }).click();
    await page.locator('.message[data-direction="out"]').getByText('The vendor has to mend it.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('S4-9: a case is joined to an incident, and everybody is told from its page, on a phone too', async () => {
    const number = await desk.under.opened();
    const { page, complaints } = await desk.open(`/cases/${number}`, {
      browser: { viewport: { width: 390, height: 844 }, hasTouch: true },
    });
    await page.getByRole('button', { name: 'Incident' }).tap();
    await page.getByLabel('What is disturbed').fill('Log-in down');
    await page.getByRole('dialog').getByRole('button', { name: 'Join' }).tap();
    await page.getByRole('link', { name: /^I-\d+$/ }).tap();
    await page.getByRole('heading', { name: /^I-\d+ Log-in down$/ }).waitFor();
    await page.getByLabel('What everybody hears').fill('We restart the service.');
    await page.getByText('Also on the status page').tap();
    await page.getByRole('button', { name: 'Tell everybody', exact: true }).tap();
    await page.getByRole('list', { name: 'On the status page' }).getByText('We restart the service.').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const view = await desk.under.desk.read.case(number);
    expect(view?.events.map(({ type }) => type)).toContain('status-published');
    await page.getByRole('link', { name: 'Status page' }).tap();
    await page.getByText('We restart the service.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('S2-4 and S2-5: an article is suggested by the requester’s words, and linked by one click', async () => {
    const number = await desk.under.opened({ subject: 'Hello', text: 'Where is the door?' });
    const { page, complaints } = await desk.open(`/cases/${number}`);
    await page.getByRole('button', { name: 'Link All doors' }).click();
    await page.getByText('Linked the article “All doors”').waitFor();
    expect((await desk.under.desk.read.case(number))?.articles.linked.map(({ id }) => id)).toEqual(['doors']);
    expect(complaints).toEqual([]);
  });

  test('S1-8: the customer records that wait are shown, and a lead skips an entry for good', async () => {
    await desk.under.opened();
    const [entry] = await desk.under.store.claimOutbox(['crm'], 1, 60);
    const retryAt = (await desk.under.store.now()).add({ hours: 1 });
    await desk.under.store.settleOutbox(entry?.id ?? '', { kind: 'failed', error: 'The other side is away.', retryAt });
    const { page, complaints } = await desk.open('/health', { agent: 'pia' });
    await page.getByText('The other side is away.').waitFor();
    await page.getByRole('button', { name: 'Skip for good' }).click();
    await page.getByText('skipped by pia: The other side is away.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('S2-3: what was found in the conversation stands in the form, and on the page for the next tier', async () => {
    const text = 'There is an outage.\n2026-11-23T09:58:12Z ERROR worker timeout';
    const number = await desk.under.opened({ text });
    const { page, complaints } = await desk.open(`/cases/${number}`);
    await page.keyboard.press('e');
    await expect.poll(() => page.getByRole('dialog').getByLabel('Logs').inputValue()).toContain('worker timeout');
    await page.getByLabel('Reason', { exact: true }).fill('The database.');
    await page.getByRole('dialog').getByRole('button', { name: 'Escalate' }).click();
    await page.locator('.fact', { hasText: 'Tier' }).getByText('L2').waitFor();
    await page.getByRole('link', { name: 'Hand-over page' }).click();
    await page.getByText('Given').waitFor();
    await page.getByText('The database.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('S3-21: one click in the mail answers the survey', async () => {
    const number = await desk.under.opened();
    const { desk: ours } = desk.under;
    await ours.resolve('agent:ann', { case: number, text: 'Done.' });
    await desk.under.runUntil('2026-11-24T12:00:00Z');
    await ours.runTasks(50);
    const letter = (await ours.read.case(number))?.messages.at(-1)?.text ?? '';
    const path = /\/survey\/\S+\/4/.exec(letter)?.[0] ?? '';
    const { page } = await desk.open(path, { agent: 'nobody' });
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const now = await ours.read.now();
    const report = await ours.read.report({ from: now.subtract({ hours: 99 }), to: now.add({ hours: 1 }) });
    expect(report.satisfaction).toEqual({ answers: 1, average: 4 });
  });
});
