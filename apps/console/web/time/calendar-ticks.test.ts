import fc from 'fast-check';
import { expect, it } from 'vitest';

import { calendarTicks } from './calendar-ticks.ts';
import { linearScale, scaleAroundNow } from './scale.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-20T12:10:00Z');

it('names full hours of a working day', () => {
  const scale = linearScale(Date.parse('2026-11-20T08:30:00Z'), Date.parse('2026-11-20T12:30:00Z'));
  expect(calendarTicks(scale, { zone: 'Europe/London', locale: 'en-GB' }, 0.2).map((tick) => tick.label)).toEqual([
    '09:00',
    '10:00',
    '11:00',
    '12:00',
  ]);
});

it('names local days of a week, also over a change of the clocks', () => {
  const scale = linearScale(Date.parse('2026-10-23T12:00:00Z'), Date.parse('2026-10-28T12:00:00Z'));
  const days = calendarTicks(scale, { zone: 'Europe/Berlin', locale: 'en-GB' }, 0.15).filter((tick) => tick.isDay);
  expect(days.map((tick) => tick.label)).toEqual([
    'Sat 24 Oct',
    'Sun 25 Oct',
    'Mon 26 Oct',
    'Tue 27 Oct',
    'Wed 28 Oct',
  ]);
  expect(days.map((tick) => new Date(tick.at).toISOString().slice(11, 16))).toEqual([
    '22:00',
    '22:00',
    '23:00',
    '23:00',
    '23:00',
  ]);
});

it('never crowds, whatever the axis', () => {
  const hours = fc.double({ min: 0.2, max: 400, noNaN: true });
  fc.assert(
    fc.property(hours, hours, fc.double({ min: 0.04, max: 0.4, noNaN: true }), (past, future, least) => {
      const ticks = calendarTicks(
        scaleAroundNow(NOW, past * HOUR, future * HOUR),
        { zone: 'America/Halifax', locale: 'en-GB' },
        least,
      );
      const gaps = ticks.slice(1).map((tick, index) => tick.position - (ticks[index]?.position ?? 0));
      expect(gaps.every((gap) => gap >= least - 1e-9)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
