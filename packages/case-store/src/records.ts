import type { CaseEvent, CaseState, ClockState, Effect, Person, Temporal } from '@sla/core';

type Instant = Temporal.Instant;

/** `C-1042`: short, per desk, never reused. */
export type CaseNumber = string;
/** The case's own id, or its number. */
export type CaseRef = string;

/** A customer whose agreement applies. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly policy?: string;
  readonly timeZone?: string;
  readonly language?: string;
  /** An agent's id. */
  readonly accountManager?: string;
}

/** A person who asks; `requester:ID` in events. */
export interface Contact {
  readonly id: string;
  /** In lower case. */
  readonly email: string;
  readonly name?: string;
  readonly organisation?: string;
  readonly timeZone?: string;
  readonly language?: string;
  /** When all but the id was erased; the address then stands for nobody. */
  readonly erasedAt?: Instant;
}

export type Role = 'agent' | 'lead' | 'admin';

/** A person who answers; `agent:ID` in events. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly timeZone?: string;
  readonly language?: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly tier?: string;
}

/** A case as lists show it: the projection of its events, written with them in one transaction. */
export interface CaseRecord {
  readonly id: string;
  readonly number: CaseNumber;
  /** Counts saves; a save of an older version is refused. */
  readonly version: number;
  readonly subject: string;
  /** A contact's id. */
  readonly requester: string;
  readonly organisation?: string;
  readonly channel: string;
  /** The address or mailbox it came to, so that answers leave from there. */
  readonly mailbox?: string;
  readonly policy: string;
  readonly policyVersion: number;
  readonly priority: string;
  readonly tier: string;
  readonly state: CaseState;
  /** An agent's id. */
  readonly assignee?: string;
  readonly team?: string;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly lastMessageAt?: Instant;
  readonly resolvedAt?: Instant;
  readonly mergedInto?: string;
  /** The unfinished promise that is due first, of commitments and objectives alike. */
  readonly nextDue?: NextDue;
  readonly tags: readonly string[];
}

export interface NextDue {
  readonly clock: string;
  readonly cycle: number;
  readonly dueAt: Instant;
  /** Already overdue. */
  readonly missed: boolean;
  /** A warning has fired. */
  readonly atRisk: boolean;
}

export type StoredEvent = CaseEvent & { readonly id: string; readonly position: number };

export interface LoadedCase {
  readonly record: CaseRecord;
  /** In order of (at, position). */
  readonly events: readonly StoredEvent[];
}

/** What was said, by whom, on which way; bodies and addresses can be erased without touching the events. */
export interface Message {
  readonly id: string;
  readonly caseId: string;
  readonly at: Instant;
  /** `note` stays inside. */
  readonly direction: 'in' | 'out' | 'note';
  readonly channel: string;
  readonly author: Person;
  readonly authorName?: string;
  readonly authorAddress?: string;
  /** Sent by the desk itself: receipts, notices. */
  readonly automatic: boolean;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  /** Where the quoted history begins in `text`, in UTF-16 units. */
  readonly quoteFrom?: number;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** RFC 5322 Message-ID without angle brackets; also what we gave an outgoing mail. */
  readonly messageId?: string;
  readonly references: readonly string[];
  readonly attachments: readonly Attachment[];
  /** The raw message, as received. */
  readonly raw?: BlobRef;
  /** Why a mail joined this case, or why one of ours was held back, for agents to see. */
  readonly evidence: readonly string[];
  /** Of an outgoing message; `held-back`: no fault, the desk itself did not send what no person wrote. */
  readonly delivery?: 'waiting' | 'delivered' | 'failed' | 'held-back';
  /** When its words, its files and all addresses in it were erased. */
  readonly erasedAt?: Instant;
}

/** A content-addressed file: the SHA-256 of its bytes, in hexadecimal, and its length. */
export interface BlobRef {
  readonly hash: string;
  readonly size: number;
}

/** What a sweep took away. */
export interface Swept {
  readonly files: number;
  readonly bytes: number;
}

/** What erasing a contact did. */
export interface ErasedContact {
  /** Cases whose subject and messages went. */
  readonly cases: readonly string[];
  /** Messages that wait to be delivered and so are still there: erase them when they have gone out. */
  readonly waiting: readonly string[];
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly blob: BlobRef;
  readonly contentId?: string;
  readonly inline: boolean;
}

/** An instant at which a case is looked at again. */
export interface Timer {
  readonly caseId: string;
  /** A clock's name, or `ladder`. */
  readonly clock: string;
  readonly dueAt: Instant;
}

export interface DueTimer extends Timer {
  /** The version of the case that armed it. */
  readonly generation: number;
}

/** What came in, once each, kept raw before anything is made of it. */
export interface InboxItem {
  readonly id: string;
  /** `email`, `slack`, …; with `externalId` the natural key. */
  readonly channel: string;
  readonly externalId: string;
  readonly receivedAt: Instant;
  readonly raw?: BlobRef;
  /** The envelope, or the channel's own payload. */
  readonly envelope: unknown;
  readonly status: 'waiting' | 'settled' | 'quarantined';
  readonly attempts: number;
  readonly lastError?: string;
  /** What became of it: a case's id, or a word such as `bounce`. */
  readonly outcome?: string;
  readonly caseId?: string;
  readonly messageId?: string;
}

/** What became of what came in. */
export interface InboxSettlement {
  readonly id: string;
  readonly outcome: string;
  readonly caseId?: string;
  readonly messageId?: string;
}

export type NewInboxItem = Pick<InboxItem, 'channel' | 'externalId' | 'raw' | 'envelope'> & {
  readonly receivedAt?: Instant;
};

/** By when something must have been received to be emptied. */
export interface InboxCutoff {
  readonly envelopes: Instant;
  /** Of what became no message: a message keeps its own. Without it those files stay. */
  readonly files?: Instant;
}

/** What is waiting to be sent, or held until it is gathered with others. `key` makes a second write of the same effect a no-op. */
export interface OutboxItem {
  readonly id: string;
  readonly key: string;
  readonly destination: string;
  readonly caseId?: string;
  /** Orders the items of one case and destination. */
  readonly position: number;
  readonly payload: unknown;
  readonly createdAt: Instant;
  readonly notBefore: Instant;
  /** Tries so far, the one under way included. */
  readonly attempts: number;
  readonly status: 'waiting' | 'held' | 'delivered' | 'held-back' | 'dead';
  readonly lastError?: string;
  readonly deliveredAt?: Instant;
}

export type NewOutboxItem = Pick<OutboxItem, 'key' | 'destination' | 'payload'> & {
  readonly caseId?: string;
  readonly notBefore?: Instant;
};

/** Held in the outbox, in order: whoever takes it makes of several items one. */
export type HeldItem = Pick<OutboxItem, 'key' | 'destination' | 'payload' | 'createdAt'>;

export interface OutboxQuery {
  readonly status?: OutboxItem['status'];
  readonly destination?: string;
  /** Those alone of which a try was made. */
  readonly tried?: true;
  readonly limit: number;
}

/** How a delivery went; `retryAfter` honours what the other side asked for. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly detail?: string }
  /** Not sent, and not to be: what asks for it has been told otherwise, or often enough. */
  | { readonly kind: 'held-back'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly error: string };

/** Everything one command changes in a case, saved together or not at all. */
export interface CaseChange {
  /** Its `version` is not read. */
  readonly record: CaseRecord;
  /** The version that was loaded; 0 for a new case. */
  readonly expectedVersion: number;
  /** How many changes are saved as this one; 1 unless told. The store keeps `expectedVersion` and so many more. */
  readonly saves?: number;
  readonly events: readonly NewEvent[];
  /** Replaces the case's clocks. */
  readonly clocks: readonly ClockState[];
  /** All effects fired so far; the store keeps the new ones and returns them. */
  readonly effects: readonly Effect[];
  /** Replaces the case's timers. */
  readonly timers: readonly Timer[];
}

export type NewEvent = CaseEvent & { readonly id: string };

export interface CaseQuery {
  readonly states?: readonly CaseState[];
  readonly assignee?: string | 'nobody';
  readonly team?: string;
  readonly priority?: string;
  readonly organisation?: string;
  readonly requester?: string;
  /** Whose next promise is due by then. */
  readonly dueBy?: Instant;
  /** Whose next promise is due later. */
  readonly dueAfter?: Instant;
  /** That were last changed by then. */
  readonly changedBy?: Instant;
  /** Whose next promise has been warned of and was not missed when it was saved. */
  readonly atRisk?: true;
  /**
   * Words of the subject or a message, the number, or the requester; where nothing fits, typing errors are forgiven. What fits more
   * than 5,000 cases is looked for among the first 5,000 of those that the rest of the query lists.
   */
  readonly text?: string;
  /** `next-due`: least time to breach first, then priority order as given by openedAt; `changed` and `opened`: newest first. */
  readonly order?: 'next-due' | 'changed' | 'opened';
  /** Only what follows this case in the order `opened`: the next page, however many were opened since the one before. */
  readonly after?: { readonly openedAt: Instant; readonly id: string };
  /** 100 unless told. */
  readonly limit?: number;
  readonly offset?: number;
}

export interface CaseListItem {
  readonly record: CaseRecord;
  readonly requester?: Contact;
  readonly organisation?: Organisation;
  /** The latest cycle of each clock. */
  readonly clocks: readonly ClockState[];
  /** The first words of the last message that a person wrote, quoted history left out. */
  readonly lastMessage?: string;
}

/** Who changed which setting, and when. */
export interface AuditEntry {
  readonly at: Instant;
  readonly by: string;
  readonly what: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Says that something changed; a hint to look, never the truth itself. */
export interface StoreChange {
  readonly kind: 'case' | 'outbox' | 'inbox' | 'timer';
  readonly caseId?: string;
}
