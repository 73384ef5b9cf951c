import type { Effect, Temporal } from '@sla/core';

import type {
  Agent,
  AuditEntry,
  BlobRef,
  CaseChange,
  CaseListItem,
  CaseNumber,
  CaseQuery,
  CaseRef,
  Contact,
  DeliveryOutcome,
  DueTimer,
  InboxItem,
  LoadedCase,
  Message,
  NewInboxItem,
  NewOutboxItem,
  Organisation,
  OutboxItem,
  StoreChange,
  Team,
} from './records.ts';

type Instant = Temporal.Instant;

/**
 * Where cases are kept, in the words of the domain. Reads stand on the store; whatever changes something happens inside
 * `transaction`, whole or not at all.
 */
export interface CaseStore {
  /** Runs the work in one transaction, again from the start after a serialisation conflict. Nothing is sent inside. */
  transaction<Result>(work: (unit: StoreUnit) => Promise<Result>): Promise<Result>;
  /** The store's clock: the database's, where several machines share it. */
  now(): Promise<Instant>;

  findCase(ref: CaseRef): Promise<LoadedCase | undefined>;
  listCases(query: CaseQuery): Promise<readonly CaseListItem[]>;
  countCases(query: CaseQuery): Promise<number>;
  listMessages(caseId: string): Promise<readonly Message[]>;
  findMessage(id: string): Promise<Message | undefined>;
  listEffects(caseId: string): Promise<readonly Effect[]>;
  /** Messages of any case that bear one of these Message-IDs, ours or foreign. */
  findMessagesById(messageIds: readonly string[]): Promise<readonly Message[]>;

  findContact(ref: { readonly id: string } | { readonly email: string }): Promise<Contact | undefined>;
  listOrganisations(): Promise<readonly Organisation[]>;
  listAgents(): Promise<readonly Agent[]>;
  listTeams(): Promise<readonly Team[]>;

  /** Waiting items, oldest first. */
  listInbox(channel: string, limit: number): Promise<readonly InboxItem[]>;
  findInboxItem(channel: string, externalId: string): Promise<InboxItem | undefined>;
  /** Dead letters and waiting items of a destination, newest first. */
  listOutbox(query: {
    readonly status?: OutboxItem['status'];
    readonly destination?: string;
    readonly limit: number;
  }): Promise<readonly OutboxItem[]>;
  /** The earliest instant at which a timer or a delivery becomes due. */
  nextDueAt(): Promise<Instant | undefined>;

  /** Leases due items of the destinations, at most one per case and destination, in order; a crashed sender's lease runs out. */
  claimOutbox(destinations: readonly string[], limit: number, leaseSeconds: number): Promise<readonly OutboxItem[]>;
  settleOutbox(id: string, outcome: DeliveryOutcome): Promise<void>;
  /** Sends a dead letter again. */
  reviveOutbox(id: string): Promise<void>;

  readonly blobs: BlobStore;
  channelState(namespace: string): ChannelState;
  setting(name: string): Promise<unknown>;
  listAudit(limit: number): Promise<readonly AuditEntry[]>;

  /** Tells of changes made by this process, and by others where the database can. Returns how to stop listening. */
  subscribe(listener: (change: StoreChange) => void): () => void;
  close(): Promise<void>;
}

/** What may be done inside one transaction. */
export interface StoreUnit {
  /** The store's clock, read once. */
  readonly now: Instant;
  nextCaseNumber(prefix: string): Promise<CaseNumber>;
  /** Loads a case and locks it until the transaction ends. */
  lockCase(ref: CaseRef): Promise<LoadedCase | undefined>;
  /** Saves all of a change; returns the effects that were not there before. Throws `StaleCase` when somebody saved in between. */
  saveCase(change: CaseChange): Promise<readonly Effect[]>;
  addMessage(message: Message): Promise<void>;
  updateMessage(id: string, change: Partial<Pick<Message, 'messageId' | 'delivery' | 'caseId'>>): Promise<void>;
  listMessages(caseId: string): Promise<readonly Message[]>;

  putContact(contact: Contact): Promise<Contact>;
  findContact(ref: { readonly id: string } | { readonly email: string }): Promise<Contact | undefined>;
  putOrganisation(organisation: Organisation): Promise<void>;
  putAgent(agent: Agent): Promise<void>;
  putTeam(team: Team): Promise<void>;

  /** Keeps what came in; `fresh` is false when the natural key was there already. */
  acceptInbox(item: NewInboxItem): Promise<{ readonly item: InboxItem; readonly fresh: boolean }>;
  /** Locks a waiting item, so that two processes never settle it twice; undefined when it is settled or locked. */
  lockInbox(id: string): Promise<InboxItem | undefined>;
  settleInbox(
    id: string,
    result: { readonly outcome: string; readonly caseId?: string; readonly messageId?: string },
  ): Promise<void>;
  /** Counts a failed attempt; after the last the item is quarantined and holds up nobody. */
  failInbox(id: string, error: string, lastAttempt: number): Promise<void>;

  enqueue(items: readonly NewOutboxItem[]): Promise<void>;
  /** Due timers in order of time, locked and skipped by others, at most one a case. */
  claimTimers(limit: number): Promise<readonly DueTimer[]>;

  putSetting(name: string, value: unknown, by: string): Promise<void>;
  /** Keeps a policy or calendar version for good: a case is judged by the one it was opened under. */
  putPolicyVersion(id: string, version: number, body: unknown): Promise<void>;
  findPolicyVersion(id: string, version: number): Promise<unknown>;
}

/** Files by their content. Written once, streamed in and out. */
export interface BlobStore {
  put(content: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  read(hash: string): AsyncIterable<Uint8Array>;
  has(hash: string): Promise<boolean>;
}

/** What a channel remembers under its own namespace: watermarks, card ids, tokens. */
export interface ChannelState {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  list(prefix: string): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
}
