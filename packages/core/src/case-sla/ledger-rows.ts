import type { CaseClocks } from '../clock/case-clocks.ts';
import type { ClockRun } from '../clock/clock-run.ts';
import type { Pause } from '../clock/pauses.ts';
import { ownMemberOf } from '../clock/schedule.ts';
import { runsOnCalendar } from '../target/due-from.ts';
import { cutTo, type Interval, intersect, subtract, unite } from '../time/interval.ts';
import type { LedgerRow } from './case-sla.ts';

/** A row of the ledger in plain numbers. */
export interface RowMs extends Interval {
  readonly kind: LedgerRow['kind'];
  readonly name?: string | undefined;
  /** Time counted; zero unless `counted`. */
  readonly timeMs: number;
}

/** What became of each moment from the anchor to `untilMs`, without holes. Nothing stands still after `stillMs`. */
export function ledgerRows(clocks: CaseClocks, run: ClockRun, stillMs: number, untilMs: number): RowMs[] {
  const { anchorMs } = run;
  const whole = { start: anchorMs, end: Math.max(anchorMs, untilMs) };
  const stood = unite(cutTo({ ...whole, end: Math.min(stillMs, whole.end) }, stillness(clocks, run, stillMs)));
  const rows = [
    ...subtract(whole, stood).flatMap((stretch) => countedRows(run, stretch)),
    ...stood.flatMap((stretch) => awayRows(clocks, run, stretch)),
  ];
  return rows.sort((a, b) => a.start - b.start);
}

function countedRows({ target, schedule }: ClockRun, { start, end }: Interval): RowMs[] {
  const { calendar } = target.context;
  if (!runsOnCalendar(ownMemberOf(target, schedule))) return [{ start, end, kind: 'counted', timeMs: end - start }];
  const open = calendar
    .intervalsMs(start, end)
    .map((each): RowMs => ({ ...each, kind: 'counted', timeMs: each.end - each.start }));
  const closed = calendar.closures(start, end).map(
    ({ kind, name, ...each }): RowMs => ({
      ...each,
      kind: kind === 'holiday' ? 'holiday' : 'closed',
      name,
      timeMs: 0,
    }),
  );
  return [...open, ...closed];
}

/** Every pause and all solved time that stop this clock. */
function stillness(clocks: CaseClocks, { clock, target }: ClockRun, stillMs: number): Interval[] {
  const { pauseWhile } = target.target;
  const paused = pausesUntil(clocks, stillMs).filter(({ reason }) => pauseWhile.includes(reason));
  return clock === 'resolution' ? [...paused, ...clocks.solved.toArray()] : paused;
}

/** With the one that is still open. */
function pausesUntil({ pause: open, pauses }: CaseClocks, untilMs: number): Pause[] {
  const closed = pauses.toArray();
  return open === undefined ? closed : [...closed, { start: open.startMs, end: untilMs, reason: open.reason }];
}

/** Solved time, and for the rest the pause that held. */
function awayRows(clocks: CaseClocks, { clock }: ClockRun, stretch: Interval): RowMs[] {
  const solved = clock === 'resolution' ? cutTo(stretch, clocks.solved.toArray()) : [];
  const all = pausesUntil(clocks, stretch.end);
  const paused = subtract(stretch, solved).flatMap((rest) =>
    all.flatMap(({ reason, ...each }): RowMs[] => {
      const part = intersect(each, rest);
      return part === undefined ? [] : [{ ...part, kind: 'paused', name: reason, timeMs: 0 }];
    }),
  );
  return [...solved.map((each): RowMs => ({ ...each, kind: 'solved', timeMs: 0 })), ...paused];
}
