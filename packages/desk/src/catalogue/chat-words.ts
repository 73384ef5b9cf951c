import type { ChatChannel, FormAction, Presence } from '../chat/contract.ts';
import type { CommandWords, PracticeCommandName, PracticeFieldName, PracticeForms } from './chat-practice-words.ts';

type Facts<Name extends string> = Readonly<Record<Name, string>>;

/** The fields that forms of chats may have, beside those that a policy asks for at a hand-over. */
export type FieldName =
  | PracticeFieldName
  | 'to'
  | 'text'
  | 'reason'
  | 'priority'
  | 'tier'
  | 'cause'
  | 'requester'
  | 'name'
  | 'subject'
  | 'receipt'
  | 'pause';

/** What may be typed to the desk, by its first English word. */
export type ChatCommandName =
  | PracticeCommandName
  | 'list'
  | 'mine'
  | 'show'
  | 'find'
  | 'new'
  | 'claim'
  | 'reply'
  | 'update'
  | 'note'
  | 'priority'
  | 'escalate'
  | 'pause'
  | 'resume'
  | 'resolve'
  | 'help';

/** Why a chat did not do as it was asked, where the desk itself has no refusal for it. */
export interface ChatRefusals {
  readonly guest: string;
  readonly unlinked: (facts: { readonly chat: ChatChannel; readonly desk: string }) => string;
  /** The card is older than the case. */
  readonly stale: (facts: { readonly number: string; readonly last?: string }) => string;
  readonly notOffered: (facts: Facts<'number' | 'action' | 'state'>) => string;
  readonly nobodyElse: (facts: Facts<'number'>) => string;
  readonly noHigherTier: (facts: Facts<'number' | 'tier'>) => string;
  readonly unknownCommand: (facts: {
    readonly word: string;
    readonly nearest?: string;
    readonly command: string;
  }) => string;
  readonly caseMissing: (facts: Facts<'usage' | 'example'>) => string;
  readonly notACase: (facts: Facts<'word' | 'example'>) => string;
  readonly wordsMissing: (facts: Facts<'usage' | 'example'>) => string;
  readonly unknownFilter: (facts: Facts<'word' | 'known'>) => string;
}

/** What chats say: cards, forms, commands and their answers, in one language. Titles and labels of buttons have at most 24 characters. */
export interface ChatWords {
  readonly labels: Facts<'from' | 'priority' | 'tier' | 'assignee' | 'team' | 'cancel'>;
  readonly buttons: Readonly<Record<FormAction, string>>;
  /** One line for notifications and screen readers. */
  summary(facts: {
    readonly number: string;
    readonly subject: string;
    readonly state: string;
    readonly risk?: string;
    readonly next?: string;
  }): string;
  footer(facts: { readonly version: number; readonly last?: string }): string;
  /** A sentence of the thread with what was said: `Maria wrote: “…”`. */
  quoted(sentence: string, words: string): string;
  /** Above what a message of the chat reads now; the case keeps the first words too. */
  amended(facts: { readonly chat: ChatChannel; readonly at: string }): string;
  /** In place of a message that its author took back. */
  withdrawn(facts: { readonly chat: ChatChannel; readonly at: string }): string;
  /** A warning of the thread: what is due and when. */
  atRisk(promise: string, due: string): string;

  readonly formTitles: Readonly<Record<FormAction, (number: string) => string>>;
  readonly formButtons: Readonly<Record<FormAction, string>>;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly hints: {
    readonly handover: (tiers: string) => string;
    readonly resolveSilently: string;
    readonly requester: string;
  };
  readonly choices: {
    readonly team: (name: string) => string;
    readonly person: (name: string, presence: Presence) => string;
    readonly receipt: Facts<'yes' | 'no'>;
  };
  readonly intros: {
    readonly mailed: (facts: { readonly to: string; readonly copies?: string }) => string;
    readonly mailedIfAny: (facts: { readonly to: string; readonly copies?: string }) => string;
    readonly noAddress: string;
    readonly inside: string;
    readonly handOver: string;
    readonly opens: string;
  };
  readonly faults: {
    readonly required: string;
    readonly tooLong: (most: number) => string;
    readonly unknownChoice: string;
    readonly noAddress: string;
    readonly handover: (facts: Facts<'tier' | 'field'>) => string;
  };
  readonly done: Readonly<Record<FormAction, (facts: { readonly number: string; readonly what?: string }) => string>>;
  readonly refusals: ChatRefusals;
  readonly lists: {
    readonly mine: Facts<'title' | 'empty'>;
    readonly list: Facts<'title' | 'empty'>;
    readonly filtered: { readonly title: (filter: string) => string; readonly empty: (filter: string) => string };
    readonly found: { readonly title: (words: string) => string; readonly empty: (words: string) => string };
  };
  /** Words that narrow a list, beside priorities and teams. */
  readonly filters: Facts<'unassigned' | 'at-risk' | 'missed'>;
  readonly help: {
    readonly title: string;
    readonly commands: Readonly<Record<ChatCommandName, CommandWords>>;
  };
  /** What is said around a case. */
  readonly practice: PracticeForms;
  /** The mail to who leads the desk when cards of a chat are given up. */
  trouble(facts: { readonly chat: ChatChannel; readonly number: string; readonly error: string }): {
    readonly subject: string;
    readonly text: string;
  };
  /** The mail to an agent in whose name an account may act from now on. */
  linked(facts: { readonly chat: ChatChannel; readonly account: string }): {
    readonly subject: string;
    readonly text: string;
  };
  /** Under a notice that comes by mail since a chat did not take it. */
  insteadOf(facts: { readonly via: string; readonly error: string }): string;
}
