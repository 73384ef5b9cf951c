import type { Effect, Temporal } from '@sla/core';

import type { StoreRecord } from './export/store-record.ts';
import type {
  Agent,
  AuditEntry,
  BlobRef,
  CaseChange,
  CaseListItem,
  CaseNumber,
  CaseQuery,
  CaseRecord,
  CaseRef,
  Contact,
  DeliveryOutcome,
  DueTimer,
  ErasedContact,
  HeldItem,
  InboxCutoff,
  InboxItem,
  InboxSettlement,
  LoadedCase,
  Message,
  NewInboxItem,
  NewOutboxItem,
  Organisation,
  OutboxItem,
  OutboxQuery,
  StoreChange,
  Swept,
  Team,
} from './records.ts';

type Instant = Temporal.Instant;

/** What may be asked: of the store as it stands, or of a unit, which sees its own changes. */
export interface StoreReads {
  findCase(ref: CaseRef): Promise<LoadedCase | undefined>;
  listCases(query: CaseQuery): Promise<readonly CaseListItem[]>;
  /** The same without their clocks and last words. */
  listCaseRecords(query: CaseQuery): Promise<readonly CaseRecord[]>;
  /** As `listCaseRecords` in the order `changed`, of several requesters, by requester; one without cases has an empty list. */
  listCaseRecordsOf(requesters: readonly string[], limit: number): Promise<ReadonlyMap<string, readonly CaseRecord[]>>;
  /** Counts no further than `most`: of a million it is enough to know that there are more. */
  countCases(query: CaseQuery, most?: number): Promise<number>;
  /** In the order in which they were said. */
  listMessages(caseId: string): Promise<readonly Message[]>;
  findMessage(id: string): Promise<Message | undefined>;
  /** In the order in which they fired. */
  listEffects(caseId: string): Promise<readonly Effect[]>;
  /** The same of several cases, by case; one without effects has an empty list. */
  listEffectsOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly Effect[]>>;
  /** Messages of any case that bear one of these Message-IDs, ours or foreign. */
  findMessagesById(messageIds: readonly string[]): Promise<readonly Message[]>;

  findContact(ref: { readonly id: string } | { readonly email: string }): Promise<Contact | undefined>;
  /** Those of them that there are, by id. */
  findContacts(ids: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
  /** Those of them that there are, by the address as it was asked for. */
  findContactsByEmail(emails: readonly string[]): Promise<ReadonlyMap<string, Contact>>;
  listOrganisations(): Promise<readonly Organisation[]>;
  listAgents(): Promise<readonly Agent[]>;
  listTeams(): Promise<readonly Team[]>;

  /** Waiting items, or those of another status, oldest first. */
  listInbox(channel: string, limit: number, status?: InboxItem['status']): Promise<readonly InboxItem[]>;
  findInboxItem(channel: string, externalId: string): Promise<InboxItem | undefined>;
  /** Newest first; of every status unless one is named. */
  listOutbox(query: OutboxQuery): Promise<readonly OutboxItem[]>;

  setting(name: string): Promise<unknown>;
  findPolicyVersion(id: string, version: number): Promise<unknown>;
  /** Newest first. */
  listAudit(limit: number): Promise<readonly AuditEntry[]>;
}

/**
 * Where cases are kept, in the words of the domain. Reads stand on the store; whatever changes something happens inside
 * `transaction`, whole or not at all.
 */
export interface CaseStore extends StoreReads {
  /**
   * Runs the work in one transaction, again from the start after a serialisation conflict. Nothing is sent inside, and
   * inside only the unit is used: a call to the store itself would wait for the transaction it stands in, so it throws.
   */
  transaction<Result>(work: (unit: StoreUnit) => Promise<Result>): Promise<Result>;
  /** The store's clock, to the millisecond: the database's, where several machines share it. */
  now(): Promise<Instant>;

  /** The earliest instant at which a timer or a delivery becomes due; with destinations, only theirs count. */
  nextDueAt(destinations?: readonly string[]): Promise<Instant | undefined>;

  /** Leases due items of the destinations, at most one per case and destination, in order; a crashed sender's lease runs out. */
  claimOutbox(destinations: readonly string[], limit: number, leaseSeconds: number): Promise<readonly OutboxItem[]>;
  settleOutbox(id: string, outcome: DeliveryOutcome): Promise<void>;
  /** Sends a dead letter again. */
  reviveOutbox(id: string): Promise<void>;

  readonly blobs: BlobStore;
  /**
   * Keeps a raw message as a file and its item in the inbox; both are on disk when it returns. Those that come at once are written
   * together. Like `acceptInbox` otherwise.
   */
  acceptRaw(
    content: AsyncIterable<Uint8Array>,
    toItem: (raw: BlobRef) => NewInboxItem,
  ): Promise<{ readonly item: InboxItem; readonly fresh: boolean }>;
  /**
   * Removes files that nothing names any more: of erased messages, of uploads that came to nothing. Those put within `graceSeconds`
   * (a day unless told) stay, for they may be about to be named.
   */
  sweepBlobs(graceSeconds?: number): Promise<Swept>;

  channelState(namespace: string): ChannelState;

  /** Everything that is kept, files included, as of one instant, one record after the other; never all of it in memory. */
  exportAll(write: (record: StoreRecord) => Promise<void>): Promise<void>;
  /** Fills an empty store from an export, whole or not at all. Throws `StoreNotEmpty`. */
  importAll(records: AsyncIterable<StoreRecord>): Promise<void>;

  /** Tells of changes made by this process, and by others where the database can. Returns how to stop listening. */
  subscribe(listener: (change: StoreChange) => void): () => void;
  /** Waits for what is under way, then lets go of the database; whatever is asked afterwards throws. */
  close(): Promise<void>;
}

/** What may be done inside one transaction, one call after the other. */
export interface StoreUnit extends StoreReads {
  /** The store's clock, read once. */
  readonly now: Instant;
  nextCaseNumber(prefix: string): Promise<CaseNumber>;
  /** Several at once; one that is not used is a gap. */
  nextCaseNumbers(prefix: string, count: number): Promise<readonly CaseNumber[]>;
  /** Loads a case and locks it until the transaction ends. */
  lockCase(ref: CaseRef): Promise<LoadedCase | undefined>;
  /** Loads and locks several, in the order of their ids as the store sorts them, so that two who do so never wait in a ring. */
  lockCases(refs: readonly CaseRef[]): Promise<readonly LoadedCase[]>;
  /** Saves all of a change; returns the effects that were not there before. Throws `StaleCase` when somebody saved in between. */
  saveCase(change: CaseChange): Promise<readonly Effect[]>;
  /** Saves several cases, each once, in few statements; what is fresh of each stands at its place. One that is stale fails all. */
  saveCases(changes: readonly CaseChange[]): Promise<readonly (readonly Effect[])[]>;
  addMessage(message: Message): Promise<void>;
  /** Several in few statements, in this order. */
  addMessages(messages: readonly Message[]): Promise<void>;
  updateMessage(
    id: string,
    change: Partial<Pick<Message, 'messageId' | 'delivery' | 'caseId' | 'evidence'>>,
  ): Promise<void>;

  /**
   * Erases what was said and who said it: words, addresses, attachments, the raw message and its inbox item. Events stay, and with
   * them every clock. Returns the ids of those erased: what waits to be delivered stays. `by` stands in the audit.
   */
  eraseMessages(ids: readonly string[], by: string): Promise<readonly string[]>;
  /**
   * Erases a person: name, address and all but the id, the subjects and messages of their cases, what they wrote in others,
   * delivered notices about them, and whatever was settled of which no message tells whose it is. Undefined when there is no such
   * contact.
   */
  eraseContact(id: string, by: string): Promise<ErasedContact | undefined>;

  /** Keeps a contact by id. An address that is known under another id keeps that id and learns what it lacked. */
  putContact(contact: Contact): Promise<Contact>;
  /** Several at once, each id and each address once. */
  putContacts(contacts: readonly Contact[]): Promise<readonly Contact[]>;
  putOrganisation(organisation: Organisation): Promise<void>;
  putAgent(agent: Agent): Promise<void>;
  putTeam(team: Team): Promise<void>;

  /** Keeps what came in; `fresh` is false when the natural key was there already. */
  acceptInbox(item: NewInboxItem): Promise<{ readonly item: InboxItem; readonly fresh: boolean }>;
  /** Several at once, in this order. */
  acceptInboxItems(
    items: readonly NewInboxItem[],
  ): Promise<readonly { readonly item: InboxItem; readonly fresh: boolean }[]>;
  /** Locks a waiting item, so that two processes never settle it twice; undefined when it is settled or locked. */
  lockInbox(id: string): Promise<InboxItem | undefined>;
  /** Those of several that wait and that nobody else has locked, in no order. */
  lockInboxItems(ids: readonly string[]): Promise<readonly InboxItem[]>;
  settleInbox(id: string, result: Omit<InboxSettlement, 'id'>): Promise<void>;
  settleInboxItems(settlements: readonly InboxSettlement[]): Promise<void>;
  /** Counts a failed attempt; after the last the item is quarantined and holds up nobody. */
  failInbox(id: string, error: string, lastAttempt: number): Promise<void>;

  /**
   * Empties settled items, the oldest first and at most `limit`: envelopes, and raw files that no message names. What stays is the
   * natural key and what became of it. Returns how many it emptied.
   */
  emptyInbox(cutoff: InboxCutoff, limit: number): Promise<number>;
  /** Empties what was delivered or given up before, at most `limit`: what it said is gone, its key stays. Returns how many it emptied. */
  emptyOutbox(before: Instant, limit: number): Promise<number>;

  /** An item whose key is known is left as it was. */
  enqueue(items: readonly NewOutboxItem[]): Promise<void>;
  /** Keeps items back: they are not handed out until `takeHeld` has made something of them. An item whose key is known is left as it was. */
  hold(items: readonly NewOutboxItem[]): Promise<void>;
  /**
   * Takes out what is held, oldest first; with `since`, only when something was held by then. What another transaction is
   * taking is left to it.
   */
  takeHeld(since?: Instant): Promise<readonly HeldItem[]>;
  /** The earliest instant at which a timer of any case but these becomes due. */
  nextTimerAt(except?: readonly string[]): Promise<Instant | undefined>;
  /**
   * Due timers in order of time, at most one a case, whose case is then locked; cases that others hold are skipped. They are
   * gone when the transaction commits, and there again when it does not. Timers of the cases in `except` are left alone.
   */
  claimTimers(limit: number, except?: readonly string[]): Promise<readonly DueTimer[]>;

  channelState(namespace: string): ChannelState;
  putSetting(name: string, value: unknown, by: string): Promise<void>;
  /**
   * Keeps a policy or calendar version for good: a case is judged by the one it was opened under. Throws
   * `PolicyVersionTaken` when that version was kept with another body.
   */
  putPolicyVersion(id: string, version: number, body: unknown): Promise<void>;
}

/** Files by their content. Written once, streamed in and out. */
export interface BlobStore {
  /** On disk when it returns, also after a power cut. */
  put(content: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /** Throws `BlobMissing` when the first piece is asked for and there is none. */
  read(hash: string): AsyncIterable<Uint8Array>;
  has(hash: string): Promise<boolean>;
}

/** What a channel remembers under its own namespace: watermarks, card ids, tokens. */
export interface ChannelState {
  get(key: string): Promise<unknown>;
  /** Those of them that there are. */
  getAll(keys: readonly string[]): Promise<ReadonlyMap<string, unknown>>;
  put(key: string, value: unknown): Promise<void>;
  putAll(values: ReadonlyMap<string, unknown>): Promise<void>;
  delete(key: string): Promise<void>;
  /** In order of the key's code units. */
  list(prefix: string): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
}
