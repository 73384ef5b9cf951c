import { isRecord } from '../calendar/field.ts';
import type { PolicySpec } from './policy-spec.ts';

/** What may be laid over a written form: any of its keys, at any depth, or `null` where one is to go. */
export type Overrides<Written> = Written extends string | number | boolean | readonly unknown[]
  ? Written
  : { readonly [Key in keyof Written]?: Overrides<Written[Key]> | null };

/**
 * The written form of a policy with others' settings over it, key by key and to any depth. Whole is replaced what says
 * one thing: a list (so the steps of a ladder), a target's time or trigger, a week's hours. `null` removes a key; a
 * priority that the base lacks comes after its others, as the least urgent.
 *
 * @example
 * ```ts
 * import { definePolicy, extendPolicy } from '@sla/core';
 * import { presetSpec } from '@sla/core/presets';
 *
 * const spec = extendPolicy(presetSpec('lms-platform'), { id: 'acme', priorities: { low: null } });
 * definePolicy(spec as Parameters<typeof definePolicy>[0]).priorities.map(({ name }) => name); // → [ 'critical', 'high', 'medium' ]
 * ```
 */
export function extendPolicy(base: PolicySpec, overrides: Overrides<PolicySpec>): PolicySpec;
export function extendPolicy(base: unknown, overrides: unknown): unknown;
export function extendPolicy(base: unknown, overrides: unknown): unknown {
  return merged(base, overrides, []);
}

function merged(base: unknown, over: unknown, path: readonly string[]): unknown {
  if (!isRecord(over)) return over;
  const inherited = isRecord(base) && !isOneThing(path) ? Object.entries(base) : [];
  const result = new Map(inherited.filter(([key]) => !isReplacedBy(over, key, path)));
  for (const [key, value] of Object.entries(over)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value, [...path, key]));
  }
  return Object.fromEntries(result);
}

function isOneThing([part, , group, , key]: readonly string[]): boolean {
  if (part === 'calendars') return group === 'weekly';
  return part === 'priorities' && group === 'targets' && ['within', 'every', 'from'].includes(key ?? '');
}

/** A target promises one thing, and a calendar has hours of its own or is a union. */
function isReplacedBy(over: Readonly<Record<string, unknown>>, key: string, path: readonly string[]): boolean {
  const [part, , group] = path;
  if (part === 'calendars' && path.length === 2) return 'union' in over || (key === 'union' && 'weekly' in over);
  const isTarget = part === 'priorities' && group === 'targets' && path.length === 4;
  return isTarget && PROMISES.includes(key) && PROMISES.some((promise) => promise in over);
}

const PROMISES = ['within', 'every', 'measure'];
