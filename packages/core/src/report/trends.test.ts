import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import type { CaseHistory } from '../case-sla/replay.ts';
import { trends, trendsTally } from './trends.ts';

let number = 0;
function resolved(at: string, cause?: string, more: readonly CaseEvent[] = []): CaseHistory {
  number += 1;
  return {
    case: `C-${number}`,
    events: [
      { type: 'opened', at: '2026-01-01T00:00:00Z', channel: 'email' },
      { type: 'resolved', at, by: 'agent:ann', id: 'done', ...(cause !== undefined && { cause }) },
      ...more,
    ],
  };
}

describe('S2-6: trends by cause and month', () => {
  test('the most frequent cause first, months without a gap', () => {
    const found = trends(
      [
        resolved('2026-08-10T10:00:00Z', 'training'),
        resolved('2026-08-12T10:00:00Z', 'configuration'),
        resolved('2026-10-01T10:00:00Z', 'configuration'),
        resolved('2026-10-02T10:00:00Z', ' configuration '),
        resolved('2026-10-03T10:00:00Z'),
        resolved('2026-10-04T10:00:00Z', ''),
      ],
      { timeZone: 'UTC' },
    );
    expect(found).toEqual({
      months: ['2026-08', '2026-09', '2026-10'],
      rows: [
        { cause: 'configuration', total: 3, byMonth: [1, 0, 2], change: 2 },
        { total: 2, byMonth: [0, 0, 2], change: 2 },
        { cause: 'training', total: 1, byMonth: [1, 0, 0], change: 0 },
      ],
    });
  });

  test('months run over the end of a year, in the zone', () => {
    const turn = [resolved('2026-12-31T23:30:00Z', 'a'), resolved('2027-01-31T23:30:00Z', 'a')];
    expect(trends(turn, { timeZone: 'UTC' }).months).toEqual(['2026-12', '2027-01']);
    expect(trends(turn, { timeZone: 'Europe/Berlin' }).months).toEqual(['2027-01', '2027-02']);
  });

  const agent = { by: 'agent:ann' } as const;
  const rows: [string, CaseHistory, string[]][] = [
    [
      'a case counts where it was last resolved',
      resolved('2026-08-10T10:00:00Z', 'first', [
        { type: 'reopened', at: '2026-09-01T10:00:00Z', ...agent },
        { type: 'resolved', at: '2026-09-02T10:00:00Z', ...agent, cause: 'second' },
      ]),
      ['2026-09 second'],
    ],
    [
      'a reopened case counts nowhere',
      resolved('2026-08-10T10:00:00Z', 'first', [{ type: 'reopened', at: '2026-09-01T10:00:00Z', ...agent }]),
      [],
    ],
    [
      'nor one whose resolution was undone',
      resolved('2026-08-10T10:00:00Z', 'first', [
        { type: 'undone', at: '2026-08-10T10:01:00Z', ...agent, event: 'done' },
      ]),
      [],
    ],
    [
      'closing changes nothing',
      resolved('2026-08-10T10:00:00Z', 'first', [{ type: 'closed', at: '2026-08-17T10:00:00Z' }]),
      ['2026-08 first'],
    ],
    [
      'an open case has no cause yet',
      { case: 'C-0', events: [{ type: 'opened', at: '2026-01-01T00:00:00Z', channel: 'email' }] },
      [],
    ],
  ];
  test.each(rows)('%s', (_, history, expected) => {
    const { months, rows: found } = trends([history], { timeZone: 'UTC' });
    expect(found.map(({ cause }) => `${months.at(-1)} ${cause}`)).toEqual(expected);
  });

  test('a period takes in its start and not its end', () => {
    const cases = ['2026-09-30T23:59:59Z', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'].map((at) =>
      resolved(at, 'a'),
    );
    const period = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
    expect(trends(cases, { timeZone: 'UTC', ...period }).rows).toEqual([{ cause: 'a', total: 1, byMonth: [1] }]);
    expect(() => trends([], { timeZone: 'UTC', from: 2, to: 1 })).toThrow('expected an instant after `from`');
    expect(() => trends([], { timeZone: 'Mars' })).toThrow('timeZone: "Mars" is no time zone');
  });
});

test('law: case by case, in any order, and as an asynchronous stream it is the same', async () => {
  async function* later(histories: readonly CaseHistory[]) {
    yield* histories;
  }
  const history = fc
    .tuple(fc.integer({ min: 0, max: 700 }), fc.constantFrom(undefined, 'a', 'b', 'c'))
    .map(([day, cause]) => resolved(new Date(Date.UTC(2026, 0, 2) + day * 86_400_000).toISOString(), cause));
  await fc.assert(
    fc.asyncProperty(fc.array(history, { maxLength: 30 }), async (histories) => {
      const whole = trends(histories, { timeZone: 'Europe/London' });
      const tally = trendsTally({ timeZone: 'Europe/London' });
      [...histories].reverse().forEach(tally.add);
      expect(tally.result()).toEqual(whole);
      expect(await trends(later(histories), { timeZone: 'Europe/London' })).toEqual(whole);
      for (const row of whole.rows) expect(row.byMonth).toHaveLength(whole.months.length);
    }),
  );
});
