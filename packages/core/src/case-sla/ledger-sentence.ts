import type { ClockRun } from '../clock/clock-run.ts';
import type { ClockStateMs } from '../clock/clock-state.ts';
import { describeTarget } from '../target/format-target.ts';
import { formatDuration } from '../time/duration.ts';
import { daysCounted } from './ledger-days.ts';
import type { RowMs } from './ledger-rows.ts';
import { localTimes } from './local-times.ts';

export interface LedgerFacts {
  readonly run: ClockRun;
  readonly state: ClockStateMs;
  readonly rows: readonly RowMs[];
  readonly nowMs: number;
  readonly timeZone: string;
}

/**
 * The ledger as a support lead would say it: `Due Mon 23 Nov 2026, 13:30 (Europe/London): 4 business hours from Fri 20
 * Nov, 16:00 (S4-18); 1 h 30 min counted on Friday, Saturday and Sunday are closed, 2 h 30 min on Monday.`
 */
export function ledgerSentence(facts: LedgerFacts): string {
  const { run, rows, timeZone } = facts;
  const { clause } = run.target.target;
  const cited = clause === undefined ? '' : ` (${clause})`;
  const details = [...decidedBy(run), ...daysCounted(rows, run, timeZone)];
  return `${headOf(facts)}: ${ruleOf(run)} from ${localTimes(timeZone).brief(run.anchorMs)}${cited}${
    details.length === 0 ? '' : `; ${details.join(', ')}`
  }.`;
}

function headOf(facts: LedgerFacts): string {
  const { state, timeZone } = facts;
  const time = localTimes(timeZone);
  switch (state.status) {
    case 'running':
      return runningHead(facts);
    case 'paused':
      return `Paused (${state.reason ?? 'no reason given'})${leftOf(state)}`;
    case 'met':
      return metHead(facts);
    case 'missed':
      return `Missed: ended ${time.full(state.stoppedMs ?? facts.nowMs)}${wasDue(facts)}`;
    case 'cancelled': {
      const due = state.dueMs === undefined ? '' : `; it would have been due ${time.brief(state.dueMs)}`;
      return `Cancelled ${time.full(state.stoppedMs ?? facts.nowMs)}${because(state)}${due}`;
    }
  }
}

function runningHead(facts: LedgerFacts): string {
  const { state, run, timeZone } = facts;
  const time = localTimes(timeZone);
  if (state.dueMs === undefined)
    return run.target.target.promise.kind === 'measure'
      ? `Measured and never due, ${formatDuration(state.elapsedMs)} so far`
      : 'Never due, as the calendar has no hours left';
  const due = time.full(state.dueMs);
  if (state.breachedMs === undefined) return state.kind === 'objective' ? `Aimed at ${due}` : `Due ${due}`;
  if (state.breachedMs === state.dueMs) return `Overdue since ${due}`;
  const since = `Overdue since ${time.full(state.breachedMs)}`;
  return state.tightened
    ? `${since}, when a change moved its deadline to ${time.brief(state.dueMs)}`
    : `${since}; now due ${time.brief(state.dueMs)}`;
}

function metHead({ state, run, nowMs, timeZone }: LedgerFacts): string {
  const time = localTimes(timeZone);
  const stopped = time.full(state.stoppedMs ?? nowMs);
  if (run.target.target.promise.kind === 'measure')
    return `Measured: done ${stopped}, after ${formatDuration(state.elapsedMs)}`;
  if (state.dueMs === undefined || state.remainingMs === undefined) return `Met ${stopped}`;
  if (state.remainingMs < 0) return `Met ${stopped}, before it was promised; due ${time.brief(state.dueMs)}`;
  if (state.remainingMs === 0) return `Met ${stopped}, when it was due`;
  return `Met ${stopped}, with ${formatDuration(state.remainingMs)} left until it was due ${time.brief(state.dueMs)}`;
}

function wasDue({ state, timeZone }: LedgerFacts): string {
  const time = localTimes(timeZone);
  const due = state.dueMs === undefined ? '' : `, due ${time.brief(state.dueMs)}`;
  if (state.breachedMs === undefined || state.breachedMs === state.dueMs) return due;
  const why = state.tightened ? ' by a change' : '';
  return `${due}, overdue since ${time.brief(state.breachedMs)}${why}`;
}

function leftOf({ remainingMs, breachedMs }: ClockStateMs): string {
  if (breachedMs !== undefined) return ' and overdue';
  return remainingMs === undefined ? '' : ` with ${formatDuration(remainingMs)} left`;
}

function because({ reason }: ClockStateMs): string {
  return reason === undefined ? '' : ` (${reason})`;
}

function ruleOf({ target }: ClockRun): string {
  const { promise } = target.target;
  if (promise.kind === 'measure') return 'measured';
  return promise.kind === 'every' ? `an update every ${promise.text}` : promise.text;
}

/** Which of several decided. */
function decidedBy({ target, schedule }: ClockRun): string[] {
  const { promise } = target.target;
  if (promise.kind === 'measure' || schedule === undefined) return [];
  const { kind } = promise.target;
  if (kind !== 'earliest' && kind !== 'latest' && kind !== 'by-opening') return [];
  return [`decided by ${describeTarget(schedule.due.member)}`];
}
