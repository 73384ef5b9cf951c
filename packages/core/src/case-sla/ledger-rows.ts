import type { CaseClocks } from '../clock/case-clocks.ts';
import type { ClockRun } from '../clock/clock-run.ts';
import type { Pause } from '../clock/pauses.ts';
import { ownMemberOf } from '../clock/schedule.ts';
import { runsOnCalendar } from '../target/due-from.ts';
import { cutTo, type Interval, subtract, without } from '../time/interval.ts';
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
  const still = { start: anchorMs, end: Math.min(stillMs, whole.end) };
  const solved = run.clock === 'resolution' ? cutTo(still, clocks.solved.toArray()) : [];
  // Solved time, and for the rest the pause that held.
  const paused = without(cutTo(still, ownPauses(clocks, run, stillMs)), solved);
  const rows = [
    ...subtract(whole, [...solved, ...paused]).flatMap((stretch) => countedRows(run, stretch)),
    ...solved.map((each): RowMs => ({ ...each, kind: 'solved', timeMs: 0 })),
    ...paused.map(({ reason, ...each }): RowMs => ({ ...each, kind: 'paused', name: reason, timeMs: 0 })),
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

/** Every pause that stops this clock, with the one that is still open. */
function ownPauses({ pause: open, pauses }: CaseClocks, { target }: ClockRun, untilMs: number): Pause[] {
  const all = pauses.toArray();
  if (open !== undefined) all.push({ start: open.startMs, end: untilMs, reason: open.reason });
  return all.filter(({ reason }) => target.target.pauseWhile.includes(reason));
}
