import { CaseError, type CaseFault } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import { Journal } from '../case/journal.ts';
import { type CaseFact, comesBefore, readEvent, readEvents } from '../case/read-events.ts';
import { isUndoing, standingEvents } from '../case/standing-events.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import type { CaseProgress } from './case-progress.ts';
import { fork } from './case-progress.ts';
import type { CaseSla, CaseSlaMs, Policies } from './case-sla.ts';
import { caseSlaMs, toCaseSla } from './case-view.ts';
import { eventFaults } from './event-faults.ts';
import { arrive, goOn, openWith } from './go-on.ts';

/**
 * What holds of a case at one instant: a pure function of its policies, its events and that instant. Events after it are
 * ignored.
 *
 * @throws CaseError with every fault of the events at once.
 *
 * @example
 * ```ts
 * import { evaluate } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const events = [
 *   { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' },
 *   { type: 'replied', at: '2026-11-23T10:00:00Z', by: 'agent:ann' },
 * ] as const;
 * const sla = evaluate(preset('lms-platform'), events, '2026-11-23T11:00:00Z');
 * sla.clocks.map(({ clock, status }) => `${clock} ${status}`); // → [ 'first-response met', 'resolution running' ]
 * sla.nextWakeAt; // → 2026-11-23T13:45:00Z
 * ```
 */
export function evaluate(policies: Policies, events: readonly CaseEvent[], at: InstantLike): CaseSla {
  return toCaseSla(evaluateMs(policies, events, at));
}

/**
 * As `evaluate`, in epoch milliseconds and lengths in milliseconds.
 *
 * @example
 * ```ts
 * import { evaluateMs } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * evaluateMs(preset('lms-platform'), [opened], '2026-11-23T10:05:00Z').clocks[0]?.remainingMs; // → 600000
 * ```
 */
export function evaluateMs(policies: Policies, events: readonly CaseEvent[], at: InstantLike): CaseSlaMs {
  return caseSlaMs(workOut(policies, events, toEpochMs(at)));
}

/**
 * A case that is worked out event by event. A value: `apply` gives another and leaves this one as it is. What it holds is
 * for `apply`, `at` and `atMs` alone.
 */
export interface CaseTrack {
  readonly [TRACK]: true;
}

declare const TRACK: unique symbol;

interface Track {
  readonly policies: Policies;
  readonly facts: Journal<CaseFact>;
  /** Worked out through the last event; absent where that has to begin anew. */
  readonly progress: CaseProgress | undefined;
}

function sealed(track: Track): CaseTrack {
  return track as unknown as CaseTrack;
}

function unsealed(track: CaseTrack): Track {
  return track as unknown as Track;
}

/**
 * A case without events.
 *
 * @example
 * ```ts
 * import { apply, at, begin } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * const track = apply(begin(preset('lms-platform')), opened);
 * at(track, '2026-11-23T10:15:00Z').clocks[0]?.breachedAt; // → 2026-11-23T10:15:00Z
 * ```
 */
export function begin(policies: Policies): CaseTrack {
  return sealed({ policies, facts: Journal.empty(), progress: undefined });
}

/**
 * The case with one more event: the same as evaluating all of them. An event that came late, or that undoes another,
 * makes the next look begin anew. Throws CaseError.
 *
 * @example
 * ```ts
 * import { apply, at, begin } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const events = [
 *   { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' },
 *   { type: 'replied', at: '2026-11-23T10:00:00Z', by: 'agent:ann' },
 * ] as const;
 * const track = events.reduce(apply, begin(preset('lms-platform')));
 * at(track, '2026-11-23T11:00:00Z').state; // → open
 * ```
 */
export function apply(track: CaseTrack, event: CaseEvent): CaseTrack {
  const before = unsealed(track);
  const { policies, facts } = before;
  const fact = readEvent(event, facts.length);
  return sealed({ policies, facts: facts.with(fact), progress: progressAfter(before, fact) });
}

/**
 * What holds at an instant. Throws CaseError where the case was not opened by then.
 *
 * @example
 * ```ts
 * import { apply, at, begin } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * at(apply(begin(preset('lms-platform')), opened), '2026-11-23T10:05:00Z').nextWakeAt; // → 2026-11-23T10:11:15Z
 * ```
 */
export function at(track: CaseTrack, now: InstantLike): CaseSla {
  return toCaseSla(atMs(track, now));
}

/**
 * As `at`, in plain numbers.
 *
 * @example
 * ```ts
 * import { apply, atMs, begin } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * atMs(apply(begin(preset('lms-platform')), opened), '2026-11-23T10:05:00Z').clocks[0]?.elapsedMs; // → 300000
 * ```
 */
export function atMs(track: CaseTrack, now: InstantLike): CaseSlaMs {
  const nowMs = toEpochMs(now);
  const known = unsealed(track);
  const progress = progressOf(known);
  if (progress !== undefined && progress.nowMs <= nowMs) return caseSlaMs(arrive(fork(progress), nowMs));
  return caseSlaMs(workOut(known.policies, eventsOf(known), nowMs));
}

/** A case worked out from all its events, settled at an instant. Throws CaseError. */
export function workOut(policies: Policies, events: readonly CaseEvent[], nowMs: number): CaseProgress {
  try {
    return arrive(throughEvents(policies, readEvents(events), nowMs), nowMs);
  } catch (error) {
    throw error instanceof CaseError ? (eventFaults(policies, events, nowMs) ?? error) : error;
  }
}

/** Tracks that had to begin anew, worked out once. */
const REPLAYED = new WeakMap<Track, CaseProgress>();

function progressOf(track: Track): CaseProgress | undefined {
  const known = track.progress ?? REPLAYED.get(track);
  if (known !== undefined || track.facts.length === 0) return known;
  const facts = track.facts.toArray();
  try {
    const ordered = readEvents(facts.map(({ event }) => event));
    const progress = throughEvents(track.policies, ordered, Infinity);
    REPLAYED.set(track, progress);
    return progress;
  } catch (error) {
    if (error instanceof CaseError) return undefined;
    throw error;
  }
}

/** Through the last event that has happened by `nowMs`, before anything that follows from it. */
function throughEvents(policies: Policies, facts: readonly CaseFact[], nowMs: number): CaseProgress {
  const happened = facts.at(-1)?.atMs ?? 0;
  const standing = standingEvents(happened <= nowMs ? facts : facts.filter(({ atMs: eachMs }) => eachMs <= nowMs));
  const progress = openWith(standing[0], policies);
  for (let i = 1; i < standing.length; i++) {
    const fact = standing[i];
    if (fact !== undefined) goOn(progress, fact, policies);
  }
  return progress;
}

function progressAfter(track: Track, fact: CaseFact): CaseProgress | undefined {
  const { policies, facts } = track;
  const last = facts.last();
  const before = track.progress ?? REPLAYED.get(track);
  try {
    if (last === undefined) return fact.event.type === 'opened' ? openWith(fact, policies) : undefined;
    if (before === undefined || isUndoing(fact) || comesBefore(fact, last)) return undefined;
    const progress = fork(before);
    goOn(progress, fact, policies);
    return progress;
  } catch (error) {
    throw error instanceof CaseError ? placed(error, facts.length) : error;
  }
}

function placed({ faults }: CaseError, position: number): CaseError {
  const [first, ...more] = faults.map((fault): CaseFault => ({ ...fault, path: ['events', position, ...fault.path] }));
  if (first === undefined) throw new RangeError('a CaseError names at least one fault');
  return new CaseError([first, ...more]);
}

function eventsOf({ facts }: Track): CaseEvent[] {
  return facts.toArray().map(({ event }) => event);
}
