import type { PromiseJson, RiskJson } from '../../src/api/contract.ts';
import type { Words } from '../words/words.ts';
import { formatLength, formatRough, formatSpan } from './words.ts';

type TimeWords = Words['time'];

/** A promise's instants as numbers. Without a `dueAt` it is paused, or only measured. */
export interface PromiseTimes {
  readonly startedAt: number;
  readonly dueAt?: number;
  readonly firstWarnAt?: number;
  readonly stoppedAt?: number;
  readonly breachedAt?: number;
}

export function timesOf(promise: PromiseJson): PromiseTimes {
  const warn = promise.warnAt.map(Date.parse).sort((a, b) => a - b)[0];
  return {
    startedAt: Date.parse(promise.startedAt),
    ...(promise.dueAt !== undefined && { dueAt: Date.parse(promise.dueAt) }),
    ...(warn !== undefined && { firstWarnAt: warn }),
    ...(promise.stoppedAt !== undefined && { stoppedAt: Date.parse(promise.stoppedAt) }),
    ...(promise.breachedAt !== undefined && { breachedAt: Date.parse(promise.breachedAt) }),
  };
}

/** The server's word, carried on by the clock between two answers: a running promise turns at its warning and at its end. */
export function riskAt(promise: PromiseJson, now: number): RiskJson {
  if (promise.status !== 'running') return promise.risk;
  const { dueAt, firstWarnAt } = timesOf(promise);
  if (promise.risk === 'missed' || (dueAt !== undefined && dueAt <= now)) return 'missed';
  if (promise.risk === 'at-risk' || (firstWarnAt !== undefined && firstWarnAt <= now)) return 'at-risk';
  return 'none';
}

/** Where a promise stands, to be read after its label: "in 14 min", "missed 3 min ago", "met, 20 min early". */
export function standing(promise: PromiseJson, now: number, words: TimeWords): string {
  const times = timesOf(promise);
  switch (promise.status) {
    case 'running':
      return runningWords(times, now, words);
    case 'paused':
      return pausedWords(promise, words);
    case 'met':
      return earlyWords(times, words);
    case 'missed':
      return lateWords(times, words);
    case 'cancelled':
      return words.cancelled;
  }
}

function runningWords({ dueAt, breachedAt }: PromiseTimes, now: number, words: TimeWords): string {
  const missedAt = breachedAt ?? dueAt;
  if (missedAt === undefined) return words.measured;
  if (missedAt <= now) return words.missedAgo(words.inDays(formatRough(now - missedAt, words)));
  return words.dueIn(words.inDays(formatLength(missedAt - now, words)));
}

function pausedWords({ reason, breachedAt }: PromiseJson, words: TimeWords): string {
  const why = reason ? words.pausedFor(words.reason(reason)) : words.paused;
  return breachedAt === undefined ? why : words.missedBefore(why);
}

function earlyWords({ dueAt, stoppedAt }: PromiseTimes, words: TimeWords): string {
  if (dueAt === undefined || stoppedAt === undefined || stoppedAt >= dueAt) return words.met;
  return words.metEarly(formatSpan(dueAt - stoppedAt, words));
}

function lateWords({ dueAt, stoppedAt }: PromiseTimes, words: TimeWords): string {
  if (dueAt === undefined || stoppedAt === undefined || stoppedAt <= dueAt) return words.missed;
  return words.missedLate(formatSpan(stoppedAt - dueAt, words));
}

/** How often words and bars of a promise are worth looking at again: each second near its warning and its end, else four times a minute. */
export function refreshEvery(promise: PromiseJson | undefined, now: number): number {
  if (promise?.status !== 'running') return 60_000;
  const { dueAt, firstWarnAt } = timesOf(promise);
  const near = (at: number | undefined, reach: number) => at !== undefined && Math.abs(at - now) < reach;
  return near(dueAt, 11 * 60_000) || near(firstWarnAt, 30_000) ? 1000 : 15_000;
}
