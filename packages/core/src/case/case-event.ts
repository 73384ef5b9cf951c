import type { InstantLike } from '../time/instant.ts';

/** Who did it. `system` is the desk itself: receipts, timers, automatic closing. */
export type Person = `agent:${string}` | `requester:${string}` | 'system';

/** What every event carries. `id` is what `undone` names; `message` is the id of the message it came with, which `split` names. */
interface Happening {
  /** When it happened, by our server's clock. */
  readonly at: InstantLike;
  /** When it was written down; absent where nobody keeps it. */
  readonly recordedAt?: InstantLike;
  readonly id?: string;
  readonly message?: string;
}

/** One kind of event. */
export type CaseEventOf<Type extends CaseEventType> = Extract<CaseEvent, { readonly type: Type }>;

type Event<Type extends string, Facts = unknown> = Happening & { readonly type: Type } & Readonly<Facts>;

/** Everything that can happen to a case: append-only and channel-neutral. */
export type CaseEvent =
  | Event<
      'opened',
      { policy?: string; version?: number; priority?: string; channel: string; organisation?: string; by?: Person }
    >
  | Event<'prioritised', { priority: string; reason?: string; by?: Person }>
  | Event<'policy-moved', { policy: string; version: number; by?: Person }>
  | Event<'acknowledged', { by: Person; automatic?: boolean }>
  | Event<'assigned', { to?: Person; team?: string; by?: Person }>
  | Event<'replied', { by: Person }>
  | Event<'noted', { by: Person }>
  | Event<'requester-replied', { by: Person }>
  | Event<'no-reply-needed', { by: Person; reason: string }>
  | Event<'updated', { by: Person }>
  | Event<'estimated', { by: Person; fixBy: InstantLike }>
  | Event<'flagged', { by: Person; flag: string }>
  | Event<'delayed', { by: Person; reason: string; every: string }>
  | Event<'diagnosed', { by?: Person }>
  | Event<'workaround-given', { by?: Person }>
  | Event<'milestone', { name: string; by?: Person }>
  | Event<'paused', { reason: string; by: Person }>
  | Event<'resumed', { by: Person }>
  | Event<'escalated', { to: string; by: Person; reason?: string; fields?: Readonly<Record<string, string>> }>
  | Event<'status-published', { incident: string; by?: Person }>
  | Event<'resolved', { by: Person; cause?: string }>
  | Event<'reopened', { by: Person }>
  | Event<'closed', { by?: Person }>
  | Event<'deferred', { by: Person; reason: string }>
  | Event<'merged', { into: string; by?: Person }>
  | Event<'unmerged', { by?: Person }>
  | Event<'absorbed', { from: string; openedAt: InstantLike; waitingSince?: InstantLike; by?: Person }>
  | Event<'released', { from: string; by?: Person }>
  | Event<'split', { into: string; messages: readonly string[]; by?: Person }>
  | Event<'undone', { event: string; by: Person }>
  | Event<'alerted', { step: string; to: string; by?: Person }>
  | Event<'alert-taken', { step: string; by: Person }>
  | Event<'unreachable', { step: string; by?: Person }>;

export type CaseEventType = CaseEvent['type'];

/** Derived from the events, never set. */
export type CaseState =
  | 'new'
  | 'open'
  | 'awaiting-requester'
  | 'on-hold'
  | 'resolved'
  | 'closed'
  | 'deferred'
  | 'merged';
