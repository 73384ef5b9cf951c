import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { helpCard, listCard, wordsCard } from '../src/cards/answer-cards.ts';
import { caseCard, sharedCard } from '../src/cards/case-card.ts';
import { formCard } from '../src/cards/form-card.ts';
import { noticeCard } from '../src/cards/notice-card.ts';
import { exampleCard, exampleForm, missedCard } from '../src/testing/example-cards.ts';
import { chromiumPath, launchChromium } from './chromium.ts';
import { drawCard } from './draw-cards.ts';

/** Said where these tests are skipped. */
const NO_CHROMIUM = 'No Chromium: cards are not drawn. Install it, or name its program in SLA_CHROMIUM.';

const long = { ...missedCard, subject: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen fehlt '.repeat(3) };
const notice = {
  subject: missedCard.summary,
  text: 'One.\n\nTwo.',
  notice: { effect: 'notify', effectId: 'x', step: 'tell-management' },
} as const;
const cards = {
  case: caseCard(exampleCard, 'en'),
  missed: caseCard(missedCard, 'de'),
  long: caseCard(long, 'en'),
  shared: sharedCard(exampleCard, 'en'),
  list: listCard({ kind: 'list', title: 'Mine', empty: '', cases: [exampleCard, long], total: 2 }),
  alert: noticeCard(notice, missedCard, 'en', { id: '1', name: 'Ann Example' }),
  form: formCard(exampleForm, 'k', 'en', { values: {}, faults: { text: 'Say why.' } }),
  help: helpCard({
    kind: 'help',
    title: 'What you can type',
    commands: [{ usage: 'claim CASE', meaning: 'Assign it to yourself.', example: 'claim C-1042' }],
  }),
  words: wordsCard('There is no such case.'),
};

describe.skipIf(chromiumPath === undefined)(`drawn (${chromiumPath ?? NO_CHROMIUM})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each(Object.entries(cards))('the card “%s” fits a phone and shows all it has', async (_name, card) => {
    const page = await browser.newPage({ viewport: { width: 320, height: 600 } });
    for (const theme of ['light', 'dark'] as const) {
      await drawCard(page, card, theme);
      const drawn = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        words: document.querySelector('#card')?.textContent ?? '',
        blocks: document.querySelectorAll('#card .ac-textRun, #card .ac-textBlock, #card .ac-input').length,
      }));
      expect(drawn.wide).toBe(0);
      expect(drawn.words.trim()).not.toBe('');
      expect(drawn.words).not.toContain('{{');
    }
    await page.close();
  });
});
