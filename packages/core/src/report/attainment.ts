import { type Group, groupsOf, type ReportedClock, type ReportOptions } from './groups.ts';
import { type Stream, type Tally, tallied } from './tally.ts';

/** How the clocks of a group ended. */
export interface AttainmentCounts {
  readonly met: number;
  readonly missed: number;
  readonly finished: number;
  /** met ÷ finished, from 0 to 1; absent where nothing has finished. */
  readonly attainment?: number;
  /** Past their deadline and not ended: they count once they end, and until then stand here. */
  readonly overdue: number;
  readonly cancelled: number;
  /** Ended, but never due: nothing was promised. */
  readonly measured: number;
}

export interface AttainmentRow extends Group, AttainmentCounts {}

/** What was kept of what was promised: commitments and objectives apart, in all and by group. */
export interface Attainment {
  readonly commitments: AttainmentCounts;
  readonly objectives: AttainmentCounts;
  readonly rows: readonly AttainmentRow[];
}

/**
 * met ÷ finished, in all and by clock, priority, organisation, clause and month, from a stream that is read once. A clock
 * belongs to the month in which it ended; one that is overdue and has not ended, to that of its miss.
 *
 * @throws ReportError for a group or a zone that there is not.
 *
 * @example
 * ```ts
 * import { attainment } from '@sla/core';
 *
 * const clock = { case: 'C-1042', priority: 'high', clock: 'first-response', kind: 'commitment', clause: 'A-1' } as const;
 * const clocks = [
 *   { ...clock, status: 'met', dueAt: '2026-11-23T12:00:00Z', stoppedAt: '2026-11-23T11:00:00Z', elapsed: 'PT1H' },
 *   { ...clock, status: 'missed', dueAt: '2026-11-23T12:00:00Z', stoppedAt: '2026-11-23T15:00:00Z', elapsed: 'PT5H' },
 * ] as const;
 * attainment(clocks).commitments.attainment; // → 0.5
 * attainment(clocks, { by: ['clause'] }).rows.map(({ clause, met, finished }) => `${clause}: ${met} of ${finished}`); // → [ 'A-1: 1 of 2' ]
 * ```
 */
export function attainment(clocks: Iterable<ReportedClock>, options?: ReportOptions): Attainment;
export function attainment(clocks: AsyncIterable<ReportedClock>, options?: ReportOptions): Promise<Attainment>;
export function attainment(clocks: Stream<ReportedClock>, options?: ReportOptions): Attainment | Promise<Attainment> {
  return tallied(attainmentTally(options), clocks);
}

/**
 * The same, clock by clock. Throws ReportError.
 *
 * @example
 * ```ts
 * import { attainmentTally, replay } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const tally = attainmentTally({ by: ['clock'] });
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email' } as const;
 * const replied = { type: 'replied', at: '2026-11-23T10:20:00Z', by: 'agent:ann' } as const;
 * const histories = [{ case: 'C-1042', events: [opened, replied] }];
 * for (const clock of replay(preset('lms-platform'), histories)) tally.add(clock);
 * tally.result().commitments.met; // → 1
 * ```
 */
export function attainmentTally(options: ReportOptions = {}): Tally<ReportedClock, Attainment> {
  const groups = groupsOf(options, freshSum);
  return {
    add(clock) {
      const counted = countedAs(clock);
      if (counted === undefined) return;
      const sum = groups.of(clock, counted === 'overdue' ? clock.breachedAt : clock.stoppedAt);
      if (sum) sum[counted] += 1;
    },
    result() {
      const rows = groups.rows();
      const total = (kind: Group['kind']) => rows.filter(([group]) => group.kind === kind).reduce(added, freshSum());
      return {
        commitments: countsOf(total('commitment')),
        objectives: countsOf(total('objective')),
        rows: rows.map(([group, sum]) => ({ ...group, ...countsOf(sum) })),
      };
    },
  };
}

type Counted = 'met' | 'missed' | 'overdue' | 'cancelled' | 'measured';
type Sum = Record<Counted, number>;

function countedAs({ status, dueAt, breachedAt }: ReportedClock): Counted | undefined {
  switch (status) {
    case 'met':
      return dueAt === undefined ? 'measured' : 'met';
    case 'missed':
    case 'cancelled':
      return status;
    case 'running':
    case 'paused':
      return breachedAt === undefined ? undefined : 'overdue';
  }
}

function freshSum(): Sum {
  return { met: 0, missed: 0, overdue: 0, cancelled: 0, measured: 0 };
}

function added(total: Sum, [, sum]: readonly [Group, Sum]): Sum {
  for (const key of Object.keys(sum) as Counted[]) total[key] += sum[key];
  return total;
}

function countsOf({ met, missed, overdue, cancelled, measured }: Sum): AttainmentCounts {
  const finished = met + missed;
  return {
    met,
    missed,
    finished,
    ...(finished > 0 && { attainment: met / finished }),
    overdue,
    cancelled,
    measured,
  };
}
