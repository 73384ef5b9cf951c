/** What every runtime must answer, word for word: `runtime/answers.mjs` asks. */
export const EXPECTED = {
  added: '2026-12-29T12:00:00Z',
  between: 'PT1H30M',
  localOpening: '2026-12-29T09:00:00+00:00[Europe/London]',
  clocks: ['first-response met', 'estimate running', 'resolution running'],
  sentence:
    'Met Thu 24 Dec 2026, 16:40 (Europe/London), with 20 min left until it was due Thu 24 Dec, 17:00: ' +
    '1 business hour from Thu 24 Dec, 16:00 (S4-11).',
  faults: ['priorities', 'timeZone'],
};
