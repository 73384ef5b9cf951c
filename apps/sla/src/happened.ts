import { type CaseEvent, toEpochMs } from '@sla/core';

/** Undefined where it cannot be read: the evaluation tells that fault among the others. */
export function happenedMs(event: CaseEvent): number | undefined {
  try {
    return toEpochMs(event.at);
  } catch {
    return undefined;
  }
}
