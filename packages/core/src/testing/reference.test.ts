import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CalendarError } from '../calendar/calendar-error.ts';
import { CaseError } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import type { CaseSlaMs, Policies } from '../case-sla/case-sla.ts';
import { evaluateMs } from '../case-sla/evaluate.ts';
import type { ClockStateMs } from '../clock/clock-state.ts';
import type { EffectMs } from '../escalation/effect.ts';
import { parsePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { toEpochMs } from '../time/instant.ts';
import { arbitraryHistory, type HistoryOptions } from './reference/arbitrary-histories.ts';
import { arbitraryPolicy, type PolicyOptions } from './reference/arbitrary-policies.ts';
import { referenceSla } from './reference/simulate.ts';

const RUNS = Number(process.env.LAW_RUNS ?? 25);
const DAY = 86_400_000;

describe('the engine agrees with a plain reading of the contract', () => {
  const TIMEOUT = 30_000 + RUNS * 500;
  test('in clocks', () => agree({ ladder: false, update: false, triggers: false }), TIMEOUT);
  test('in clocks that something starts, and updates', () => agree({ ladder: false }), TIMEOUT);
  test('in ladders', () => agree({}), TIMEOUT);
  test('between two versions of a policy', () => agree({ versions: true }), TIMEOUT);
  test('in cases that absorb others or are merged', () => agree({ merging: true }), TIMEOUT);
  test('in cases where something is taken back', () => agree({ merging: true, rewriting: true }), TIMEOUT);
});

function agree(options: PolicyOptions & HistoryOptions): void {
  const one = arbitraryPolicy(options);
  const two = options.versions ? arbitraryPolicy(options) : fc.constant(undefined);
  const looks = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 0, 0, 1, -1, 15 * 60_000, 3_600_000, DAY, 5 * DAY)), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(one, two, arbitraryHistory(options), looks, (first, second, events, wanted) => {
      const policies = policiesOf(first, second);
      fc.pre(policies !== undefined);
      for (const at of instants(policies, events, wanted)) {
        const plain = attempt(() => referenceSla(policies, events, at));
        expect(
          attempt(() => evaluateMs(policies, events, at)),
          new Date(at).toISOString(),
        ).toEqual(plain);
      }
    }),
    { numRuns: RUNS },
  );
}

function policiesOf(first: unknown, second: object | undefined): Policies | undefined {
  const one = soundOrNone(first);
  if (one === undefined || second === undefined) return one;
  const two = soundOrNone({ ...second, version: 2 });
  return two && ((_, version) => (version === 2 ? two : one));
}

function soundOrNone(written: unknown): Policy | undefined {
  const read = parsePolicy(written);
  return 'policy' in read ? read.policy : undefined;
}

/** At and about what happens: events, effects, deadlines and warnings. */
function instants(
  policies: Policies,
  events: readonly CaseEvent[],
  wanted: readonly (readonly [number, number])[],
): number[] {
  const times = events.map(({ at }) => toEpochMs(at));
  const opened = times[0] ?? 0;
  const known = new Set(times);
  const { clocks, effects } = referenceSla(policies, events, (times.at(-1) ?? 0) + 20 * DAY);
  for (const { atMs } of effects) known.add(atMs);
  for (const { dueMs, warnMs } of clocks) for (const at of [dueMs ?? opened, ...warnMs]) known.add(at);
  const list = [...known].sort((a, b) => a - b);
  return wanted.map(([n, later]) => Math.max(opened, (list[n % list.length] ?? opened) + later));
}

function attempt(question: () => CaseSlaMs): unknown {
  try {
    return comparable(question());
  } catch (error) {
    if (error instanceof CaseError || error instanceof CalendarError) return 'refused';
    throw error;
  }
}

/** In what the contract leaves open, order of clocks and of equal warnings and misses, and why one was cancelled, they may differ. */
function comparable({ clocks, effects, ...facts }: CaseSlaMs): unknown {
  const shown = ({ reason, ...state }: ClockStateMs) => (state.status === 'paused' ? { ...state, reason } : state);
  return {
    ...facts,
    clocks: byId(clocks.map(shown), ({ clock, cycle }) => `${clock}/${cycle}`),
    effects: inOrder(effects),
  };
}

function inOrder(effects: readonly EffectMs[]): EffectMs[] {
  const groups: EffectMs[][] = [];
  for (const effect of effects) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (
      group &&
      first !== undefined &&
      first.step === undefined &&
      isMiss(first) === isMiss(effect) &&
      effect.step === undefined &&
      first.atMs === effect.atMs
    )
      group.push(effect);
    else groups.push([effect]);
  }
  return groups.flatMap((group) => byId(group, ({ id }) => id));
}

function isMiss({ kind }: EffectMs): boolean {
  return kind === 'miss';
}

function byId<Each>(list: readonly Each[], idOf: (each: Each) => string): Each[] {
  return [...list].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}
