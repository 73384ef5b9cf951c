import { expect, test } from 'vitest';

import { describeInBrowser } from './desk-in-browser.ts';

describeInBrowser('cases that belong together', (desk) => {
  test('by the keyboard two cases become one, and two again', async () => {
    const [one, other] = [await desk.under.opened(), await desk.under.opened({ subject: 'The same again' })];
    const { page, complaints } = await desk.open(`/cases/${other}`);
    await page.keyboard.press('m');
    await page.getByLabel('Number of the case that goes on').fill(one);
    await page.keyboard.press('Enter');
    await page.getByText('This case was merged.').waitFor();
    await page.getByRole('button', { name: 'Take it out again' }).click();
    await page.getByText('This case was merged.').waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    await page.getByLabel('Tags, with commas').fill('Log in, outage');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Tags' }).getByText('log-in').waitFor();
    await page.keyboard.press('l');
    await page.getByLabel('Number of the other case').fill(one);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: `${one} Nobody can log in` }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('on a phone a mail on the wrong case is moved by one tap, and a wrong priority undone', async () => {
    const number = await desk.under.opened();
    const joins = { case: number, evidence: [] };
    await desk.under.opened({ joins, text: 'Something else altogether.', messageId: 'else@ashdown.example' });
    const { page, complaints } = await desk.open(`/cases/${number}`, {
      browser: { viewport: { width: 390, height: 844 }, hasTouch: true },
    });
    await page.getByRole('button', { name: 'Move to a new case' }).tap();
    await page.getByText('Something else altogether.').waitFor({ state: 'detached' });
    await desk.under.desk.prioritise('agent:ann', { case: number, priority: 'normal' });
    await page.getByRole('heading', { name: 'History' }).tap();
    await page.getByRole('button', { name: /Undo.*priority/ }).tap();
    await page.locator('.case-who').getByText('Critical').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
  });
});
