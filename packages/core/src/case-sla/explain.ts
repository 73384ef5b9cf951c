import { defined } from '../calendar/defined.ts';
import { caseFault } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import type { CaseClocks } from '../clock/case-clocks.ts';
import type { ClockRun } from '../clock/clock-run.ts';
import { clockStateMs } from '../clock/clock-view.ts';
import type { ClockName } from '../policy/policy.ts';
import { named } from '../policy/policy-error.ts';
import { fromDurationMs } from '../time/duration.ts';
import { fromEpochMs, type InstantLike, toEpochMs } from '../time/instant.ts';
import { quoted } from '../time/time-error.ts';
import type { Ledger, LedgerRow, Policies } from './case-sla.ts';
import { workOut } from './evaluate.ts';
import { ledgerRows, type RowMs } from './ledger-rows.ts';
import { ledgerSentence } from './ledger-sentence.ts';

/**
 * Why a clock is due when it is due: what became of each moment from its anchor to its deadline; to now, or to its end,
 * where there is none. Without a cycle, the latest.
 *
 * @throws CaseError `unknown-clock` where the case has no such clock by then, and for events that cannot be evaluated.
 *
 * @example
 * ```ts
 * import { explain } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' } as const;
 * const ledger = explain(preset('lms-platform'), [opened], 'first-response', '2026-11-20T17:00:00Z');
 * ledger.sentence; // → Due Mon 23 Nov 2026, 11:00 (UTC): 4 business hours from Fri 20 Nov, 16:00 (S3-13); 2 h counted on Friday, Saturday and Sunday are closed, 2 h on Monday.
 * ledger.rows.map(({ kind, time }) => `${kind} ${time}`); // → [ 'counted PT2H', 'closed PT0S', 'counted PT2H' ]
 * ```
 */
export function explain(
  policies: Policies,
  events: readonly CaseEvent[],
  clock: ClockName,
  at: InstantLike,
  cycle?: number,
): Ledger {
  const nowMs = toEpochMs(at);
  const { clocks } = workOut(policies, events, nowMs);
  return ledgerOf(clocks, findRun(clocks, clock, cycle), nowMs);
}

function ledgerOf(clocks: CaseClocks, run: ClockRun, nowMs: number): Ledger {
  const { promise, clause } = run.target.target;
  const state = clockStateMs(clocks, run, nowMs);
  const stillMs = run.stoppedMs ?? nowMs;
  const rows = ledgerRows(clocks, run, stillMs, state.dueMs ?? stillMs);
  const rule = promise.kind === 'measure' ? 'measured' : promise.text;
  return defined({
    clock: run.clock,
    cycle: run.cycle,
    anchor: fromEpochMs(run.anchorMs),
    rule,
    clause,
    rows: rows.map(toRow),
    dueAt: state.dueMs === undefined ? undefined : fromEpochMs(state.dueMs),
    sentence: ledgerSentence({ run, state, rows, nowMs, timeZone: clocks.policy.policy.timeZone }),
  });
}

function findRun(clocks: CaseClocks, clock: ClockName, cycle: number | undefined): ClockRun {
  const runs = [...clocks.past.toArray().map((past) => past.run), ...clocks.runs];
  const run = runs.findLast((each) => each.clock === clock && (cycle === undefined || each.cycle === cycle));
  if (run !== undefined) return run;
  const asked = cycle === undefined ? quoted(clock) : `${quoted(clock)}, cycle ${cycle},`;
  const known = runs.map((each) => (each.cycle === 1 ? each.clock : `${each.clock} ${each.cycle}`));
  throw caseFault(['clock'], 'unknown-clock', `${asked} is no clock of this case by then: expected ${named(known)}`);
}

function toRow({ start, end, kind, name, timeMs }: RowMs): LedgerRow {
  return defined({ from: fromEpochMs(start), to: fromEpochMs(end), kind, name, time: fromDurationMs(timeMs) });
}
