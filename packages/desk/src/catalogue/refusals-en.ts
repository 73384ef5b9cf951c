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
  'unknown-alert': (facts) =>
    facts.agent
      ? `${facts.agent} has taken this alert already. Nothing is left to do.`
      : `No alert of step ${facts.step ?? ''} is open. Somebody may have taken it.`,
  'unknown-delivery': () => 'This delivery is not a dead letter. It may have been sent again already.',
  'out-of-order': () =>
    'An entry of the customer records that was skipped is not sent later: it would come out of order.',
  'already-claimed': (facts) =>
    `${facts.agent ?? 'Somebody else'} has claimed ${facts.case ?? 'this case'} already. To take it over, assign it to yourself.`,
  'link-gone': () => 'This link was used already, or it is older than 15 minutes. Ask for a new one in the chat.',
  'changed-meanwhile': () => 'It is being worked on at this moment. Look again, then try once more.',
  'same-case': (facts) => `Both are case ${facts.case ?? ''}. Name another one.`,
  'other-organisation': (facts) =>
    `${facts.case ?? ''} and ${facts.into ?? ''} belong to different organisations, which must not read each other. Join them to one incident, or link them.`,
  'not-merged': (facts) => `Case ${facts.case ?? ''} is not merged into another.`,
  'unknown-message': (facts) => `Case ${facts.case ?? ''} has no message ${facts.message ?? ''}. Look again.`,
  'cannot-split': () =>
    'Only what requesters wrote after the case was opened can be moved, their own words first. What we sent stays where it was said.',
  'unknown-event': (facts) => `Nothing of that kind happened on case ${facts.case ?? ''}. Look again.`,
  'cannot-undo': (facts) =>
    `This cannot be undone (${facts.type ?? ''}): what was sent stands, and a merge or a split is taken back by its own command.`,
  'unknown-incident': (facts) => `There is no incident ${facts.incident ?? ''}. Check its number.`,
  'unknown-article': (facts) =>
    facts.known
      ? `There is no article “${facts.article ?? ''}”. There are: ${facts.known}.`
      : 'This desk has no articles. They are named in its settings, under practice.articles.',
  'unknown-organisation': (facts) =>
    `There is no organisation ${facts.organisation ?? ''} on this desk. It has: ${facts.known || 'none'}.`,
  'unknown-person': (facts) => `Nobody with the address ${facts.person ?? ''} is known here.`,
  'bad-tag': (facts) =>
    `“${facts.tag ?? ''}” is no tag. Use letters, digits and hyphens, at most 40 of them; a case has at most 20 tags.`,
};
