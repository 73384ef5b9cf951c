import type { ClockState, Effect, Temporal } from '@sla/core';

import type {
  Agent,
  AuditEntry,
  BlobRef,
  CaseRecord,
  Contact,
  DueTimer,
  InboxItem,
  Message,
  Organisation,
  OutboxItem,
  StoredEvent,
  Team,
} from '../records.ts';

type Instant = Temporal.Instant;

/**
 * A piece of an export, in the order in which they come: the header, files, people, what the desk remembers, cases, what was said,
 * what came in, what goes out, the end. Nothing in it depends on which database kept it.
 */
export type StoreRecord =
  | { readonly kind: 'header'; readonly format: 'sla-export'; readonly version: number }
  /** Its content follows in `bytes` records; of a missing file nothing does. */
  | { readonly kind: 'blob'; readonly blob: BlobRef; readonly missing?: true }
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'organisation'; readonly organisation: Organisation }
  | { readonly kind: 'team'; readonly team: Team }
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'contact'; readonly contact: Contact }
  | PolicyVersionRecord
  | { readonly kind: 'setting'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'audit'; readonly entry: AuditEntry }
  | { readonly kind: 'channel-state'; readonly namespace: string; readonly key: string; readonly value: unknown }
  | { readonly kind: 'case-numbers'; readonly next: number }
  | CaseFileRecord
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'inbox'; readonly item: InboxItem }
  | OutboxRecord
  /** `records` counts those between the header and this one; a stream without it was cut off. */
  | { readonly kind: 'end'; readonly records: number };

export interface PolicyVersionRecord {
  readonly kind: 'policy-version';
  readonly id: string;
  readonly version: number;
  readonly keptAt: Instant;
  readonly body: unknown;
}

/** A case with all that evaluation made of its events, so that who imports it need not evaluate to show it. */
export interface CaseFileRecord {
  readonly kind: 'case';
  readonly case: CaseRecord;
  readonly events: readonly StoredEvent[];
  readonly clocks: readonly ClockState[];
  readonly effects: readonly Effect[];
  readonly timers: readonly DueTimer[];
}

export interface OutboxRecord {
  readonly kind: 'outbox';
  /** In the order of their positions, which are the store's own. */
  readonly item: Omit<OutboxItem, 'position'>;
  /** Later than `notBefore` while somebody was sending it. */
  readonly claimableAt: Instant;
  /** What the other side said to the delivery. */
  readonly detail?: string;
}

/** Of the stream; raised when an older program could not read it. */
export const EXPORT_VERSION = 1;
