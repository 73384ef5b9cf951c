import type { Catalogue } from './catalogue.ts';

export const refusalsInEnglish: Catalogue['refusals'] = {
  'no-such-case': (facts) => `There is no case ${facts.case ?? ''}. Check the number.`,
  'not-an-agent': (facts) =>
    `${facts.person ?? 'This person'} is not an agent of this desk, and only agents may do this.`,
  'not-allowed': (facts) => `This needs the role ${facts.role ?? 'lead'}. Ask somebody who has it.`,
  'case-is-closed': (facts) => `Case ${facts.case ?? ''} is closed. Reopen it first.`,
  'case-is-merged': (facts) => `Case ${facts.case ?? ''} was merged into ${facts.into ?? 'another'}. Work on that one.`,
  'empty-message': () => 'The message is empty. Write something, then send it.',
  'resolve-needs-a-message': () =>
    'Nobody has answered the requester yet. Resolve it with a message that says what was done.',
  'unknown-priority': (facts) =>
    `There is no priority ${facts.priority ?? ''} in this policy. It has: ${facts.known ?? ''}.`,
  'unknown-tier': (facts) => `There is no tier ${facts.tier ?? ''} in this policy. It has: ${facts.known ?? ''}.`,
  'unknown-agent': (facts) => `There is no agent ${facts.agent ?? ''} on this desk.`,
  'unknown-team': (facts) => `There is no team ${facts.team ?? ''} on this desk. It has: ${facts.known ?? ''}.`,
  'unknown-reason': (facts) =>
    `The policy knows no reason “${facts.reason ?? ''}” to pause. It has: ${facts.known ?? 'none'}.`,
  'unknown-policy': (facts) => `This desk has no policy ${facts.policy ?? ''}. It has: ${facts.known ?? ''}.`,
  'unknown-interval': (facts) =>
    `“${facts.interval ?? ''}” is not a length of time. Write it like 4 business hours or 1 business day.`,
  'missing-handover-fields': (facts) => `Handing over to ${facts.tier ?? 'this tier'} needs: ${facts.fields ?? ''}.`,
  'nothing-to-do': () => 'It is so already: nothing was changed.',
  'not-paused': (facts) => `Case ${facts.case ?? ''} is not paused.`,
  'already-resolved': (facts) => `Case ${facts.case ?? ''} is resolved already.`,
  'not-resolved': (facts) => `Case ${facts.case ?? ''} is not resolved. Resolve it first.`,
  'unknown-alert': (facts) => `No alert of step ${facts.step ?? ''} is open. Somebody may have taken it.`,
  'unknown-delivery': () => 'This delivery is not a dead letter. It may have been sent again already.',
  'changed-meanwhile': () => 'It is being worked on at this moment. Look again, then try once more.',
};
