import type { PromiseJson } from '../../src/api/contract.ts';
import { riskAt, timesOf } from './promise.ts';
import { type Span, spanOf, type TimeScale } from './scale.ts';

/**
 * One stretch of a promise's bar: time spent, time left, the part of it after the first warning,
 * time over, time paused, and all of a promise that has ended.
 */
export interface Segment {
  readonly kind: 'spent' | 'left' | 'warned' | 'over' | 'paused' | 'ended';
  readonly span: Span;
}

/** A promise as stretches on an axis, in order; what lies outside is left out. Since when a pause lasts, only its explanation knows. */
export function segmentsOf(
  promise: PromiseJson,
  now: number,
  scale: TimeScale,
  pausedSince?: number,
): readonly Segment[] {
  return stretches(promise, now, pausedSince).flatMap(([kind, from, to]) => {
    const span = to > from ? spanOf(scale, from, to) : undefined;
    return span && span.width > 0 ? [{ kind, span }] : [];
  });
}

type Stretch = readonly [Segment['kind'], number, number];

function stretches(promise: PromiseJson, now: number, pausedSince: number | undefined): readonly Stretch[] {
  const { startedAt, dueAt, stoppedAt, breachedAt } = timesOf(promise);
  const missedAt = breachedAt ?? (riskAt(promise, now) === 'missed' ? dueAt : undefined);
  if (stoppedAt !== undefined) return endedStretches(startedAt, stoppedAt, missedAt);
  if (promise.status === 'paused') {
    const since = pausedSince ?? startedAt;
    return [
      ['spent', startedAt, since],
      ['paused', since, now],
    ];
  }
  if (missedAt !== undefined) {
    return [
      ['spent', startedAt, missedAt],
      ['over', missedAt, now],
    ];
  }
  if (dueAt === undefined) return [['spent', startedAt, now]];
  return runningStretches(promise, now, dueAt);
}

function endedStretches(startedAt: number, stoppedAt: number, missedAt: number | undefined): readonly Stretch[] {
  const inTime = Math.min(stoppedAt, missedAt ?? stoppedAt);
  return [
    ['ended', startedAt, inTime],
    ['over', inTime, stoppedAt],
  ];
}

function runningStretches(promise: PromiseJson, now: number, dueAt: number): readonly Stretch[] {
  const { startedAt, firstWarnAt = dueAt } = timesOf(promise);
  const warned = Math.max(now, firstWarnAt);
  return [
    ['spent', startedAt, now],
    ['left', now, Math.min(warned, dueAt)],
    ['warned', warned, dueAt],
  ];
}
