import { expect, test } from 'vitest';

import { dayOf, lastDays, lastMonth, thisMonth } from './periods.ts';

test('the day is that of the reader’s zone', () => {
  const late = Date.parse('2026-11-30T23:30:00Z');
  expect(dayOf(late, { zone: 'Europe/London', locale: 'en-GB' })).toBe('2026-11-30');
  expect(dayOf(late, { zone: 'Europe/Stockholm', locale: 'de-DE' })).toBe('2026-12-01');
});

test.each([
  ['2026-11-22', { from: '2026-11-01', to: '2026-11-22' }, { from: '2026-10-01', to: '2026-10-31' }],
  ['2026-03-31', { from: '2026-03-01', to: '2026-03-31' }, { from: '2026-02-01', to: '2026-02-28' }],
  ['2026-01-01', { from: '2026-01-01', to: '2026-01-01' }, { from: '2025-12-01', to: '2025-12-31' }],
])('the months around %s', (today, ours, before) => {
  expect(thisMonth(today)).toEqual(ours);
  expect(lastMonth(today)).toEqual(before);
});

test('the last days include today', () => {
  expect(lastDays('2026-03-01', 2)).toEqual({ from: '2026-02-28', to: '2026-03-01' });
});
