import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ReportedClock } from './groups.ts';
import { type OpenOptions, openByBreach, openTally } from './open-clocks.ts';
import { ReportError } from './report-error.ts';
import { arbitraryClock } from './testing/arbitrary-clocks.ts';

const at = '2026-11-23T12:00:00Z';

function clock(dueAt: string | undefined, said: Partial<ReportedClock> = {}): ReportedClock {
  return {
    case: 'C-1',
    priority: 'high',
    clock: 'first-response',
    kind: 'commitment',
    status: 'running',
    ...(dueAt !== undefined && { dueAt }),
    elapsed: 'PT0S',
    ...said,
  };
}

describe('open by time to breach', () => {
  const rows: [string, ReportedClock, string][] = [
    ['due at this instant is overdue', clock('2026-11-23T12:00:00Z'), 'overdue'],
    ['overdue since yesterday', clock('2026-11-22T12:00:00Z', { breachedAt: '2026-11-22T12:00:00Z' }), 'overdue'],
    ['missed, then paused', clock(undefined, { status: 'paused', breachedAt: '2026-11-23T11:00:00Z' }), 'overdue'],
    ['in a minute', clock('2026-11-23T12:01:00Z'), 'PT1H'],
    ['in an hour', clock('2026-11-23T13:00:00Z'), 'PT1H'],
    ['in an hour and a second', clock('2026-11-23T13:00:01Z'), 'PT4H'],
    ['tomorrow', clock('2026-11-24T12:00:00Z'), 'PT24H'],
    ['in two days', clock('2026-11-25T12:00:00Z'), 'later'],
    ['paused', clock(undefined, { status: 'paused' }), 'paused'],
    ['measured', clock(undefined), 'undated'],
    ['finished', clock('2026-11-23T12:01:00Z', { status: 'met' }), 'nowhere'],
  ];
  test.each(rows)('%s', (_, each, expected) => {
    const { soon, ...others } = openByBreach([each], { at }).commitments;
    const found = [
      ...soon.flatMap(({ within, count }) => (count > 0 ? [within.toString()] : [])),
      ...Object.entries(others).flatMap(([name, count]) => (count > 0 ? [name] : [])),
    ];
    expect(found).toEqual(expected === 'nowhere' ? [] : [expected]);
  });

  test('commitments and objectives apart, in bands of one’s own', () => {
    const clocks = [clock('2026-11-23T12:10:00Z'), clock('2026-11-23T12:20:00Z', { kind: 'objective' })];
    const { commitments, objectives } = openByBreach(clocks, { at, within: ['PT15M', 'PT30M'] });
    expect(commitments.soon.map(({ count }) => count)).toEqual([1, 0]);
    expect(objectives.soon.map(({ count }) => count)).toEqual([0, 1]);
  });

  test('the most urgent are listed, first what is missed first', () => {
    const clocks = ['13', '11', '12', '14'].map((hour, i) => clock(`2026-11-23T${hour}:00:00Z`, { case: `C-${i}` }));
    const { next } = openByBreach(clocks, { at, limit: 3 });
    expect(next.map((each) => each.case)).toEqual(['C-1', 'C-2', 'C-0']);
    expect(openByBreach(clocks, { at, limit: 0 }).next).toEqual([]);
  });
});

describe('asked for wrongly', () => {
  const rows: [Partial<OpenOptions>, string][] = [
    [{ within: ['PT4H', 'PT1H'] }, 'within.1: expected longer times one after the other'],
    [{ within: ['PT0S'] }, 'within.0: expected longer times'],
    [{ limit: 1.5 }, 'limit: 1.5 is no number of clocks'],
    [{ limit: -1 }, 'limit: -1 is no number of clocks'],
  ];
  test.each(rows)('%j', (options, message) => {
    expect(() => openByBreach([], { at, ...options })).toThrow(ReportError);
    expect(() => openByBreach([], { at, ...options })).toThrow(message);
  });
});

test('law: in any order and clock by clock it is the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(arbitraryClock, { selector: (each) => each.case, maxLength: 40 }), (clocks) => {
      const options = { at: '2026-11-01T00:00:00Z', limit: 5 };
      const tally = openTally(options);
      [...clocks].reverse().forEach(tally.add);
      expect(tally.result()).toEqual(openByBreach(clocks, options));
    }),
  );
});
