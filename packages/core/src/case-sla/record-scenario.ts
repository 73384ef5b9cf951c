import type { Policy } from '../policy/policy.ts';
import { evaluate } from './evaluate.ts';
import { type CaseSlaJson, caseSlaToJson } from './json.ts';
import type { ExpectedFields, Scenario } from './scenario.ts';

const kinds = ['notify', 'raise', 'assign', 'warn', 'miss', 'update-due', 'publish'] as const;

/**
 * What happened to a case, written down as a scenario: it expects what the policy makes of the events today, clock by clock
 * and effect by effect, so that a later change of the policy shows. `findPolicy` turns what `policy` says into one.
 *
 * @throws CaseError for events that cannot be evaluated.
 *
 * @example
 * ```ts
 * import { preset } from '@sla/core/presets';
 * import { recordScenario } from '@sla/core/testing';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * const scenario = recordScenario(
 *   { name: 'C-1042', policy: 'lms-platform', given: [opened], at: '2026-11-23T10:01:00Z' },
 *   () => preset('lms-platform'),
 * );
 * scenario.expect.clocks?.[0]?.dueAt; // → 2026-11-23T10:15:00Z
 * ```
 */
export function recordScenario(happened: Omit<Scenario, 'expect'>, findPolicy: (written: unknown) => Policy): Scenario {
  const { name, policy, given, at } = happened;
  const sla = caseSlaToJson(evaluate(findPolicy(policy), given, at));
  const { priority, tier, state, nextWakeAt = null } = sla;
  const fired = new Set<string>(sla.effects.map(({ kind }) => kind));
  return {
    name,
    policy,
    given,
    at,
    expect: {
      priority,
      ...(tier !== undefined && { tier }),
      state,
      nextWakeAt,
      clocks: sla.clocks.map(clockFields),
      effects: effectFields(sla),
      noEffects: kinds.filter((kind) => !fired.has(kind)),
    },
  };
}

/** What a reader would quote of a clock; how long it took is said once it has ended. */
function clockFields(state: CaseSlaJson['clocks'][number]): ExpectedFields {
  const { clock, cycle, kind, clause, status, dueAt, stoppedAt, breachedAt, tightened, elapsed, reason } = state;
  const fields = { clock, cycle, kind, clause, status, dueAt, stoppedAt, breachedAt, tightened, reason };
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stoppedAt === undefined ? told : [...told, ['elapsed', elapsed]]);
}

/** Each by its id, and of each kind how many: one more is a change too. */
function effectFields({ effects }: CaseSlaJson): ExpectedFields[] {
  const each = effects.map(({ id, at }) => ({ id, at }));
  const counts = kinds.flatMap((kind) => {
    const count = effects.filter((effect) => effect.kind === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
  return [...each, ...counts];
}
