import { expect, test } from 'vitest';

import { type DeskInBrowser, describeInBrowser, type OpenPage } from './desk-in-browser.ts';

describeInBrowser('an agent at work', (desk) => {
  const opened: OpenPage[] = [];

  const open: DeskInBrowser['open'] = async (path, how) => {
    const page = await desk.open(path, how);
    opened.push(page);
    return page;
  };

  test('a mail becomes a row without a reload, and its miss shows by itself', async () => {
    const { page, complaints } = await open('/');
    await page.getByText('All quiet').waitFor();
    const number = await desk.under.opened();
    const row = page.locator(`[data-case="${number}"]`);
    await row.getByRole('link', { name: 'Nobody can log in' }).waitFor();
    expect(await row.locator('.promise-words').textContent()).toMatch(/^First response in (1 h|59 min)$/);
    expect(await page.getByText('1 open').textContent()).toContain('1 unassigned');
    await desk.under.runUntil('2026-11-23T10:50:00Z');
    await page.locator(`[data-case="${number}"] [data-risk="at-risk"].promise-words`).waitFor();
    await desk.under.runUntil('2026-11-23T11:14:00Z');
    await row.getByText(/missed 1[34] min ago/).waitFor();
    expect(await page.title()).toContain('1 missed');
    expect(complaints).toEqual([]);
  });

  test('the keyboard finds a case, claims it, opens it and answers it', async () => {
    const number = await desk.under.opened({ subject: 'Marks are missing', text: 'The marks of week 6 are missing.' });
    const { page, complaints } = await open('/?view=unassigned');
    await page.getByRole('link', { name: 'Marks are missing' }).waitFor();
    await page.keyboard.press('j');
    while ((await page.locator(':focus').textContent()) !== 'Marks are missing') await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Marks are missing' }).waitFor();
    await page.keyboard.press('c');
    await page.locator('.facts').getByText('Ann Lee').first().waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('Which group is it?');
    await page.locator('.composer .destination').getByText('Goes to maria@ashdown.example').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.locator('.message[data-direction="out"]').getByText('Which group is it?').waitFor();
    await page.locator('.lane', { hasText: 'First response' }).getByText(/^met/).waitFor();
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1, name: 'Unassigned cases' }).waitFor();
    const view = await desk.under.desk.read.case(number);
    expect(view?.record.assignee).toMatch(/ann$/);
    expect(complaints).toEqual([]);
  });

  test('words are not lost when the desk is out of reach, nor sent twice', async () => {
    const number = await desk.under.opened({ subject: 'Slow pages', text: 'Pages are slow.' });
    const { page } = await open(`/cases/${number}`);
    await page.keyboard.press('r');
    await page.keyboard.type('We are looking into it.');
    // The command arrives, and its answer is lost on the way.
    await page.route(`**/api/cases/${number}/reply`, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('Your words are still here.').waitFor();
    await page.unroute(`**/api/cases/${number}/reply`);
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('We are looking into it.');
    await page.getByRole('textbox', { name: 'Reply' }).press('Control+Enter');
    await expect.poll(() => page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('');
    const view = await desk.under.desk.read.case(number);
    expect(view?.messages.filter(({ text }) => text === 'We are looking into it.')).toHaveLength(1);
  });

  test('a note says that it stays inside, and does', async () => {
    const number = await desk.under.opened({ subject: 'A wish', text: 'Could it be blue?' });
    const { page } = await open(`/cases/${number}`);
    await page.keyboard.press('n');
    await page.locator('.composer .destination').getByText('only agents see it').waitFor();
    await page.keyboard.type('Asked for before.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.message[data-direction="note"]').getByText('Asked for before.').waitFor();
    const view = await desk.under.desk.read.case(number);
    expect(view?.messages.find(({ text }) => text === 'Asked for before.')).toMatchObject({
      direction: 'note',
      to: [],
    });
  });

  test('dialogs change priority, escalate with what the tier needs, pause, resume and resolve', async () => {
    const number = await desk.under.opened({ subject: 'Exports fail', text: 'The export ends early.' });
    const { page } = await open(`/cases/${number}`);
    await page.keyboard.press('p');
    await page.getByRole('dialog').getByLabel('Critical').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Change priority' }).click();
    await page.locator('.case-who').getByText('Critical').waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Reason', { exact: true }).fill('Needs the database.');
    await page.getByRole('dialog').getByLabel('Logs').fill('timeout after 30 s');
    await page.getByRole('dialog').getByRole('button', { name: 'Escalate' }).click();
    await page.locator('.fact', { hasText: 'Tier' }).getByText('L2').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByLabel('Awaiting requester').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await page.locator('.lane[data-status="paused"]', { hasText: 'Resolution' }).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.lane[data-status="running"]', { hasText: 'Resolution' }).waitFor();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Message to').fill('It works again.');
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.locator('.state-chip', { hasText: 'Resolved' }).waitFor();
    const view = await desk.under.desk.read.case(number);
    expect(view?.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['prioritised', 'escalated', 'paused', 'resumed', 'replied', 'resolved']),
    );
  });

  test('a refusal is said in its dialog, which stays', async () => {
    const number = await desk.under.opened({ subject: 'A small thing', text: 'Nothing much.' });
    const { page } = await open(`/cases/${number}`);
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    await page.getByLabel('Message to').evaluate((field) => field.removeAttribute('required'));
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    expect(await page.getByRole('dialog').getByRole('alert').textContent()).toMatch(/\S.*[.!]$/);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('it says why a promise is due when it is', async () => {
    const number = await desk.under.opened({ subject: 'When?', text: 'There is an outage.' });
    const { page } = await open(`/cases/${number}`);
    const why = page.getByRole('region', { name: 'Why is it due then?' });
    const first = why.locator('details', { hasText: 'First response' });
    expect(await first.locator('summary').textContent()).toMatch(/1 hour.*T-1/s);
    await first.locator('summary').click();
    expect(await first.getByRole('row').count()).toBeGreaterThan(1);
  });

  test('search finds by requester, and an unknown case says so', async () => {
    const { page } = await open('/?view=all');
    await page.keyboard.press('/');
    await page.keyboard.type('Exports');
    await page.getByRole('link', { name: 'Exports fail' }).waitFor();
    await expect.poll(() => page.locator('[data-case]').count()).toBe(1);
    await page.goto(`${desk.url}/cases/C-9999`);
    await page.getByRole('heading', { name: 'There is no case C-9999' }).waitFor();
  });

  test('without a session the page says how to get one', async () => {
    const { page } = await open('/', { agent: 'nobody' });
    expect(await page.locator('h1').textContent()).toBe('Open the desk by its link');
  });

  test('when the desk goes silent the page says so, and recovers', async () => {
    const { page } = await open('/');
    await page.locator('[data-case]').first().waitFor();
    await page.context().setOffline(true);
    await desk.under.web.stop();
    await page.getByText('The desk is not reachable just now.').waitFor({ timeout: 20_000 });
    await page.context().setOffline(false);
    await page.getByText('The desk is not reachable just now.').waitFor({ state: 'detached', timeout: 20_000 });
  });
});
