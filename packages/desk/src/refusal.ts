/** Why a command was not carried out, as a code with facts; the sentence is made where a person reads it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, string>>;
}

export type RefusalCode =
  | 'no-such-case'
  | 'not-an-agent'
  | 'not-allowed'
  | 'case-is-closed'
  | 'case-is-merged'
  | 'empty-message'
  | 'resolve-needs-a-message'
  | 'unknown-priority'
  | 'unknown-tier'
  | 'unknown-agent'
  | 'unknown-team'
  | 'unknown-reason'
  | 'unknown-policy'
  | 'unknown-interval'
  | 'missing-handover-fields'
  | 'nothing-to-do'
  | 'not-paused'
  | 'already-resolved'
  | 'not-resolved'
  | 'unknown-alert'
  | 'unknown-delivery'
  | 'out-of-order'
  | 'already-claimed'
  | 'link-gone'
  | 'changed-meanwhile'
  | 'same-case'
  | 'other-organisation'
  | 'not-merged'
  | 'unknown-message'
  | 'cannot-split'
  | 'unknown-event'
  | 'cannot-undo'
  | 'bad-tag'
  | 'unknown-incident'
  | 'unknown-article'
  | 'unknown-organisation'
  | 'unknown-person';

export function refusal(code: RefusalCode, facts: Refusal['facts'] = {}): Refusal {
  return { code, facts };
}
