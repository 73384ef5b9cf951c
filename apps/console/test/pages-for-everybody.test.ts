import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';

import { axeFaults, overflowOf } from './axe.ts';
import { type DeskInBrowser, describeInBrowser } from './desk-in-browser.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

describeInBrowser('the pages, for everybody', (desk) => {
  let paths: readonly (readonly [path: string, key?: string])[];

  beforeAll(async () => {
    const worked = await longLife(desk);
    paths = [
      ['/'],
      ['/', '?'],
      ['/?view=resolved'],
      ['/?q=nothing-like-it'],
      [`/cases/${worked}`],
      [`/cases/${worked}`, 'p'],
      [`/cases/${worked}`, 'e'],
      [`/cases/${worked}`, 'm'],
      [`/cases/${worked}`, 't'],
      [`/cases/${worked}/handover`],
      ['/incidents'],
      ['/cases/C-9999'],
      ['/mail'],
      ['/mail?id=mail-1'],
      ['/mail', 'w'],
      ['/health'],
      ['/quarantine'],
      ['/quarantine?mail=held-1'],
      ['/report?from=2026-11-01&to=2026-11-30'],
      ['/report?from=2025-01-01&to=2025-01-02'],
      ['/settings'],
      ['/more'],
      ['/portal'],
      ['/portal/nowhere'],
      ['/status'],
      ['/survey/unknown/9'],
      ['/nowhere'],
    ];
  });

  test.each(['light', 'dark'] as const)(
    'axe finds nothing in the %s theme',
    async (colorScheme) => {
      const { page, close } = await desk.open('/', { browser: { colorScheme, bypassCSP: true } });
      const found: string[] = [];
      for (const [path, key] of paths) {
        await visit(page, desk.url + path, key);
        for (const fault of await axeFaults(page)) found.push(`${path} ${key ?? ''}: ${fault}`);
      }
      await close();
      expect(found).toEqual([]);
    },
    120_000,
  );

  test.each([
    ['English', 'ann'],
    ['German', 'ben'],
  ])(
    'at the width of a phone nothing overflows in %s, and fingers hit what they aim at',
    async (_language, agent) => {
      const { page, complaints, close } = await desk.open('/', { agent, browser: phone });
      const found: string[] = [];
      for (const [path, key] of paths) {
        await visit(page, desk.url + path, key);
        const over = await overflowOf(page);
        if (over > 0) found.push(`${path} ${key ?? ''}: ${over} px too wide`);
        for (const small of await page.evaluate(smallTargets)) found.push(`${path} ${key ?? ''}: ${small}`);
      }
      await close();
      expect(found).toEqual([]);
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    },
    120_000,
  );

  test('an agent reads the language of their choice', async () => {
    const { page, close } = await desk.open('/', { agent: 'ben' });
    expect(await page.locator('h1').textContent()).toBe('Offene Fälle');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page
      .getByText(/^in \d+ min|^vor .* verpasst/)
      .first()
      .waitFor();
    await close();
  });

  test('every control shows when it has the focus', async () => {
    const { page, close } = await desk.open('/');
    const bare: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      const shown = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element) return 'nothing';
        const around = element.closest('label') ?? element;
        const has = (style: CSSStyleDeclaration) => style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
        const shows = [element, around].some(
          (each) => has(getComputedStyle(each)) || has(getComputedStyle(each, '::after')),
        );
        return shows ? '' : element.outerHTML.slice(0, 120);
      });
      if (shown) bare.push(shown);
    }
    await close();
    expect(bare).toEqual([]);
  });

  test('a hostile mail stays a text', async () => {
    const number = await desk.under.opened({
      subject: '<img src=x onerror="parent.owned=1">',
      from: { address: 'mallory@stranger.example', name: '<b onclick="owned=1">Mallory</b>' },
      text: '<script>owned = 1</script> javascript:alert(1) https://stranger.example/"onmouseover="owned=1',
      html: [
        '<p id="greeting">Hello</p><script>top.owned = 1</script>',
        '<img src="https://stranger.example/pixel.gif" onerror="top.owned = 1">',
        '<a href="javascript:top.owned=1">click</a><form action="https://stranger.example"><button>go</button></form>',
        '<svg onload="top.owned = 1"></svg><style>body{background:url(https://stranger.example/b)}</style>',
        '<meta http-equiv="refresh" content="0;url=https://stranger.example/">',
      ].join(''),
    });
    const { page, strangers, close } = await desk.open(`/cases/${number}`);
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.getByRole('button', { name: 'Show formatting' }).click();
    const frame = page.frameLocator('iframe.message-frame');
    await frame.getByText('Hello').waitFor();
    await frame.getByText('click').click();
    expect(await page.locator('iframe.message-frame').getAttribute('sandbox')).not.toMatch(
      /allow-(scripts|same-origin)/,
    );
    expect(await page.evaluate(() => 'owned' in globalThis)).toBe(false);
    expect(await page.locator('.message a[href^="javascript:"]').count()).toBe(0);
    expect(await page.locator('h1').textContent()).toBe('<img src=x onerror="parent.owned=1">');
    expect(dialogs).toBe(0);
    expect(strangers).toEqual([]);
    await close();
  });
});

/** A case with everything that a page can show of one; its number. */
async function longLife({ under }: DeskInBrowser): Promise<string> {
  const { desk } = under;
  const sheet = await under.attachment('a list with a rather long name, final version.csv', 'text/csv', 'a,b');
  const number = await under.opened({
    text: 'There is an outage.\n\nOn Monday you wrote:\n> all is well',
    quoteFrom: 21,
    html: '<p>There is an <b>outage</b>.</p>',
    attachments: [sheet],
    evidence: ['the sender is known'],
  });
  const resolved = await under.opened({ subject: 'Done with', text: 'One small question.' });
  await desk.resolve('agent:ann', { case: resolved, text: 'Here is the answer.' });
  await under.opened({
    subject: 'A subject that goes on and on, longer than any column of any list should have to bear it',
  });
  await desk.claim('agent:ann', { case: number });
  await desk.note('agent:ann', { case: number, text: 'Looks like last week.' });
  await desk.reply('agent:ann', { case: number, text: 'We are on it.' });
  await desk.pause('agent:ann', { case: number, reason: 'awaiting-requester' });
  await under.runUntil('2026-11-23T10:55:00Z');
  return number;
}

async function visit(page: Page, url: string, key: string | undefined): Promise<void> {
  await page.goto(url);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.locator('main:not([aria-busy="true"]):not(:has([aria-busy="true"]))').waitFor();
  if (key === undefined) return;
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
}

/** Runs in the page: what is smaller than a fingertip, but for links within sentences. */
function smallTargets(): readonly string[] {
  const least = 43.5;
  const around = (element: Element) =>
    element.matches('[type="radio"], [type="checkbox"]')
      ? element.closest('label')
      : element.matches('.row-link')
        ? element.closest('li')
        : element;
  return [...document.querySelectorAll('a, button, summary, input, select, textarea')].flatMap((element) => {
    if (!element.checkVisibility() || element.matches('.skip, p a, .words a')) return [];
    const { width, height } = (around(element) ?? element).getBoundingClientRect();
    return width < least || height < least ? [`${element.className || element.tagName} ${width} × ${height}`] : [];
  });
}
