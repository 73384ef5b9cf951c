import type { FurtherAction } from '../chat/chat-actions.ts';

type Around = Exclude<FurtherAction, 'update' | 'note'> | 'more' | 'take-call';

/** Fields of the forms around a case. */
export type PracticeFieldName =
  | 'action'
  | 'other'
  | 'event'
  | 'messages'
  | 'add'
  | 'remove'
  | 'article'
  | 'answered'
  | 'incident'
  | 'title'
  | 'outage'
  | 'publish'
  | 'workaround'
  | 'every'
  | 'tell'
  | 'alternative';

/** What may be typed around a case, by its first English word. */
export type PracticeCommandName =
  | 'more'
  | 'call'
  | 'tag'
  | 'link'
  | 'article'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'undo'
  | 'delay'
  | 'defer'
  | 'incident'
  | 'inform'
  | 'end'
  | 'leave'
  | 'incidents'
  | 'handover'
  | 'oncall';

export interface CommandWords {
  readonly usage: string;
  readonly meaning: string;
  readonly example: (number: string) => string;
}

interface IncidentFacts {
  readonly incident: string;
  readonly title: string;
  readonly cases: number;
}

/** What forms around a case say. */
export interface PracticeForms {
  readonly intros: {
    readonly more: string;
    readonly merge: string;
    readonly link: string;
    readonly split: string;
    readonly undo: string;
    readonly tag: (tags: string) => string;
    readonly article: string;
    /** With the agreed order in which the requester is reached, where there is one. */
    readonly call: (checklist: string) => string;
    readonly takeCall: string;
    readonly incident: string;
    readonly inform: (facts: IncidentFacts) => string;
    readonly end: (facts: IncidentFacts) => string;
    readonly delay: string;
    readonly defer: (mailed: string) => string;
  };
  readonly hints: {
    readonly other: (example: string) => string;
    readonly every: string;
    readonly tags: string;
    readonly title: string;
    readonly alternative: string;
  };
  readonly choices: {
    readonly yes: string;
    readonly no: string;
    readonly answered: string;
    readonly attempted: string;
    readonly newIncident: string;
    readonly way: Readonly<Record<'phone' | 'email', string>>;
    readonly step: Readonly<Record<'done' | 'next' | 'later' | 'not-needed', string>>;
  };
  readonly refusals: {
    readonly nothingToUndo: (number: string) => string;
    readonly nothingToSplit: (number: string) => string;
    readonly noIncident: (number: string) => string;
    readonly noArticles: string;
    readonly nothingMore: (number: string) => string;
  };
  readonly told: {
    readonly incidents: string;
    readonly noIncidents: string;
    readonly incident: (facts: IncidentFacts & { readonly owes: boolean }) => string;
    readonly onCall: string;
    readonly noRota: string;
    readonly nobody: string;
    readonly shift: (facts: { readonly rota: string; readonly now: string; readonly until?: string }) => string;
    readonly handover: (facts: { readonly number: string; readonly tier: string }) => string;
    readonly openPromises: string;
    readonly missing: string;
    readonly proposed: string;
    readonly theirWords: string;
  };
}

/** All that a language says around a case in chats, to be laid into what it says of cases. */
export interface ChatPracticeWords {
  readonly buttons: Readonly<Record<Around, string>>;
  readonly formTitles: Readonly<Record<Around, (number: string) => string>>;
  readonly formButtons: Readonly<Record<Around, string>>;
  readonly fields: Readonly<Record<PracticeFieldName, string>>;
  readonly done: Readonly<Record<Around, (facts: { readonly number: string; readonly what?: string }) => string>>;
  readonly commands: Readonly<Record<PracticeCommandName, CommandWords>>;
  readonly practice: PracticeForms;
}
