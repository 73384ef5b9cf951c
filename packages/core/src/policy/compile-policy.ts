import type { Calendar } from '../calendar/calendar.ts';
import { compileCalendar, unionOf } from '../calendar/compile-calendar.ts';
import type { Due, TargetContext } from '../target/due-from.ts';
import type { BusinessDayReading } from '../target/target.ts';
import type { ClockName, ClockTarget, Policy, Priority, Step, WarnAt } from './policy.ts';

/** A policy with its names looked up and its calendars compiled: what evaluation reads. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** How high each tier is, the lowest 0. */
  readonly tiers: ReadonlyMap<string, number>;
  /** By name, the most urgent first. */
  readonly priorities: ReadonlyMap<string, CompiledPriority>;
  readonly calendars: ReadonlyMap<string, Calendar>;
}

export interface CompiledPriority {
  readonly priority: Priority;
  /** How far from the most urgent, which is 0. */
  readonly index: number;
  readonly targets: ReadonlyMap<ClockName, CompiledTarget>;
  /** What the `after` of its steps and triggers counts on. */
  readonly context: TargetContext;
  readonly ladder: CompiledLadder;
}

export interface CompiledTarget {
  readonly target: ClockTarget;
  /** With the calendar and the reading of a business day nearest to the target. */
  readonly context: TargetContext;
  /** What the nearest of target, priority and policy says; absent where none does. */
  readonly warnAt?: readonly WarnAt[];
}

export interface CompiledLadder {
  readonly steps: readonly Step[];
  /** Delays notifications to its next opening. */
  readonly calendar?: Calendar;
}

/**
 * Compiled once for each policy object and kept as long as that object.
 *
 * @example
 * ```ts
 * import { compiledPolicy } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * compiledPolicy(preset('velsoft')).calendars.get('office')?.isOpen('2026-11-23T13:00:00Z'); // → true
 * ```
 */
export function compiledPolicy(policy: Policy): CompiledPolicy {
  const known = COMPILED.get(policy);
  if (known) return known;
  const compiled = compile(policy);
  COMPILED.set(policy, compiled);
  return compiled;
}

/** The shares of the way at which a clock warns beside the first of a range: what the policy says, else 75 % unless a range warns already. */
export function warningsOf(compiled: CompiledTarget, due: Due): readonly WarnAt[] {
  return compiled.warnAt ?? (due.warnMs === undefined ? USUAL_WARNING : []);
}

const USUAL_WARNING: readonly WarnAt[] = [{ percent: 75 }];

const COMPILED = new WeakMap<Policy, CompiledPolicy>();

function compile(policy: Policy): CompiledPolicy {
  const calendars = compiledCalendars(policy);
  const contexts = contextsOf(policy, calendars);
  return {
    policy,
    calendars,
    tiers: new Map(policy.tiers.map((name, index) => [name, index])),
    priorities: new Map(
      policy.priorities.map((priority, index) => [
        priority.name,
        compiledPriority(policy, priority, index, calendars, contexts),
      ]),
    ),
  };
}

/** One context for each pair of calendar and reading, so that equal ones are shared. */
type Contexts = (calendar: string | undefined, businessDay: BusinessDayReading) => TargetContext;

function contextsOf(policy: Policy, calendars: ReadonlyMap<string, Calendar>): Contexts {
  const always = compileCalendar({ timeZone: policy.timeZone, weekly: 'always' });
  const known = new Map<string, TargetContext>();
  return (name, businessDay) => {
    const key = `${businessDay} ${name ?? ''}`;
    const calendar = name === undefined ? always : named(calendars, name);
    const context = known.get(key) ?? { calendar, timeZone: policy.timeZone, businessDay };
    known.set(key, context);
    return context;
  };
}

function compiledPriority(
  policy: Policy,
  priority: Priority,
  index: number,
  calendars: ReadonlyMap<string, Calendar>,
  contexts: Contexts,
): CompiledPriority {
  const calendar = priority.calendar ?? policy.calendar;
  const businessDay = priority.businessDay ?? policy.businessDay;
  const compiledTarget = (target: ClockTarget): CompiledTarget => {
    const warnAt = target.warnAt ?? priority.warnAt ?? policy.warnAt;
    const context = contexts(target.calendar ?? calendar, target.businessDay ?? businessDay);
    return warnAt === undefined ? { target, context } : { target, context, warnAt };
  };
  const { steps } = priority.ladder;
  return {
    priority,
    index,
    context: contexts(calendar, businessDay),
    targets: new Map(priority.targets.map((target) => [target.clock, compiledTarget(target)])),
    ladder:
      priority.ladder.calendar === undefined
        ? { steps }
        : { steps, calendar: named(calendars, priority.ladder.calendar) },
  };
}

function compiledCalendars(policy: Policy): ReadonlyMap<string, Calendar> {
  const compiled = new Map<string, Calendar>();
  const compileNamed = (name: string): Calendar => {
    const known = compiled.get(name);
    if (known) return known;
    const spec = policy.calendars[name];
    if (spec === undefined) throw noCalendar(name);
    const calendar =
      'union' in spec
        ? unionOf(spec.union.map(compileNamed), { timeZone: spec.timeZone ?? policy.timeZone })
        : compileCalendar(spec);
    compiled.set(name, calendar);
    return calendar;
  };
  for (const name of Object.keys(policy.calendars)) compileNamed(name);
  return compiled;
}

function named(calendars: ReadonlyMap<string, Calendar>, name: string): Calendar {
  const calendar = calendars.get(name);
  if (calendar === undefined) throw noCalendar(name);
  return calendar;
}

function noCalendar(name: string): RangeError {
  return new RangeError(`the policy has no calendar ${name}`);
}
