import type {
  Agent,
  Attachment,
  BlobRef,
  CaseListItem,
  CaseQuery,
  CaseRecord,
  CaseRef,
  CaseStore,
  Contact,
  Message,
  Organisation,
  OutboxItem,
  StoreChange,
  StoredEvent,
  Team,
} from '@sla/case-store';
import type {
  CaseSla,
  ClockName,
  Effect,
  Ledger,
  NotifyVia,
  Person,
  Policies,
  Policy,
  RotaSpec,
  Temporal,
} from '@sla/core';

import type { AutoAssign } from './auto-assign.ts';
import type { CaseCard } from './case-card.ts';
import type { ChatAccounts, NamedAccount } from './chat/chat-accounts.ts';
import type { ChatChannel } from './chat/contract.ts';
import type { Amendment } from './commands/amend.ts';
import type { Deferral } from './commands/defer.ts';
import type { Delay } from './commands/delay.ts';
import type { Merging } from './commands/merge.ts';
import type { Reception } from './commands/receive-together.ts';
import type { Splitting } from './commands/split.ts';
import type { Tagging } from './commands/tag.ts';
import type { ArticlesOfCase } from './practice/articles.ts';
import type { CheckedStep } from './practice/contact-checklist.ts';
import type { Incident } from './practice/incidents.ts';
import type { PracticeOptions } from './practice/options.ts';
import type { PracticeCommands, PracticeReads } from './practice/practice.ts';
import type { Refusal } from './refusal.ts';
import type { Foresight } from './together/write-behind-unit.ts';

type Instant = Temporal.Instant;

/** What every command answers: the case as it now stands, or why not. */
export type Outcome<Facts = unknown> =
  | ({ readonly ok: true; readonly case: CaseRecord } & Facts)
  | { readonly ok: false; readonly refusal: Refusal };

export interface DeskOptions {
  readonly store: CaseStore;
  readonly policies: PolicyBook;
  readonly directory: Directory;
  readonly identity: DeskIdentity;
  readonly newId: () => string;
  /** The ways of telling people that are set up; mail is always one. What a policy asks for beyond them comes by mail and says so. */
  readonly channels?: readonly NotifyVia[];
  /** The chats that show a card of each case: every save asks them, in its transaction, to show the newest state. */
  readonly cards?: readonly ChatChannel[];
  /** Picks who gets a case that comes to a team; without it a case waits to be claimed. */
  readonly autoAssign?: AutoAssign;
  /** What the desk does around its cases: surveys, follow-ups, reports, guidance, the feed of customer records. */
  readonly practice?: PracticeOptions;
}

/** The policies in force. Older versions are found in the store, where `adoptPolicies` keeps each for good. */
export interface PolicyBook {
  readonly current: readonly Policy[];
  /** The id of the policy for organisations that name none. */
  readonly defaultPolicy: string;
}

/** Whom a ladder's role, team or rota means, and where each is reached. */
export interface Directory {
  /** Who of a team is on call, by the team's id, where its policy does not say. */
  readonly rotas?: Readonly<Record<string, RotaSpec>>;
  readonly roles: Readonly<Record<string, { readonly people: readonly Person[]; readonly email: readonly string[] }>>;
}

export interface DeskIdentity {
  readonly name: string;
  /** The address that customers write to. */
  readonly address: string;
  readonly casePrefix: string;
  readonly language: string;
  readonly timeZone: string;
  /** Where the console is reached; links in notices lead there. */
  readonly url?: string;
  /** Where customers reach the portal; letters name it only where it is set. */
  readonly publicUrl?: string;
  /** The languages of addresses that have one of their own. */
  readonly languages?: Readonly<Record<string, string>>;
}

/** What a customer, or a machine, sent on any channel. */
export interface IncomingMessage {
  readonly channel: string;
  /** When our server received it: the anchor of the clocks. */
  readonly receivedAt: Instant;
  /** The inbox item that this settles, in the same transaction. */
  readonly inboxId?: string;
  readonly from: { readonly address: string; readonly name?: string };
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly mailbox?: string;
  /** Whose the sender is; it is kept with the contact. */
  readonly organisation?: string;
  /** Whose case it is where the sender belongs to nobody: of this one case alone, since anybody can write anywhere. */
  readonly organisationOfStrangers?: string;
  readonly policy?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly quoteFrom?: number;
  readonly messageId?: string;
  /** What tells it apart on a channel that has neither an inbox nor Message-IDs. */
  readonly externalId?: string;
  readonly references: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly raw?: BlobRef;
  /** The case it belongs to, and why, as the channel found out. Without it a new case is opened. */
  readonly joins?: { readonly case: CaseRef; readonly evidence: readonly string[] };
  readonly evidence?: readonly string[];
  /** Machine mail is kept on its case and moves no clock. */
  readonly machine: 'no' | 'auto-reply' | 'bounce' | 'other';
  /** Whether a receipt may go back (RFC 3834 and the desk's own limits). */
  readonly mayAcknowledge: boolean;
  readonly priority?: string;
  readonly facts?: { readonly impact?: string; readonly workaround?: string };
}

/** What may be done. Every command is safe to send twice: the second time it is refused or changes nothing. */
export interface Desk extends PracticeCommands {
  receive(message: IncomingMessage): Promise<Outcome<{ readonly opened: boolean; readonly message: Message }>>;
  /** Receives several in one transaction: all, or where anything fails, none. */
  receiveTogether<Answer>(foresight: Foresight, work: (reception: Reception) => Promise<Answer>): Promise<Answer>;
  reply(
    by: Person,
    command: {
      readonly case: CaseRef;
      readonly text: string;
      readonly html?: string;
      readonly attachments?: readonly Attachment[];
      readonly resolve?: boolean;
      readonly cause?: string;
      readonly key?: string;
    },
  ): Promise<Outcome<{ readonly message: Message }>>;
  update(
    by: Person,
    command: {
      readonly case: CaseRef;
      readonly text: string;
      readonly attachments?: readonly Attachment[];
      readonly key?: string;
    },
  ): Promise<Outcome<{ readonly message: Message }>>;
  note(
    by: Person,
    command: {
      readonly case: CaseRef;
      readonly text: string;
      readonly attachments?: readonly Attachment[];
      /** Where it was said, if not at the desk: `slack`, `teams`. */
      readonly channel?: string;
      readonly key?: string;
    },
  ): Promise<Outcome<{ readonly message: Message }>>;
  /** A message of a chat that its author changed or took back there: said beside the first words, and no clock moves. */
  amend(change: Amendment): Promise<Outcome<{ readonly message: Message }>>;
  acknowledge(by: Person, command: { readonly case: CaseRef }): Promise<Outcome>;
  claim(by: Person, command: { readonly case: CaseRef }): Promise<Outcome>;
  assign(
    by: Person,
    command: { readonly case: CaseRef; readonly to?: Person; readonly team?: string },
  ): Promise<Outcome>;
  prioritise(
    by: Person,
    command: { readonly case: CaseRef; readonly priority: string; readonly reason?: string },
  ): Promise<Outcome>;
  pause(by: Person, command: { readonly case: CaseRef; readonly reason: string }): Promise<Outcome>;
  resume(by: Person, command: { readonly case: CaseRef }): Promise<Outcome>;
  escalate(
    by: Person,
    command: {
      readonly case: CaseRef;
      readonly to: string;
      readonly reason: string;
      readonly fields?: Readonly<Record<string, string>>;
    },
  ): Promise<Outcome>;
  noReplyNeeded(by: Person, command: { readonly case: CaseRef; readonly reason: string }): Promise<Outcome>;
  /** A call to the requester: answered, it is a reply; an attempt is a note. */
  logCall(
    by: Person,
    command: { readonly case: CaseRef; readonly answered: boolean; readonly summary: string; readonly key?: string },
  ): Promise<Outcome<{ readonly message: Message }>>;
  flag(by: Person, command: { readonly case: CaseRef; readonly flag: string }): Promise<Outcome>;
  /** Tells the requester when it will be fixed: in these words, or in the desk's own. */
  estimate(
    by: Person,
    command: { readonly case: CaseRef; readonly fixBy: Instant; readonly text?: string; readonly key?: string },
  ): Promise<Outcome<{ readonly message: Message }>>;
  /** Says why it takes longer, and how often the requester hears from us meanwhile. */
  delay(by: Person, command: Delay): Promise<Outcome>;
  /** Says that the cause is known, that a workaround was given, or that a milestone was reached. */
  reach(
    by: Person,
    command: {
      readonly case: CaseRef;
      readonly milestone: Extract<ClockName, 'diagnosis' | 'workaround' | `milestone:${string}`>;
    },
  ): Promise<Outcome>;
  take(by: Person, command: { readonly case: CaseRef; readonly step: string }): Promise<Outcome>;
  /** Needs a message to the requester, or an earlier reply or logged call. */
  resolve(
    by: Person,
    command: { readonly case: CaseRef; readonly text?: string; readonly cause?: string; readonly key?: string },
  ): Promise<Outcome>;
  reopen(by: Person, command: { readonly case: CaseRef }): Promise<Outcome>;
  close(by: Person, command: { readonly case: CaseRef }): Promise<Outcome>;
  /** Hands the request to product development and ends its clocks. */
  defer(by: Person, command: Deferral): Promise<Outcome>;
  /** Judges the case by another policy, or by the newest version of its own. */
  moveToPolicy(by: Person, command: { readonly case: CaseRef; readonly policy: string }): Promise<Outcome>;
  /** Makes two cases of one matter one; answers to either reach the survivor. */
  merge(by: Person, command: Merging): Promise<Outcome<{ readonly survivor: CaseRecord }>>;
  unmerge(by: Person, command: { readonly case: CaseRef }): Promise<Outcome<{ readonly survivor: CaseRecord }>>;
  /** Moves what requesters wrote to a new case of its own. */
  split(by: Person, command: Splitting): Promise<Outcome<{ readonly into: CaseRecord }>>;
  /** Takes back what an event did; the clocks are worked out anew without it. */
  undo(by: Person, command: { readonly case: CaseRef; readonly event: string }): Promise<Outcome>;
  link(by: Person, command: { readonly case: CaseRef; readonly to: CaseRef }): Promise<Outcome>;
  tag(by: Person, command: Tagging): Promise<Outcome>;
  /** Says which article of the knowledge base helps with it. */
  linkArticle(by: Person, command: { readonly case: CaseRef; readonly article: string }): Promise<Outcome>;
  /** Sends a dead letter again; refused with `unknown-delivery` when it is none. */
  revive(
    by: Person,
    deliveryId: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }>;

  /** Tells whom it concerns that a delivery was given up; the outbox calls it before it settles a dead letter. */
  deliveryFailed(item: OutboxItem, error: string): Promise<void>;
  /** Takes back what a letter of the desk's own would have told the requester; the outbox calls it before it settles one that was held back. */
  letterHeldBack(item: OutboxItem): Promise<void>;

  /** Which accounts of chats belong to which agents. */
  readonly accounts: ChatAccounts;

  readonly read: DeskReads;
  /** One pass of the clock runner: wakes what is due, at most `limit` cases; says how many. Throws ClocksFailed when some could not be run. */
  runClocks(limit: number): Promise<number>;
  /** Keeps the policies in force as versions and moves the directory of people into the store. */
  adopt(people: {
    readonly agents: readonly Agent[];
    readonly teams: readonly { readonly id: string; readonly name: string; readonly tier?: string }[];
    readonly organisations: readonly Organisation[];
    /** Accounts of chats, as the settings name them; without it, links stay as they are. */
    readonly accounts?: readonly NamedAccount[];
  }): Promise<void>;
}

/** What may be seen. Every sentence of state comes from the same evaluation as the clocks that act. */
export interface DeskReads extends PracticeReads {
  now(): Promise<Instant>;
  /** The earliest instant at which a clock becomes due. */
  nextDueAt(): Promise<Instant | undefined>;
  /** `total` counts up to `mostCounted`; one more means that there are more. */
  queue(
    query: CaseQuery,
  ): Promise<{ readonly now: Instant; readonly total: number; readonly cases: readonly QueueEntry[] }>;
  case(ref: CaseRef): Promise<CaseView | undefined>;
  explain(ref: CaseRef, clock: ClockName, cycle?: number): Promise<Ledger | undefined>;
  /** Whom an answer would go to now, and who would get a copy; undefined when there is no such case. */
  answerGoesTo(ref: CaseRef): Promise<{ readonly to: readonly string[]; readonly cc: readonly string[] } | undefined>;
  message(id: string): Promise<Message | undefined>;
  blob(hash: string): AsyncIterable<Uint8Array>;
  agents(): Promise<readonly Agent[]>;
  teams(): Promise<readonly Team[]>;
  policies(): readonly Policy[];
  /** Figures for the head of the queue, each counted up to `mostCounted`; one more means that there are more. */
  summary(): Promise<{
    readonly open: number;
    readonly atRisk: number;
    readonly missed: number;
    readonly unassigned: number;
  }>;
  deadLetters(limit: number): Promise<readonly OutboxItem[]>;
  subscribe(listener: (change: StoreChange) => void): () => void;
}

export interface QueueEntry {
  readonly item: CaseListItem;
  readonly card: CaseCard;
}

/** All that a case's page shows. */
export interface CaseView {
  readonly now: Instant;
  readonly record: CaseRecord;
  readonly requester?: Contact;
  readonly organisation?: Organisation;
  readonly policy: Policy;
  /** Every version that its events are judged by, so that what is to come can be evaluated too. */
  readonly policies: Policies;
  readonly card: CaseCard;
  readonly sla: CaseSla;
  readonly events: readonly StoredEvent[];
  /** The ids of those that `undo` takes back. */
  readonly undoable: readonly string[];
  /** Also those of the cases that are merged into it, each under its own case's id. */
  readonly messages: readonly Message[];
  /** Whom its history may name; who has left the desk as well. */
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
  /** Cases that have to do with it. */
  readonly links: readonly CaseRecord[];
  /** In which order the requester is to be reached, and how far that was done; empty where nothing is agreed. */
  readonly checklist: readonly CheckedStep[];
  /** Pages of the knowledge base that help with it, and that may. */
  readonly articles: ArticlesOfCase;
  /** The disturbance that it belongs to. */
  readonly incident?: Incident;
  readonly effects: readonly Effect[];
  /** The explanation of every clock cycle that has or had a deadline. */
  readonly ledgers: readonly Ledger[];
}
