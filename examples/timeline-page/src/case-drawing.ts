import {
  type Calendar,
  type CaseEvent,
  type CaseSla,
  type ClockState,
  compiledPolicy,
  evaluate,
  explain,
  type Ledger,
  type Policy,
  toEpochMs,
} from '@sla/core';

import { byLife } from './standing.ts';

/** How far to look: to the next deadline, or to the last. */
export type Reach = 'next' | 'all';

/** All that is drawn of a case at one instant, in epoch milliseconds. */
export interface CaseDrawing {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly timeZone: string;
  readonly sla: CaseSla;
  readonly lanes: readonly Lane[];
  readonly events: readonly { readonly type: string; readonly at: number }[];
  readonly closed: readonly { readonly start: number; readonly end: number; readonly name?: string }[];
}

/** One clock with all its cycles. */
export interface Lane {
  readonly clock: string;
  readonly runs: readonly Run[];
}

export interface Run {
  readonly state: ClockState;
  readonly ledger: Ledger;
}

const HOUR = 3_600_000;

/** Draws what holds at `at`, or at the last event where nobody has said. Throws what core throws of events that make no sense. */
export function drawCase(policy: Policy, events: readonly CaseEvent[], reach: Reach, at?: number): CaseDrawing {
  const happened = events.map((event) => ({ type: event.type, at: toEpochMs(event.at) }));
  const { from, to, last } = span(policy, events, reach);
  const shown = Math.min(Math.max(at ?? last, from), to);
  const sla = evaluate(policy, events, shown);
  return {
    from,
    to,
    at: shown,
    timeZone: policy.timeZone,
    sla,
    lanes: lanesOf(sla, (state) => explain(policy, events, state.clock, shown, state.cycle)),
    events: happened,
    closed: calendarOf(policy, sla.priority)?.closures(from, to) ?? [],
  };
}

/** The calendar that most of a priority's targets count on. */
export function calendarOf(policy: Policy, priority: string): Calendar | undefined {
  const { calendars, priorities } = compiledPolicy(policy);
  const name = priorities.get(priority)?.priority.calendar ?? policy.calendar;
  return name === undefined ? undefined : calendars.get(name);
}

/** The same whatever instant is looked at, so that moving it moves nothing else. */
function span(policy: Policy, events: readonly CaseEvent[], reach: Reach) {
  const instants = events.map(({ at }) => toEpochMs(at));
  const first = Math.min(...instants);
  const last = Math.max(...instants);
  const open = evaluate(policy, events, last).clocks.filter(({ status }) => status === 'running');
  const dues = open.flatMap(({ dueAt }) => dueAt?.epochMilliseconds ?? []).filter((due) => due >= last);
  const due = dues.length === 0 ? last : reach === 'all' ? Math.max(...dues) : Math.min(...dues);
  const length = Math.max(due - first, 2 * HOUR);
  return { from: first - 0.03 * length, to: first + 1.2 * length, last };
}

function lanesOf(sla: CaseSla, ledgerOf: (state: ClockState) => Ledger): readonly Lane[] {
  const clocks = [...new Set(sla.clocks.map(({ clock }) => clock))].sort(byLife);
  return clocks.map((clock) => ({
    clock,
    runs: sla.clocks
      .filter((state) => state.clock === clock)
      .map((state) => ({ state, ledger: ledgerOf(state) }))
      .sort((a, b) => a.state.cycle - b.state.cycle),
  }));
}
