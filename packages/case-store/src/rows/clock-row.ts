import { type ClockKind, type ClockName, type ClockState, type ClockStatus, Temporal } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { ClockTable } from '../tables.ts';
import { fromDuration, fromInstant, fromNull, orNull, present, toInstant, toText } from './values.ts';

export type ClockRow = Selectable<ClockTable>;

export function toClockState(row: ClockRow): ClockState {
  return {
    clock: row.clock as ClockName,
    cycle: row.cycle,
    kind: row.kind as ClockKind,
    status: row.status as ClockStatus,
    startedAt: toInstant(row.started_at),
    warnAt: row.warn_at.map(toInstant),
    elapsed: Temporal.Duration.from(row.elapsed),
    ...(row.tightened ? { tightened: true } : {}),
    ...present({
      clause: row.clause,
      dueAt: fromNull(row.due_at, toInstant),
      stoppedAt: fromNull(row.stopped_at, toInstant),
      breachedAt: fromNull(row.breached_at, toInstant),
      remaining: fromNull(row.remaining, (text) => Temporal.Duration.from(text)),
      reason: row.reason,
    }),
  };
}

export function fromClockState(caseId: string, state: ClockState): Insertable<ClockTable> {
  return {
    case_id: caseId,
    clock: state.clock,
    cycle: state.cycle,
    kind: state.kind,
    clause: state.clause ?? null,
    status: state.status,
    started_at: fromInstant(state.startedAt),
    due_at: orNull(state.dueAt, fromInstant),
    warn_at: state.warnAt.map(fromInstant),
    stopped_at: orNull(state.stoppedAt, fromInstant),
    breached_at: orNull(state.breachedAt, fromInstant),
    tightened: state.tightened === true,
    elapsed: fromDuration(state.elapsed),
    remaining: orNull(state.remaining, fromDuration),
    reason: orNull(state.reason, toText),
  };
}
