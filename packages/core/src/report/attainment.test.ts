import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';

import type { ClockOutcome } from '../case-sla/replay.ts';
import { replay } from '../case-sla/replay.ts';
import { labOf } from '../testing/lab.ts';
import { story } from '../testing/story.ts';
import { type AttainmentRow, attainment, attainmentTally } from './attainment.ts';
import type { GroupKey, ReportedClock, ReportOptions } from './groups.ts';
import { ReportError } from './report-error.ts';
import { arbitraryClock } from './testing/arbitrary-clocks.ts';

/** A clock that met its deadline, but for what is said otherwise. */
function clock(said: Partial<ReportedClock> = {}): ReportedClock {
  return {
    case: 'C-1',
    priority: 'high',
    clock: 'first-response',
    kind: 'commitment',
    status: 'met',
    dueAt: '2026-10-05T12:00:00Z',
    stoppedAt: '2026-10-05T11:00:00Z',
    elapsed: 'PT1H',
    ...said,
  };
}

const measured = (): ReportedClock => {
  const { dueAt: _, ...rest } = clock();
  return rest;
};

const missed = { status: 'missed', breachedAt: '2026-10-05T12:00:00Z', stoppedAt: '2026-10-05T13:00:00Z' } as const;

describe('what counts', () => {
  const rows: [string, ReportedClock[], Partial<AttainmentRow>][] = [
    [
      'met of finished',
      [clock(), clock(), clock(), clock(missed)],
      { met: 3, missed: 1, finished: 4, attainment: 0.75 },
    ],
    ['nothing has no attainment', [], { finished: 0 }],
    ['a cancelled clock is not finished', [clock(), clock({ status: 'cancelled' })], { finished: 1, cancelled: 1 }],
    ['a measured clock promises nothing', [clock(missed), measured()], { finished: 1, attainment: 0, measured: 1 }],
    ['a running clock is not finished', [clock({ status: 'running' })], { finished: 0, overdue: 0 }],
    [
      'an overdue clock counts once it ends',
      [clock(), clock({ ...missed, status: 'running' }), clock({ ...missed, status: 'paused' })],
      { finished: 1, attainment: 1, overdue: 2 },
    ],
  ];
  test.each(rows)('%s', (_, clocks, expected) => {
    const { commitments } = attainment(clocks);
    expect(commitments).toMatchObject(expected);
    if (expected.finished === 0) expect(commitments).not.toHaveProperty('attainment');
  });

  test('commitments and objectives are told apart', () => {
    const aim = { kind: 'objective', clock: 'resolution' } as const;
    const result = attainment([clock(), clock({ ...missed, ...aim }), clock(aim), clock(missed)], { by: ['priority'] });
    expect(result.commitments).toMatchObject({ met: 1, finished: 2 });
    expect(result.objectives).toMatchObject({ met: 1, finished: 2 });
    expect(result.rows.map(({ kind, priority, finished }) => [kind, priority, finished])).toEqual([
      ['commitment', 'high', 2],
      ['objective', 'high', 2],
    ]);
  });
});

describe('by', () => {
  const mixed = [
    clock({ organisation: 'Ashdown', clause: 'S4-10', priority: 'severity-10' }),
    clock({ organisation: 'Brook', clause: 'S4-9', priority: 'severity-2', clock: 'resolution' }),
    clock({ ...missed, clause: 'S4-9', priority: 'severity-2' }),
  ];
  const rows: [GroupKey, [string | undefined, number][]][] = [
    [
      'clock',
      [
        ['first-response', 2],
        ['resolution', 1],
      ],
    ],
    [
      'priority',
      [
        ['severity-2', 2],
        ['severity-10', 1],
      ],
    ],
    [
      'organisation',
      [
        ['Ashdown', 1],
        ['Brook', 1],
        [undefined, 1],
      ],
    ],
    [
      'clause',
      [
        ['S4-9', 2],
        ['S4-10', 1],
      ],
    ],
    ['month', [['2026-10', 3]]],
  ];
  test.each(rows)('%s', (key, expected) => {
    const result = attainment(mixed, { by: [key], timeZone: 'UTC' });
    expect(result.rows.map((row) => [row[key], row.finished])).toEqual(expected);
  });

  test('several at once, in the order named', () => {
    const { rows: found } = attainment(mixed, { by: ['clause', 'clock'] });
    expect(found.map(({ clause, clock: name }) => `${clause} ${name}`)).toEqual([
      'S4-9 first-response',
      'S4-9 resolution',
      'S4-10 first-response',
    ]);
  });

  test('the month in which a clock ended, or was missed while it still runs, in the zone', () => {
    const atTheTurn = [
      clock({ stoppedAt: '2026-10-31T23:30:00Z' }),
      clock({ ...missed, stoppedAt: '2026-11-01T00:30:00Z', breachedAt: '2026-10-31T12:00:00Z' }),
      clock({ ...missed, status: 'running', breachedAt: '2026-10-31T22:00:00Z' }),
    ];
    const by = (timeZone: string) =>
      attainment(atTheTurn, { by: ['month'], timeZone }).rows.map((row) => [row.month, row.finished, row.overdue]);
    expect(by('UTC')).toEqual([
      ['2026-10', 1, 1],
      ['2026-11', 1, 0],
    ]);
    expect(by('Europe/Berlin')).toEqual([
      ['2026-10', 0, 1],
      ['2026-11', 2, 0],
    ]);
    expect(by('America/Halifax')).toEqual([['2026-10', 2, 1]]);
  });

  test('a period takes in its start and not its end', () => {
    const ends = ['2026-09-30T23:59:59Z', '2026-10-01T00:00:00Z', '2026-10-31T23:59:59Z', '2026-11-01T00:00:00Z'];
    const period = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
    expect(
      attainment(
        ends.map((stoppedAt) => clock({ stoppedAt })),
        period,
      ).commitments.finished,
    ).toBe(2);
  });
});

describe('asked for wrongly', () => {
  const rows: [string, unknown, string][] = [
    [
      'an unknown group',
      { by: ['tier'] },
      'by.0: "tier" groups nothing: expected clock, priority, organisation, clause, month',
    ],
    ['months without a zone', { by: ['month'] }, 'timeZone: undefined is no time zone; months are local'],
    ['an unknown zone', { by: ['month'], timeZone: 'Mars' }, 'timeZone: "Mars" is no time zone'],
    [
      'a period backwards',
      { from: '2026-11-01T00:00Z', to: '2026-10-01T00:00Z' },
      'to: expected an instant after `from`',
    ],
  ];
  test.each(rows)('%s', (_, options, message) => {
    expect(() => attainment([], options as ReportOptions)).toThrow(ReportError);
    expect(() => attainment([], options as ReportOptions)).toThrow(message);
  });

  test('months without a zone do not compile', () => {
    expectTypeOf<{ by: ['month'] }>().not.toExtend<ReportOptions>();
    expectTypeOf<{ by: ['month']; timeZone: string }>().toExtend<ReportOptions>();
    expectTypeOf<ClockOutcome>().toExtend<ReportedClock>();
  });
});

test('outcomes of a replay, and their JSON, are taken as they are', () => {
  const policy = labOf({ 'first-response': { within: '1 hour', clause: 'A-1' } });
  const histories = [
    { case: 'C-1', events: story('mon 10:00 opened\nmon 10:30 replied') },
    { case: 'C-2', events: story('mon 10:00 opened\nmon 11:30 replied') },
  ];
  const outcomes = [...replay(policy, histories)];
  const expected = [{ clause: 'A-1', kind: 'commitment', met: 1, missed: 1, attainment: 0.5 }];
  expect(attainment(outcomes, { by: ['clause'] }).rows).toMatchObject(expected);
  expect(attainment(JSON.parse(JSON.stringify(outcomes)), { by: ['clause'] }).rows).toMatchObject(expected);
});

describe('laws', () => {
  const all: ReportOptions = {
    by: ['clock', 'priority', 'organisation', 'clause', 'month'],
    timeZone: 'Europe/London',
  };
  const some = fc.array(arbitraryClock, { maxLength: 40 });

  test('the order of the clocks does not matter', () => {
    fc.assert(
      fc.property(some, (clocks) => {
        expect(attainment([...clocks].reverse(), all)).toEqual(attainment(clocks, all));
      }),
    );
  });

  test('clock by clock, and as an asynchronous stream, it is the same as at once', async () => {
    async function* later(clocks: readonly ReportedClock[]) {
      yield* clocks;
    }
    await fc.assert(
      fc.asyncProperty(some, async (clocks) => {
        const whole = attainment(clocks, all);
        const tally = attainmentTally(all);
        clocks.forEach(tally.add);
        expect(tally.result()).toEqual(whole);
        expect(await attainment(later(clocks), all)).toEqual(whole);
      }),
    );
  });

  test('groups add up to the whole, and periods that meet to both', () => {
    fc.assert(
      fc.property(
        some,
        fc.date({ min: new Date('2026-09-01Z'), max: new Date('2026-12-31Z'), noInvalidDate: true }),
        (clocks, middle) => {
          const { commitments, objectives, rows } = attainment(clocks, all);
          const sum = (key: 'finished' | 'cancelled' | 'measured' | 'overdue') =>
            rows.reduce((total, row) => total + row[key], 0);
          for (const key of ['finished', 'cancelled', 'measured', 'overdue'] as const)
            expect(commitments[key] + objectives[key]).toBe(sum(key));
          const before = attainment(clocks, { to: middle }).commitments;
          const after = attainment(clocks, { from: middle }).commitments;
          expect(before.met + after.met).toBe(commitments.met);
        },
      ),
    );
  });
});
