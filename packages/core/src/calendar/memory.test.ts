import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

import { type Calendar, type CalendarInput, compileCalendar } from './index.ts';

const FROM = Date.UTC(2000, 0, 5);
const YEARS = 50;
const TO = Date.UTC(2000 + YEARS, 0, 1);
const HELD = 20;

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Open hours are kept in typed arrays, whose bytes do not hang on what else the heap holds. */
function bytesHeld(): number {
  for (let i = 0; i < 4; i++) collect();
  return process.memoryUsage().arrayBuffers;
}

test.each<[string, NonNullable<CalendarInput['weekly']>]>([
  ['an office', { 'mon-fri': '09:00-17:30' }],
  ['split days', { 'mon-fri': '08:00-12:00, 13:00-16:30' }],
  ['nights', { 'mon-sun': '22:00-06:00' }],
])('open time takes at most 32 bytes a row and 2 kB a year: %s', (_, weekly) => {
  const fill = (calendar: Calendar) => calendar.betweenMs(FROM, TO);
  const before = bytesHeld();
  const held = Array.from({ length: HELD }, () => compileCalendar({ timeZone: 'Europe/London', weekly }));
  held.forEach(fill);
  const bytes = (bytesHeld() - before) / HELD;
  const rows = held[0]?.intervalsMs(FROM, TO).length ?? 0;
  expect(rows).toBeGreaterThan(10_000);
  expect(bytes).toBeGreaterThan(8 * rows);
  expect(bytes).toBeLessThanOrEqual(32 * rows + 2_048 * YEARS);
});
