import type { ChatChannel } from '@sla/desk';

import type { ProblemCode } from '../api/problem.ts';
import type { MessagePageWords } from '../mail-html/message-page.ts';

/** What the console itself says, in one language; names of clocks and states, refusals, and what happened to a case are the desk's (`catalogueFor`). */
export interface Words {
  readonly problems: Problems;
  /** Title of what the desk refuses. */
  readonly refused: string;
  /** What a replay says where no event moved the clocks. */
  readonly timePassed: string;
  /** What triage goes by. */
  readonly facts: Readonly<Record<'impact' | 'workaround' | 'text' | 'channel' | 'organisation', string>>;
  every(length: string): string;
  /** When a step of a ladder fires, and what it does beside telling people. */
  readonly fires: {
    on(event: string): string;
    after(length: string): string;
    at(clock: string, percent: number): string;
    raise(tier: string): string;
  };
  readonly messagePage: MessagePageWords;
  /** The page that a sign-in link leads to when it does not work. */
  readonly badLink: { readonly title: string; readonly text: string };
  readonly link: LinkWords;
  readonly survey: SurveyWords;
  readonly status: Readonly<Record<'title' | 'lasts' | 'over' | 'quiet', string>>;
  readonly pagesNotBuilt: { readonly title: string; readonly text: string };
  /** The sentence of what fires again and again. */
  repeatedly(sentence: string): string;
}

/** The page behind a score of the survey. */
export interface SurveyWords {
  readonly language: string;
  readonly title: string;
  readonly question: (score: number) => string;
  readonly send: (score: number) => string;
  readonly thanks: string;
  readonly thanksText: string;
}

/** The page on which an agent links an account of a chat. */
export interface LinkWords {
  readonly language: string;
  readonly chats: Readonly<Record<ChatChannel, string>>;
  readonly shownAs: (facts: { readonly name: string; readonly account: string }) => string;
  readonly signIn: PageWords;
  readonly gone: PageWords;
  readonly question: (facts: LinkFacts) => PageWords;
  readonly agree: string;
  readonly otherwise: string;
  readonly done: (facts: LinkFacts) => PageWords;
  /** The page of all accounts that are linked. */
  readonly accounts: PageWords & {
    readonly none: string;
    readonly row: (facts: LinkFacts) => string;
    readonly unlink: string;
    readonly byHand: string;
    readonly chat: string;
    readonly account: string;
    readonly agent: string;
    readonly link: string;
    readonly noAccount: PageWords;
  };
}

interface PageWords {
  readonly title: string;
  readonly text: string;
}

type LinkFacts = Readonly<Record<'agent' | 'account' | 'chat', string>>;

export type Problems = Readonly<
  Record<ProblemCode, { readonly title: string; readonly detail: (facts: Readonly<Record<string, string>>) => string }>
>;
