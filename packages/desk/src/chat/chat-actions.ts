import type { CardAction } from '../case-card.ts';

/** What may be done around a case beside what its card offers first; it stands behind “More”. */
export const furtherActions = [
  'update',
  'note',
  'log-call',
  'delay',
  'defer',
  'incident',
  'inform',
  'end-incident',
  'leave-incident',
  'tag',
  'link',
  'article',
  'merge',
  'unmerge',
  'split',
  'undo',
] as const;

export type FurtherAction = (typeof furtherActions)[number];

/** What a button or an entry of a menu may do. No right follows from it; the desk decides. */
export const buttonActions = [
  'claim',
  'assign',
  'reply',
  'prioritise',
  'escalate',
  'pause',
  'resume',
  'no-reply-needed',
  'resolve',
  'reopen',
  'close',
  'take',
  'hand-over',
  'more',
  ...furtherActions,
] as const satisfies readonly (CardAction | FurtherAction | 'hand-over' | 'more')[];

export type ButtonAction = (typeof buttonActions)[number];

/** What a form may be for. */
export const formActions = [...buttonActions, 'new', 'take-call'] as const;

export type FormAction = (typeof formActions)[number];

/** What asks for nothing: it is done by the click itself. */
export const actionsAtOnce = [
  'claim',
  'resume',
  'reopen',
  'close',
  'take',
  'unmerge',
  'leave-incident',
] as const satisfies readonly ButtonAction[];

export type ActionAtOnce = (typeof actionsAtOnce)[number];

export function isAtOnce(action: FormAction): action is ActionAtOnce {
  return (actionsAtOnce as readonly FormAction[]).includes(action);
}

/** The actions that ask for something before they are carried out. */
export type AskingAction = Exclude<FormAction, ActionAtOnce>;

/** Those of them that concern a case. */
export type CaseForm = Exclude<AskingAction, 'new' | 'take-call'>;

/** Those of them around a case. */
export type PracticeForm = Exclude<Extract<CaseForm, FurtherAction>, 'update' | 'note'>;
