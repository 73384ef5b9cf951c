import type { PromiseJson } from '../../src/api/contract.ts';
import { timesOf } from './promise.ts';

/** How far the axis of ended promises reaches: half as long again as was promised. */
const REACH = 1.5;

/** Where "due" stands on that axis. */
export const DUE_POSITION = 1 / REACH;

/** An ended promise on an axis from its beginning (0) past its end: 1 is as late as is drawn. Nothing for what had no end, or was not ended by its event. */
export function usedPosition(promise: PromiseJson): number | undefined {
  const { startedAt, dueAt, stoppedAt } = timesOf(promise);
  if (dueAt === undefined || stoppedAt === undefined || promise.status === 'cancelled') return undefined;
  const used = (stoppedAt - startedAt) / Math.max(1, dueAt - startedAt);
  return Math.min(1, Math.max(0, used / REACH));
}
