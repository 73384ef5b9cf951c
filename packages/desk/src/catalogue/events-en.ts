import { because, type EventSentences, spoken } from './sentences.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  email: 'by mail',
  mail: 'by mail',
  slack: 'in Slack',
  teams: 'in Teams',
  portal: 'in the portal',
  phone: 'by phone',
  api: 'through the API',
};

export const eventsEn: EventSentences = {
  opened: ({ by, channel }, say) => `${say.who(by)} opened the case ${CHANNELS[channel] ?? `through ${channel}`}.`,
  prioritised: ({ by, priority, reason }, say) =>
    `${say.who(by)} set the priority to ${say.priority(priority)}${because(reason)}.`,
  'policy-moved': ({ by, policy, version }, say) =>
    `${say.who(by)} moved the case to policy ${policy}, version ${version}.`,
  acknowledged: ({ by, automatic }, say) =>
    automatic ? 'The desk sent the automatic receipt.' : `${say.who(by)} acknowledged the case.`,
  assigned: ({ by, to, team }, say) => {
    if (to !== undefined && to === by) return `${say.who(by)} claimed the case.`;
    const receivers = [to && say.recipient(to), team && say.team(team)].filter(Boolean).join(', ');
    return receivers
      ? `${say.who(by)} assigned the case to ${receivers}.`
      : `${say.who(by)} took the assignee off the case.`;
  },
  replied: ({ by }, say) => `${say.who(by)} replied.`,
  noted: ({ by }, say) =>
    by.startsWith('requester:') ? `${say.who(by)} changed what they had written.` : `${say.who(by)} added a note.`,
  'requester-replied': ({ by }, say) => `${say.who(by)} wrote.`,
  'no-reply-needed': ({ by, reason }, say) => `${say.who(by)} decided that no reply is needed${because(reason)}.`,
  updated: ({ by }, say) => `${say.who(by)} sent an update.`,
  estimated: ({ by, fixBy }, say) => `${say.who(by)} expects a fix by ${say.time(fixBy)}.`,
  flagged: ({ by, flag }, say) => `${say.who(by)} flagged the case: ${spoken(flag)}.`,
  delayed: ({ by, reason, every }, say) =>
    `${say.who(by)} announced a delay${because(reason)}. Updates follow every ${every}.`,
  diagnosed: ({ by }, say) => `${say.who(by)} found the cause.`,
  'workaround-given': ({ by }, say) => `${say.who(by)} gave a workaround.`,
  milestone: ({ by, name }, say) => `${say.who(by)} reached the milestone ${spoken(name)}.`,
  paused: ({ by, reason }, say) => `${say.who(by)} paused the case: ${spoken(reason)}.`,
  resumed: ({ by }, say) => `${say.who(by)} resumed the case.`,
  escalated: ({ by, to, reason }, say) => `${say.who(by)} escalated the case to ${to}${because(reason)}.`,
  'status-published': ({ by, incident }, say) => `${say.who(by)} published incident ${incident} on the status page.`,
  resolved: ({ by, cause }, say) => `${say.who(by)} resolved the case${because(cause)}.`,
  reopened: ({ by }, say) => `${say.who(by)} reopened the case.`,
  closed: ({ by }, say) => `${say.who(by)} closed the case.`,
  deferred: ({ by, reason }, say) => `${say.who(by)} deferred the case${because(reason)}.`,
  merged: ({ by, into }, say) => `${say.who(by)} merged the case into ${into}.`,
  unmerged: ({ by }, say) => `${say.who(by)} took the case out of the merger again.`,
  absorbed: ({ by, from }, say) => `${say.who(by)} merged ${from} into this case.`,
  released: ({ by, from }, say) => `${say.who(by)} took ${from} out of this case again.`,
  split: ({ by, into, messages }, say) =>
    `${say.who(by)} moved ${messages.length === 1 ? 'a message' : `${messages.length} messages`} to ${into}.`,
  undone: ({ by, event }, say) => {
    // The desk itself takes nothing else back.
    if (by === 'system') return 'The automatic receipt was held back: nobody was told by it.';
    const sentence = say.undone(event);
    return sentence ? `${say.who(by)} undid this: “${sentence}”.` : `${say.who(by)} undid an earlier step.`;
  },
  alerted: ({ step, to }, say) => `Step ${spoken(step)} alerted ${say.recipient(to)}.`,
  'alert-taken': ({ by, step }, say) => `${say.who(by)} took the alert of step ${spoken(step)}.`,
  unreachable: ({ step }) => `Nobody could be reached for step ${spoken(step)}.`,
};
