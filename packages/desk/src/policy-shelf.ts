import type { StoreReads, StoreUnit } from '@sla/case-store';
import { type CaseEvent, type Policies, type Policy, Temporal } from '@sla/core';

import type { PolicyBook } from './desk.ts';

type Instant = Temporal.Instant;
type VersionSource = Pick<StoreReads, 'findPolicyVersion'>;

/** Every policy version that a case may have been opened under, each read once. */
export interface PolicyShelf {
  /** The version in force at an instant, of this policy or of the desk's default. */
  inForce(id: string | undefined, at: Instant): Policy;
  knows(id: string): boolean;
  current(): readonly Policy[];
  find(id: string, version: number): Policy | undefined;
  /** What the events are judged by. Throws when a version that they name was never kept. */
  forEvents(events: readonly CaseEvent[], source: VersionSource): Promise<Policies>;
  /** Reads these versions where they are not known yet. */
  fetch(versions: readonly PolicyVersion[], source: VersionSource): Promise<void>;
  /** Keeps the policies in force for good. Throws when one says something else than its version did before. */
  adopt(unit: StoreUnit): Promise<void>;
}

export interface PolicyVersion {
  readonly policy: string;
  readonly policyVersion: number;
}

export function createPolicyShelf(book: PolicyBook): PolicyShelf {
  const shelf = new Map(book.current.map((policy) => [keyOf(policy.id, policy.version), policy]));
  const find = (id: string, version: number) => shelf.get(keyOf(id, version));
  const fetchOne = async (id: string, version: number, source: VersionSource) => {
    const known = find(id, version);
    if (known) return known;
    const kept = (await source.findPolicyVersion(id, version)) as Policy | undefined;
    if (kept) shelf.set(keyOf(id, version), kept);
    return kept;
  };
  return {
    inForce: (id, at) => inForce(book, id, at),
    knows: (id) => book.current.some((policy) => policy.id === id),
    current: () => book.current,
    find,
    forEvents: async (events, source) => {
      for (const { policy, version } of versionsOf(events)) {
        if (!(await fetchOne(policy, version, source))) throw new UnknownPolicyVersion(policy, version);
      }
      return (id, version) => (version === undefined ? undefined : find(id, version));
    },
    fetch: async (versions, source) => {
      for (const { policy, policyVersion } of versions) await fetchOne(policy, policyVersion, source);
    },
    adopt: async (unit) => {
      for (const policy of book.current) await adoptOne(policy, unit);
    },
  };
}

/** A case was judged by a policy version that this store does not keep. */
export class UnknownPolicyVersion extends Error {
  constructor(id: string, version: number) {
    super(
      `policy ${id} version ${version} is not known to this desk, but cases were opened under it: start once with that version among the desk's policies`,
    );
    this.name = 'UnknownPolicyVersion';
  }
}

/** A policy says something else than its version said when cases were opened under it. */
export class PolicyChanged extends Error {
  constructor(policy: Policy) {
    super(
      `policy ${policy.id} version ${policy.version} was changed since cases were opened under it: give it version ${policy.version + 1}, so that old cases keep what they were promised`,
    );
    this.name = 'PolicyChanged';
  }
}

function inForce(book: PolicyBook, id: string | undefined, at: Instant): Policy {
  const versions = book.current.filter((policy) => policy.id === (id ?? book.defaultPolicy));
  const begun = versions.filter((policy) => hasBegun(policy, at));
  const newest = (begun.length > 0 ? begun : versions).toSorted((a, b) => b.version - a.version)[0];
  if (newest) return newest;
  if (id !== undefined) return inForce(book, undefined, at);
  throw new Error(
    `the desk's default policy is ${book.defaultPolicy}, which is not among its policies: ${book.current.map((policy) => policy.id).join(', ') || 'none'}`,
  );
}

function hasBegun(policy: Policy, at: Instant): boolean {
  if (policy.effectiveFrom === undefined) return true;
  const today = at.toZonedDateTimeISO(policy.timeZone).toPlainDate();
  return Temporal.PlainDate.compare(policy.effectiveFrom, today) <= 0;
}

function versionsOf(events: readonly CaseEvent[]): readonly { readonly policy: string; readonly version: number }[] {
  return events.flatMap((event) =>
    (event.type === 'opened' || event.type === 'policy-moved') &&
    event.policy !== undefined &&
    event.version !== undefined
      ? [{ policy: event.policy, version: event.version }]
      : [],
  );
}

async function adoptOne(policy: Policy, unit: StoreUnit): Promise<void> {
  const kept = await unit.findPolicyVersion(policy.id, policy.version);
  if (kept === undefined) return unit.putPolicyVersion(policy.id, policy.version, policy);
  if (promises(kept) !== promises(policy)) throw new PolicyChanged(policy);
}

/**
 * What a policy promises, as one text for all that says the same: keys in order, nothing that is empty, so that a default
 * added later is no change; and no prose, which may be worded better without a promise being another.
 */
function promises(policy: unknown): string {
  const { notes, clauses, title, ...promised } = JSON.parse(JSON.stringify(policy));
  return JSON.stringify(substance(promised)) ?? '';
}

function substance(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(substance);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, substance(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function keyOf(id: string, version: number): string {
  return `${version}@${id}`;
}
