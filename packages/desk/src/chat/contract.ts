import type { Agent, CaseRef } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { Risk } from '../case-card.ts';
import type { Reader } from '../catalogue/reader.ts';
import type { CaseView } from '../desk.ts';
import type { ButtonAction, FormAction } from './chat-actions.ts';

export type { ButtonAction, FormAction, FurtherAction } from './chat-actions.ts';

/** A chat in which agents work cases. Each renders what stands here, and adds nothing of its own. */
export type ChatChannel = 'slack' | 'teams';

/** Somebody as a chat knows them: `T0123/U0456` in Slack, `TENANT/OBJECT-ID` in Teams. Never a display name. */
export interface ChatAccount {
  readonly channel: ChatChannel;
  readonly account: string;
  /** A guest, or somebody of another organisation (Slack Connect, another tenant): has no rights here, whatever is linked. */
  readonly guest?: true;
  /** What the chat calls them; shown where an account is linked, and never more than that. */
  readonly shownAs?: string;
}

/** Who is there, as a chat shows it. A hint, never a rule: nothing is refused, sent or held back for it. */
export type Presence = 'available' | 'busy' | 'away' | 'offline';

/** By the agents' ids; who is not in it is not known. Aborted once nobody waits for it any more. */
export type PresenceOf = (agents: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, Presence>>;

/** What the desk asks a chat to do (`destination: 'slack' | 'teams'`), beside the notices that are told to people. */
export interface CardPayload {
  readonly kind: 'card';
  /** The case's id. The newest state is shown, whatever version asked for it. */
  readonly case: string;
  readonly version: number;
}

/** What a chat shows of a case, said in its reader's language; where a chat can show a time in each viewer's zone, it does. */
export interface ChatCard {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly subject: string;
  /** One line for notifications and screen readers. */
  readonly summary: string;
  readonly state: string;
  readonly risk: { readonly level: Risk; readonly text: string };
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The unfinished promise that is due first. */
  readonly next?: { readonly label: string; readonly text: string; readonly dueAt?: Temporal.Instant };
  readonly lastMessage?: { readonly from: string; readonly text: string; readonly at: Temporal.Instant };
  readonly buttons: readonly ChatButton[];
  /** What is done less often, behind one button: at most five, the last of them “More” where there is more. */
  readonly menu: readonly ChatButton[];
  /** Version, and who did what last. */
  readonly footer: string;
  /** Where the console shows it. */
  readonly url?: string;
  /** Not for the eyes of a channel that is not named for such cases. */
  readonly restricted?: true;
}

export interface ChatButton {
  readonly action: ButtonAction;
  readonly label: string;
  readonly style: 'primary' | 'plain' | 'danger';
  /** The alert that `take` accepts, and `hand-over` passes on. */
  readonly step?: string;
}

/** One short line for the case's thread: a change, a warning, a miss. */
export interface ThreadLine {
  /** Of the case for ever the same, so that no line is said twice. */
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly text: string;
  readonly urgent: boolean;
}

/** A form to fill in: a modal in Slack, a dialog in Teams. */
export interface ChatForm {
  readonly case?: CaseRef;
  readonly version?: number;
  readonly action: FormAction;
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  /** Says what will happen: for a reply, that it is sent, by which way, and to whom. */
  readonly intro?: string;
  readonly fields: readonly ChatField[];
  /** Of a case made of a message: when the chat took that in, as ISO text. It comes back with the form. */
  readonly saidAt?: string;
}

export interface ChatField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  readonly initial?: string;
  readonly kind:
    | { readonly type: 'line' | 'text'; readonly maxLength: number }
    /** One of them; of `choices` any number, their values with commas between. */
    | {
        readonly type: 'choice' | 'choices';
        readonly choices: readonly { readonly value: string; readonly label: string }[];
      };
}

/** What came of a click, a form or a command. `said` is private to who acted. */
export type ChatAnswer =
  | { readonly kind: 'done'; readonly said: string; readonly card: ChatCard }
  | { readonly kind: 'form'; readonly form: ChatForm }
  | { readonly kind: 'invalid'; readonly faults: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly said: string; readonly card?: ChatCard }
  | {
      readonly kind: 'list';
      readonly title: string;
      readonly empty: string;
      readonly cases: readonly ChatCard[];
      readonly total: number;
    }
  | { readonly kind: 'card'; readonly card: ChatCard }
  /** What was asked for, in words, for who asked alone. */
  | { readonly kind: 'words'; readonly said: string }
  | {
      readonly kind: 'help';
      readonly title: string;
      readonly commands: readonly { readonly usage: string; readonly meaning: string; readonly example: string }[];
    }
  /** Nobody of the desk: where to link the account, in private. */
  | { readonly kind: 'unlinked'; readonly said: string; readonly url: string };

/** The one way in which a chat works cases. */
export interface ChatDesk {
  /** The agent that an administrator, or a verified sign-in, linked to the account. */
  agentOf(account: ChatAccount): Promise<Agent | undefined>;
  accountsOf(agent: string, channel: ChatChannel): Promise<readonly ChatAccount[]>;
  /** Who is there; empty where the chat knows no presence, or does not say within a second. Never fails. */
  presenceOf(agents: readonly string[]): Promise<ReadonlyMap<string, Presence>>;
  /** A private, short-lived address; an agent who signs in there and agrees links the account. */
  linkAddress(account: ChatAccount): Promise<string>;

  card(ref: CaseRef, reader: Reader): Promise<{ readonly card: ChatCard; readonly view: CaseView } | undefined>;
  /** The reader of a channel that several people read: the desk's language, its zone. */
  readonly everybody: Reader;
  /** What has happened since; the ids said before are left out. */
  threadLines(view: CaseView, said: ReadonlySet<string>, reader: Reader): readonly ThreadLine[];

  /** A click on a button of a card that showed `version`. Refused kindly, with the fresh card, when that is no longer how it stands. */
  press(
    by: ChatAccount,
    click: {
      readonly case: CaseRef;
      readonly version: number;
      readonly action: ButtonAction;
      readonly step?: string;
    },
  ): Promise<ChatAnswer>;
  /** `key` makes a second delivery of the same submission harmless. */
  submit(
    by: ChatAccount,
    form: {
      readonly case?: CaseRef;
      readonly version?: number;
      readonly action: FormAction;
      readonly values: Readonly<Record<string, string>>;
      readonly key: string;
      readonly attachments?: readonly ChatFile[];
      readonly saidAt?: string;
    },
  ): Promise<ChatAnswer>;
  /** `list`, `mine`, `show C-1042`, `find words`, `claim C-1042`, … as typed after `/case` or a mention. `key` as for `submit`; files go with `note`. */
  command(by: ChatAccount, text: string, key?: string, attachments?: readonly ChatFile[]): Promise<ChatAnswer>;
  /** The agent's open cases by time to breach, for a home page. */
  queueOf(by: ChatAccount): Promise<ChatAnswer>;
  /** A message of the chat, and its thread, as a new case; a form where the requester's address is not known. */
  createFrom(
    by: ChatAccount,
    source: {
      readonly externalId: string;
      readonly subject: string;
      readonly text: string;
      readonly requester: { readonly address: string; readonly name?: string };
      /** When the chat took it in: the clocks count from then, however long it lay there (S3-3). */
      readonly saidAt?: Temporal.Instant;
      readonly attachments: readonly ChatFile[];
    },
  ): Promise<ChatAnswer>;
  /** What was said in a case's thread: kept inside, as a note. */
  keepNote(
    by: ChatAccount,
    said: {
      readonly case: CaseRef;
      readonly text: string;
      readonly key: string;
      readonly attachments: readonly ChatFile[];
    },
  ): Promise<ChatAnswer>;
  /**
   * A message that was kept and that its author changed, or took back, in the chat. `unknown` when the case has none such, `unchanged`
   * when it reads so already.
   */
  amend(change: {
    readonly case: CaseRef;
    /** By the key it was noted with, or the message's own id. */
    readonly of: { readonly key: string } | { readonly message: string };
    /** As it reads now; without it, it was taken back. */
    readonly text?: string;
    readonly attachments?: readonly ChatFile[];
  }): Promise<'amended' | 'unchanged' | 'unknown'>;
}

/** A file of the chat, already fetched and kept as a blob. */
export interface ChatFile {
  readonly name: string;
  readonly type: string;
  readonly blob: { readonly hash: string; readonly size: number };
}
