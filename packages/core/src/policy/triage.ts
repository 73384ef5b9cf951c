import { quoted } from '../time/time-error.ts';
import type { Policy, Priority, TriageCondition } from './policy.ts';
import { named, PolicyError } from './policy-error.ts';

/** What is known of a case when it comes in. */
export interface TriageFacts {
  /** How many it hurts, in the policy's words, such as `everyone`. */
  readonly impact?: string;
  readonly workaround?: string;
  /** The subject and what was written, for keywords. */
  readonly text?: string;
  readonly channel?: string;
  readonly organisation?: string;
}

export interface TriageResult {
  readonly priority: string;
  readonly rule: TriageRule;
}

/** Why: the words of the condition that matched, or that none did. */
export type TriageRule =
  | { readonly kind: 'matched'; readonly words: Readonly<Record<string, string>> }
  | { readonly kind: 'default' };

/**
 * The most urgent priority with a condition that the facts meet, so that the stricter of two promises wins (S3-22); the
 * policy's default where none matches. Never below the policy's floor.
 *
 * @example
 * ```ts
 * import { definePolicy, triage } from '@sla/core';
 *
 * const policy = definePolicy({
 *   id: 'acme',
 *   timeZone: 'UTC',
 *   priorities: {
 *     urgent: { when: { impact: 'everyone' }, targets: { 'first-response': { within: '1 hour' } } },
 *     normal: { targets: { 'first-response': { within: '1 day' } } },
 *   },
 * });
 * triage(policy, { impact: 'everyone' }); // → { priority: 'urgent', rule: { kind: 'matched', words: { impact: 'everyone' } } }
 * triage(policy, { text: 'How do I export grades?' }); // → { priority: 'normal', rule: { kind: 'default' } }
 * ```
 */
export function triage(policy: Policy, facts: TriageFacts): TriageResult {
  for (const priority of policy.priorities) {
    const words = matchedBy(priority, facts);
    if (words) return { priority: raisedToFloor(policy, priority.name), rule: { kind: 'matched', words } };
  }
  return { priority: resolvePriority(policy), rule: { kind: 'default' } };
}

/**
 * The policy's own name for a priority: others' names are mapped, what lies below the floor is raised to it, and no name
 * is the default.
 *
 * @throws PolicyError `unknown-priority`
 *
 * @example
 * ```ts
 * import { resolvePriority } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * resolvePriority(preset('velsoft'), 'low'); // → medium
 * ```
 */
export function resolvePriority(policy: Policy, name: string = policy.defaults.priority): string {
  const ours = Object.hasOwn(policy.map, name) ? (policy.map[name] ?? name) : name;
  if (policy.priorities.some((priority) => priority.name === ours)) return raisedToFloor(policy, ours);
  const known = [...policy.priorities.map((priority) => priority.name), ...Object.keys(policy.map)];
  const message = `${quoted(name)} is no priority of ${policy.id}: expected ${named(known)}`;
  throw new PolicyError('unknown-priority', [{ path: [], code: 'unknown-priority', message }]);
}

function raisedToFloor(policy: Policy, name: string): string {
  if (policy.floor === undefined) return name;
  const names = policy.priorities.map((priority) => priority.name);
  return names.indexOf(name) > names.indexOf(policy.floor) ? policy.floor : name;
}

type Matched = Readonly<Record<string, string>>;

function matchedBy({ when }: Priority, facts: TriageFacts): Matched | undefined {
  for (const condition of when) {
    const words = matchedWords(condition, facts);
    if (words) return words;
  }
  return undefined;
}

/** One matching word of each key, or undefined where a key has none. */
function matchedWords(condition: TriageCondition, facts: TriageFacts): Matched | undefined {
  const matched: Record<string, string> = {};
  for (const key of Object.keys(condition) as (keyof TriageCondition)[]) {
    const wanted = condition[key] ?? [];
    const fact = facts[key];
    const word = fact === undefined ? undefined : wanted.find((each) => isMet(key, each, fact));
    if (word === undefined) return undefined;
    matched[key] = word;
  }
  return matched;
}

function isMet(key: keyof TriageFacts, word: string, fact: string): boolean {
  return key === 'text' ? mentions(fact, word) : word.toLowerCase() === fact.toLowerCase();
}

/** Whole words only: a service that is `down` is not a `download`. */
function mentions(text: string, words: string): boolean {
  const escaped = words
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}
