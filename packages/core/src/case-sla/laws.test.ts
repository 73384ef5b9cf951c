import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import type { Policy } from '../policy/policy.ts';
import { arbitraryHistory, arbitraryInstant, arbitraryPolicy } from '../testing/arbitrary-cases.ts';
import { toEpochMs } from '../time/instant.ts';
import type { CaseSlaMs } from './case-sla.ts';
import { apply, atMs, begin, evaluateMs } from './evaluate.ts';
import { explain } from './explain.ts';

const plain = arbitraryHistory({ undoing: false });
const any = arbitraryHistory({ undoing: true });
const runs = { numRuns: 600 };

/** All but what merely counts on. */
function standing({ clocks, nextWakeMs, ...rest }: CaseSlaMs) {
  return { ...rest, clocks: clocks.map(({ elapsedMs, remainingMs, ...clock }) => clock) };
}

function missesOf({ clocks }: CaseSlaMs): string[] {
  return clocks.flatMap(({ clock, cycle, breachedMs }) =>
    breachedMs === undefined ? [] : [`${clock}/${cycle}/${breachedMs}`],
  );
}

function isBetween(ms: number, afterMs: number, throughMs: number): boolean {
  return afterMs < ms && ms <= throughMs;
}

/** After these the case is worked out anew: docs/adr/0005-undoing-is-replay.md. */
const UNDOING: ReadonlySet<string> = new Set(['undone', 'split', 'unmerged', 'released']);

describe('laws', () => {
  test('folding events one by one equals evaluating all', () => {
    fc.assert(
      fc.property(arbitraryPolicy, any, arbitraryInstant, (policy, events, now) => {
        const track = events.reduce(apply, begin(policy));
        expect(atMs(track, now)).toEqual(evaluateMs(policy, events, now));
      }),
      runs,
    );
  });

  test('also when they come late and somebody looks in between', () => {
    fc.assert(
      fc.property(arbitraryPolicy, any, fc.array(arbitraryInstant), arbitraryInstant, (policy, events, looks, now) => {
        const [opened, ...rest] = events;
        const shuffled = [...rest].sort((a, b) => String(a.message).localeCompare(String(b.message)));
        const all = opened === undefined ? [] : [opened, ...shuffled];
        let track = begin(policy);
        for (const [i, event] of all.entries()) {
          track = apply(track, event);
          const look = looks[i];
          if (look !== undefined) expect(atMs(track, look)).toEqual(evaluateMs(policy, all.slice(0, i + 1), look));
        }
        expect(atMs(track, now)).toEqual(evaluateMs(policy, all, now));
      }),
      runs,
    );
  });

  test('the effects by an instant are a prefix of those by a later one', () => {
    fc.assert(
      fc.property(arbitraryPolicy, plain, arbitraryInstant, arbitraryInstant, (policy, events, a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((now) => evaluateMs(policy, events, now).effects);
        expect(later?.slice(0, sooner?.length)).toEqual(sooner);
      }),
      runs,
    );
  });

  test('with undoings too, as long as none happens in between', () => {
    fc.assert(
      fc.property(arbitraryPolicy, any, arbitraryInstant, arbitraryInstant, (policy, events, a, b) => {
        const [soonerMs, laterMs] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(!events.some(({ type, at }) => UNDOING.has(type) && isBetween(toEpochMs(at), soonerMs, laterMs)));
        const [sooner, later] = [evaluateMs(policy, events, soonerMs), evaluateMs(policy, events, laterMs)];
        expect(later.effects.slice(0, sooner.effects.length)).toEqual(sooner.effects);
        expect(missesOf(later)).toEqual(expect.arrayContaining(missesOf(sooner)));
      }),
      runs,
    );
  });

  test('an effect has an id of its own, and comes in the order of time', () => {
    fc.assert(
      fc.property(arbitraryPolicy, plain, arbitraryInstant, (policy, events, now) => {
        const { effects } = evaluateMs(policy, events, now);
        expect(new Set(effects.map(({ id }) => id)).size).toBe(effects.length);
        expect(effects.map(({ atMs: firedMs }) => firedMs)).toEqual(
          effects.map(({ atMs: firedMs }) => firedMs).sort((x, y) => x - y),
        );
      }),
      runs,
    );
  });

  test('no miss is ever erased', () => {
    fc.assert(
      fc.property(arbitraryPolicy, plain, arbitraryInstant, arbitraryInstant, (policy, events, a, b) => {
        const missesAt = (now: number) => missesOf(evaluateMs(policy, events, now));
        expect(missesAt(Math.max(a, b))).toEqual(expect.arrayContaining(missesAt(Math.min(a, b))));
      }),
      runs,
    );
  });

  test('a miss has one effect, in its instant, and a finished clock that was missed says so', () => {
    fc.assert(
      fc.property(arbitraryPolicy, any, arbitraryInstant, (policy, events, now) => {
        const { clocks, effects } = evaluateMs(policy, events, now);
        const told = effects.filter(({ kind }) => kind === 'miss').map(({ id, atMs: firedMs }) => `${id} ${firedMs}`);
        const missed = clocks.filter(({ breachedMs }) => breachedMs !== undefined);
        expect(told.sort()).toEqual(
          missed.map(({ clock, cycle, breachedMs }) => `${clock}/${cycle}/miss ${breachedMs}`).sort(),
        );
        for (const { status, stoppedMs } of missed) if (stoppedMs !== undefined) expect(status).toBe('missed');
      }),
      runs,
    );
  });

  test('nextWakeAt is the very instant at which something changes by itself', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        any,
        arbitraryInstant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (policy, events, now, share) => {
          const known = events.filter(({ at }) => toEpochMs(at) <= now);
          const seen = evaluateMs(policy, known, now);
          const wakeMs = seen.nextWakeMs ?? now + 90 * 86_400_000;
          expect(wakeMs).toBeGreaterThan(now);
          const between = now + Math.floor((wakeMs - 1 - now) * share);
          for (const quiet of [between, wakeMs - 1])
            expect(standing(evaluateMs(policy, known, quiet))).toEqual(standing(seen));
          if (seen.nextWakeMs !== undefined)
            expect(standing(evaluateMs(policy, known, wakeMs))).not.toEqual(standing(seen));
        },
      ),
      runs,
    );
  });

  test('what is undone, split off or released counts as little as if it had never been', () => {
    fc.assert(
      fc.property(
        arbitraryPolicy,
        plain,
        fc.nat(),
        fc.constantFrom('undone', 'split'),
        (policy, events, choice, how) => {
          fc.pre(events.length > 1);
          const position = 1 + (choice % (events.length - 1));
          const [named, last] = [events[position], events.at(-1)];
          if (named === undefined || last === undefined) return;
          const undoing = {
            type: how,
            at: last.at,
            into: 'C-9',
            event: named.id,
            messages: [named.message],
            by: 'agent:a',
          };
          const now = toEpochMs(last.at) + 3_600_000;
          expect(evaluateMs(policy, [...events, undoing as CaseEvent], now)).toEqual(
            evaluateMs(policy, [...events.slice(0, position), ...events.slice(position + 1)], now),
          );
        },
      ),
      runs,
    );
  });

  test('an undone undoing undoes nothing', () => {
    fc.assert(
      fc.property(arbitraryPolicy, plain, fc.nat(), (policy, events, choice) => {
        const last = events.at(-1);
        const named = events[choice % events.length];
        if (last === undefined || named === undefined) return;
        const undone = { type: 'undone', at: last.at, event: named.id, id: 'u', by: 'agent:a' } as CaseEvent;
        const redone = { type: 'undone', at: last.at, event: 'u', by: 'agent:a' } as CaseEvent;
        const now = toEpochMs(last.at) + 3_600_000;
        expect(evaluateMs(policy, [...events, undone, redone], now)).toEqual(evaluateMs(policy, events, now));
      }),
      runs,
    );
  });

  test('a later receipt is never due earlier', () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryInstant, arbitraryInstant, (policy, a, b) => {
        const dues = [Math.min(a, b), Math.max(a, b)].map((at) => duesAt(policy, at));
        for (const [clock, dueMs] of dues[0] ?? []) {
          const later = dues[1]?.get(clock);
          if (isMonotone(policy, clock) && later !== undefined) expect(later).toBeGreaterThanOrEqual(dueMs);
        }
      }),
      runs,
    );
  });

  test('a ledger has no holes, ends at the deadline, and adds up to the time of the clock', () => {
    fc.assert(
      fc.property(arbitraryPolicy, any, arbitraryInstant, (policy, events, now) => {
        for (const state of evaluateMs(policy, events, now).clocks) {
          const { rows, dueAt, sentence } = explain(policy, events, state.clock, now, state.cycle);
          expect(dueAt?.epochMilliseconds).toBe(state.dueMs);
          let end = state.startedMs;
          for (const { from, to } of rows) {
            expect(from.epochMilliseconds).toBe(end);
            end = to.epochMilliseconds;
          }
          const untilMs = state.dueMs ?? state.stoppedMs ?? now;
          expect(end).toBe(Math.max(state.startedMs, untilMs));
          const countedMs = rows.reduce((sum, { time }) => sum + time.total('milliseconds'), 0);
          if (state.stoppedMs === undefined || state.stoppedMs >= state.startedMs)
            expect(countedMs).toBe(
              state.dueMs === undefined ? state.elapsedMs : state.elapsedMs + (state.remainingMs ?? 0),
            );
          expect(sentence).toMatch(/^[A-Z].*\.$/);
        }
      }),
      runs,
    );
  });
});

function duesAt(policy: Policy, at: number): Map<string, number> {
  const { clocks } = evaluateMs(policy, [{ type: 'opened', at, channel: 'email' }], at);
  return new Map(clocks.flatMap(({ clock, dueMs }) => (dueMs === undefined ? [] : [[clock, dueMs] as const])));
}

/** Fixed lengths, business time, and earliest and latest of them; not what depends on being open, nor civil days. */
function isMonotone(policy: Policy, clock: string): boolean {
  const promise = policy.priorities
    .find(({ name }) => name === 'normal')
    ?.targets.find((each) => each.clock === clock)?.promise;
  return (
    promise !== undefined && promise.kind !== 'measure' && !/day"|"by-opening/.test(JSON.stringify(promise.target))
  );
}
