import type { Calendar } from '../calendar/calendar.ts';
import { CalendarError } from '../calendar/calendar-error.ts';
import { type CompiledPriority, type CompiledTarget, compiledPolicy } from '../policy/compile-policy.ts';
import type { ClauseKeeper, ClockName, Policy, Priority, Step } from '../policy/policy.ts';
import type { PolicyPath } from '../policy/policy-error.ts';
import { compileRota } from '../rota/compile-rota.ts';
import { needsCalendar } from '../target/due-from.ts';
import { formatInstant, type InstantLike, toEpochMs } from '../time/instant.ts';

/** What a sound policy keeps of its agreement, and what in it deserves a second look. */
export interface PolicyCheck {
  /** Cited by a target, a step or a promise of availability. */
  readonly carried: readonly CarriedClause[];
  /** Kept by rules and pages of the desk, not by a clock. */
  readonly elsewhere: readonly ListedClause[];
  /** Meant for a target, a step or a promise of availability that this policy has not. */
  readonly lacking: readonly ListedClause[];
  readonly warnings: readonly PolicyWarning[];
}

export interface ListedClause {
  readonly clause: string;
  readonly says: string;
  readonly keptBy: ClauseKeeper;
}

export interface CarriedClause {
  readonly clause: string;
  /** Absent where the policy does not list the sentence. */
  readonly says?: string;
  readonly by: readonly Citation[];
}

export type Citation =
  | { readonly kind: 'target'; readonly priority: string; readonly clock: ClockName }
  | { readonly kind: 'step'; readonly priority: string; readonly step: string }
  | { readonly kind: 'availability' };

export interface PolicyWarning {
  readonly path: PolicyPath;
  readonly code: 'rota-gap' | 'never-open' | 'no-calendar' | 'no-effect' | 'too-often' | 'unlisted-clause';
  readonly message: string;
}

/**
 * The clauses that a policy carries and lacks, and warnings. Rotas and calendars are looked at between two instants.
 *
 * @example
 * ```ts
 * import { checkPolicy } from '@sla/core/check';
 * import { preset } from '@sla/core/presets';
 *
 * const within = { from: '2026-11-22T00:00:00Z', to: '2026-12-22T00:00:00Z' };
 * const { carried, lacking } = checkPolicy(preset('velsoft'), within);
 * carried.map(({ clause }) => clause); // → [ 'S1-12', 'S1-15', 'S1-16' ]
 * lacking.length; // → 0
 * ```
 */
export function checkPolicy(
  policy: Policy,
  within: { readonly from: InstantLike; readonly to: InstantLike },
): PolicyCheck {
  const cited = citations(policy);
  const listed = Object.entries(policy.clauses).map(([clause, { says, keptBy }]) => ({ clause, says, keptBy }));
  const notCited = listed.filter(({ clause }) => !cited.has(clause));
  const carried = [...cited].map(([clause, by]): CarriedClause => {
    const says = policy.clauses[clause]?.says;
    return says === undefined ? { clause, by } : { clause, says, by };
  });
  return {
    carried: carried.sort(byClause),
    elsewhere: notCited.filter(({ keptBy }) => !CITED.has(keptBy)).sort(byClause),
    lacking: notCited.filter(({ keptBy }) => CITED.has(keptBy)).sort(byClause),
    warnings: [
      ...unlistedClauses(policy, carried),
      ...policy.priorities.flatMap((priority) => priorityWarnings(policy, priority)),
      ...closedCalendars(policy, toEpochMs(within.from)),
      ...rotaGaps(policy, toEpochMs(within.from), toEpochMs(within.to)),
    ],
  };
}

const CITED: ReadonlySet<ClauseKeeper> = new Set(['target', 'step', 'availability']);

/** S4-9 before S4-10. */
function byClause(a: { clause: string }, b: { clause: string }): number {
  return a.clause.localeCompare(b.clause, 'en', { numeric: true });
}

function citations(policy: Policy): ReadonlyMap<string, readonly Citation[]> {
  const cited = new Map<string, Citation[]>();
  const cite = (clause: string | undefined, by: Citation) => {
    if (clause !== undefined) cited.set(clause, [...(cited.get(clause) ?? []), by]);
  };
  for (const { name, targets, ladder } of policy.priorities) {
    for (const { clause, clock } of targets) cite(clause, { kind: 'target', priority: name, clock });
    for (const { clause, id } of ladder.steps) cite(clause, { kind: 'step', priority: name, step: id });
  }
  for (const { clause } of policy.availability) cite(clause, { kind: 'availability' });
  return cited;
}

function unlistedClauses(policy: Policy, carried: readonly CarriedClause[]): PolicyWarning[] {
  if (Object.keys(policy.clauses).length === 0) return [];
  return carried
    .filter(({ says }) => says === undefined)
    .map(({ clause, by: [first] }) => ({
      path: first ? pathOf(first) : [],
      code: 'unlisted-clause',
      message: `clause ${clause} is cited but not listed: expected one of the agreement, or this one under clauses`,
    }));
}

function pathOf(citation: Citation): PolicyPath {
  if (citation.kind === 'availability') return ['availability'];
  const priority = ['priorities', citation.priority];
  return citation.kind === 'target' ? [...priority, 'targets', citation.clock, 'clause'] : [...priority, 'escalation'];
}

function priorityWarnings(policy: Policy, priority: Priority): PolicyWarning[] {
  const path = ['priorities', priority.name];
  const compiled = compiledPolicy(policy).priorities.get(priority.name);
  const useless = priority.ladder.steps.filter((step) => step.raiseTo === policy.tiers[0] && step.notify.length === 0);
  return [
    ...useless.map(
      (step): PolicyWarning => ({
        path: [...path, 'escalation'],
        code: 'no-effect',
        message: `step ${step.id} raises to ${step.raiseTo}, where every case begins: expected a higher tier`,
      }),
    ),
    ...priority.ladder.steps.flatMap((step) => tooOften(step, [...path, 'escalation'])),
    ...(compiled ? withoutCalendar(policy, compiled, path) : []),
  ];
}

/** Nobody can answer within seconds: most likely another unit was meant. */
function tooOften({ id, repeat, acknowledgeWithin }: Step, path: PolicyPath): PolicyWarning[] {
  const endless = repeat?.times === undefined ? repeat : undefined;
  const times = [endless && { target: endless.every, text: endless.text }, acknowledgeWithin];
  return times.flatMap((time): PolicyWarning[] => {
    if (time?.target.kind !== 'length' || time.target.unit !== 'second' || time.target.count >= 60) return [];
    const message = `step ${id} rings every ${time.text} until somebody takes it: expected a minute or more`;
    return [{ path, code: 'too-often', message }];
  });
}

function withoutCalendar(policy: Policy, { priority, targets }: CompiledPriority, path: PolicyPath): PolicyWarning[] {
  const names = ({ target }: CompiledTarget) => target.calendar ?? priority.calendar ?? policy.calendar;
  return [...targets.values()].flatMap((each): PolicyWarning[] => {
    const { promise, clock } = each.target;
    if (promise.kind === 'measure' || names(each) !== undefined || !needsCalendar(promise.target)) return [];
    const message = `${promise.text} has no calendar and counts every hour: expected \`calendar\` here, on the priority or at the top`;
    return [{ path: [...path, 'targets', clock], code: 'no-calendar', message }];
  });
}

function closedCalendars(policy: Policy, fromMs: number): PolicyWarning[] {
  return [...compiledPolicy(policy).calendars].flatMap(([name, calendar]): PolicyWarning[] => {
    if (opensAfter(calendar, fromMs)) return [];
    const message = `${name} does not open after ${formatInstant(fromMs)}: what runs on it is never due`;
    return [{ path: ['calendars', name], code: 'never-open', message }];
  });
}

function opensAfter(calendar: Calendar, ms: number): boolean {
  try {
    return calendar.isOpenMs(ms) || calendar.nextOpeningMs(ms) > ms;
  } catch (error) {
    if (error instanceof CalendarError) return false;
    throw error;
  }
}

function rotaGaps(policy: Policy, fromMs: number, toMs: number): PolicyWarning[] {
  return Object.entries(policy.rotas).flatMap(([name, spec]): PolicyWarning[] => {
    const [first, ...more] = compileRota(spec).gapsMs(fromMs, toMs);
    if (!first) return [];
    const others = more.length === 0 ? '' : ` and in ${more.length} more stretches`;
    const until = `${formatInstant(first.start)} to ${formatInstant(first.end)}${others}`;
    return [
      {
        path: ['rotas', name],
        code: 'rota-gap',
        message: `nobody is on call from ${until}: expected somebody at all times`,
      },
    ];
  });
}
