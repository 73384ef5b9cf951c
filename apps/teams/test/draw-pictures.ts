import { fileURLToPath } from 'node:url';

import { listCard } from '../src/cards/answer-cards.ts';
import { caseCard } from '../src/cards/case-card.ts';
import { formCard } from '../src/cards/form-card.ts';
import { noticeCard } from '../src/cards/notice-card.ts';
import { exampleCard, exampleForm, missedCard } from '../src/testing/example-cards.ts';
import { launchChromium } from './chromium.ts';
import { drawCard, type Theme } from './draw-cards.ts';

/** Draws the pictures of the README anew: `pnpm --filter @sla/teams run pictures`. */
const notice = {
  subject: '[C-1042] Escalated to you (tell-management): Checkout returns 500 for every learner',
  text: 'Step tell-management of the escalation ladder fired Mon 23 Nov, 13:30 (Europe/London).\n\nTake this alert within 15 minutes, or the next step is told.',
  notice: { effect: 'notify', effectId: 'tell-management/1/notify/duty', step: 'tell-management' },
} as const;
const list = {
  kind: 'list',
  title: 'Your open cases',
  empty: '',
  cases: [missedCard, { ...exampleCard, number: 'C-1047', subject: 'Certificates show the old logo' }],
  total: 14,
} as const;
const faulty = { values: { text: '' }, faults: { 'handover:logs': 'L2 asks for logs before it takes a case.' } };

const pictures = [
  ['case-light', caseCard(exampleCard, 'en'), 'light', 480],
  ['case-dark', caseCard(missedCard, 'en'), 'dark', 480],
  ['case-phone', caseCard(missedCard, 'en'), 'light', 320],
  ['alert-light', noticeCard(notice, missedCard, 'en', { id: '1', name: 'Ann Example' }), 'light', 480],
  ['dialog-light', formCard(exampleForm, 'k', 'en', faulty), 'light', 480],
  ['list-dark', listCard(list), 'dark', 480],
] as const satisfies readonly (readonly [string, unknown, Theme, number])[];

const browser = await launchChromium();
for (const [name, card, theme, width] of pictures) {
  const page = await browser.newPage({ viewport: { width, height: 100 }, timezoneId: 'Europe/Berlin' });
  await drawCard(page, card, theme);
  const path = fileURLToPath(new URL(`../../../docs/pictures/teams-${name}.png`, import.meta.url));
  await page.screenshot({ path, fullPage: true });
  await page.close();
}
await browser.close();
