import { type Catalogue, clockLabel, type NoticeFacts, type ReceiptFacts } from './catalogue.ts';
import { chatInEnglish } from './chat-en.ts';
import { comingEn, firedEn } from './effects-en.ts';
import { eventsEn } from './events-en.ts';
import { formatSpan, formatTime, spanBetween } from './format-time.ts';
import { refusalsInEnglish } from './refusals-en.ts';

export const en: Catalogue = {
  clocks: {
    acknowledgement: 'Acknowledgement',
    'first-response': 'First response',
    'next-response': 'Next response',
    update: 'Update',
    estimate: 'Time to fix told',
    diagnosis: 'Diagnosis',
    workaround: 'Workaround',
    resolution: 'Resolution',
  },
  states: {
    new: 'New',
    open: 'Open',
    'awaiting-requester': 'Awaiting requester',
    'on-hold': 'On hold',
    resolved: 'Resolved',
    closed: 'Closed',
    deferred: 'Deferred',
    merged: 'Merged',
  },
  statuses: { running: 'running', paused: 'paused', met: 'met', missed: 'missed', cancelled: 'cancelled' },
  kinds: { commitment: 'commitment', objective: 'objective' },
  risks: { none: 'on track', 'at-risk': 'at risk', missed: 'missed' },
  actions: {
    claim: 'Claim',
    assign: 'Assign',
    reply: 'Reply',
    prioritise: 'Change priority',
    escalate: 'Escalate',
    pause: 'Pause',
    resume: 'Resume',
    'no-reply-needed': 'No reply needed',
    resolve: 'Resolve',
    reopen: 'Reopen',
    close: 'Close',
    take: 'Take the alert',
  },
  channels: { email: 'mail', slack: 'Slack', teams: 'Teams', phone: 'phone', webhook: 'webhook' },
  labels: {
    case: 'Case',
    from: 'From',
    priority: 'Priority',
    assignee: 'Assignee',
    nobody: 'nobody yet',
    clause: 'Clause',
    open: 'Open the case',
    noSubject: '(no subject)',
    system: 'the desk',
  },
  refusals: refusalsInEnglish,
  events: eventsEn,
  fired: firedEn,
  coming: comingEn,
  chat: chatInEnglish,
  promise: (line, reader, now) => {
    const time = (instant: Parameters<typeof formatTime>[0]) => formatTime(instant, reader, now);
    if (line.status === 'paused') return line.reason ? `paused: ${line.reason}` : 'paused';
    if (line.status === 'cancelled') return line.reason ? `cancelled: ${line.reason}` : 'cancelled';
    if (line.status === 'met') return line.stoppedAt ? `met ${time(line.stoppedAt)}` : 'met';
    if (line.status === 'missed') return line.dueAt ? `missed, was due ${time(line.dueAt)}` : 'missed';
    if (!line.dueAt) return 'measured, nothing is due';
    return line.risk === 'missed'
      ? `missed ${ago(spanBetween(line.dueAt, now))}, was due ${time(line.dueAt)}`
      : `due ${time(line.dueAt)}, in ${formatSpan(spanBetween(now, line.dueAt), reader)}`;
  },
  receipt,
  portal: (url) => `You can also follow your request here; the page asks you to sign in: ${url}`,
  acknowledgement: ({ name, number, subject, desk, agent }) =>
    letter(name, desk, [
      `${agent} has read your request “${subject}” (${number}) and is taking care of it. We will write again as soon as there is news.`,
    ]),
  estimate: ({ name, number, subject, desk, fixBy, reader, now }) =>
    letter(name, desk, [
      `we expect your request “${subject}” (${number}) to be fixed by ${formatTime(fixBy, reader, now)}. Should that change, we will tell you.`,
    ]),
  requesterNotice: ({ name, number, subject, desk, state }) =>
    letter(name, desk, [
      state === 'deferred'
        ? `your request “${subject}” (${number}) has been handed to our product team, who decide whether and when it becomes part of the product. You will hear from us when there is news.`
        : `your request “${subject}” (${number}) has our full attention: it has just been raised within our team. You will hear from us when there is news.`,
    ]),
  replyFooter: ({ number, desk, agent }) =>
    `${agent ? `${agent}, ${desk}` : desk}\nCase ${number}. Reply to this mail to add to your case.`,
  notice: (facts) => ({ headline: headline(facts), sentences: sentences(facts), todo: todo(facts) }),
  digestSubject: (counts) => {
    const parts = [
      [counts.miss, 'missed'],
      [(counts.warn ?? 0) + (counts['update-due'] ?? 0), 'due soon'],
      [counts.notify, 'escalated'],
      [counts.publish, 'to be published'],
      [counts.task, 'to do'],
      [counts['delivery-failed'], 'not delivered'],
    ] as const;
    return `Needs you: ${parts
      .filter(([count]) => count)
      .map(([count, word]) => `${count} ${word}`)
      .join(', ')}`;
  },
  digestOpening: (count) => `${count} notices for you at once, the most pressing first.`,
};

function receipt({ name, number, subject, desk, priority, promises, portal, reader, now }: ReceiptFacts): string {
  const lines = promises.map(({ clock, kind, dueAt }) => {
    const time = formatTime(dueAt, reader, now);
    return `- ${clockLabel(clock, en)}: ${kind === 'objective' ? `we aim for ${time}` : `by ${time}`}`;
  });
  return letter(name, desk, [
    `we have received your request “${subject}”. Its number is ${number}.`,
    [`Priority: ${priority}`, ...lines].join('\n'),
    'To add something, reply to this mail and leave the number in the subject.',
    ...(portal === undefined ? [] : [en.portal(portal)]),
  ]);
}

function letter(name: string | undefined, desk: string, paragraphs: readonly string[]): string {
  return [name ? `Hello ${name},` : 'Hello,', ...paragraphs, desk].join('\n\n');
}

function ago(ms: number): string {
  return `${formatSpan(ms, { language: 'en' })} ago`;
}

function label(facts: NoticeFacts): string {
  return facts.promise ? clockLabel(facts.promise.clock, en) : 'Promise';
}

function headline(facts: NoticeFacts): string {
  const due = facts.promise?.dueAt;
  switch (facts.kind) {
    case 'warn':
    case 'update-due':
      return due && spanBetween(facts.now, due) > 0
        ? `${label(facts)} due in ${formatSpan(spanBetween(facts.now, due), facts.reader)}`
        : `${label(facts)} due`;
    case 'miss':
      return facts.promise?.kind === 'objective' ? `Aim missed: ${label(facts)}` : `${label(facts)} missed`;
    case 'notify':
      return `Escalated to you (${facts.step?.id ?? 'ladder'})`;
    case 'publish':
      return 'To be published on the status page';
    case 'delivery-failed':
      return 'A message could not be delivered';
    case 'task':
      return 'Something to do';
    case 'assign':
      return 'Assigned to you';
    case 'raise':
      return 'Handed to your team';
    case 'announcement':
      return 'News';
    case 'sign-in':
      return 'Your sign-in link';
  }
}

function sentences(facts: NoticeFacts): readonly string[] {
  const time = (instant: NoticeFacts['at']) => formatTime(instant, facts.reader, facts.now);
  const said: string[] = [];
  if (facts.step) said.push(`Step ${facts.step.id} of the escalation ladder fired ${time(facts.at)}.`);
  if (facts.promise?.dueAt) said.push(dueSentence(facts, facts.promise.dueAt));
  if (facts.failure) said.push(`The mail to ${facts.failure.to} was given up: ${facts.failure.error}`);
  if (facts.insteadOf.length > 0) {
    const ways = facts.insteadOf.map((via) => en.channels[via]).join(' and ');
    said.push(`The policy asks for this by ${ways}; that is not set up on this desk, so it comes by mail.`);
  }
  if (facts.unlinked && facts.unlinked.length > 0) {
    const ways = facts.unlinked.map((via) => en.channels[via]).join(' and ');
    said.push(`The policy asks for this by ${ways}; no account of yours is linked there, so it comes by mail.`);
  }
  return said;
}

function dueSentence(facts: NoticeFacts, dueAt: NoticeFacts['at']): string {
  const time = formatTime(dueAt, facts.reader, facts.now);
  const left = spanBetween(facts.now, dueAt);
  return left > 0
    ? `${label(facts)}: due ${time}, in ${formatSpan(left, facts.reader)}.`
    : `${label(facts)}: was due ${time}, ${ago(left)}.`;
}

function todo(facts: NoticeFacts): string {
  if (facts.kind === 'delivery-failed') return 'Check the address or call, then send it again from the case.';
  if (facts.kind === 'publish') return 'Publish what is known on the status page.';
  if (facts.kind === 'notify') {
    return facts.step?.takeWithin
      ? `Take this alert within ${facts.step.takeWithin}, or the next step is told.`
      : 'Look at the case and see that it gets what it needs.';
  }
  switch (facts.promise?.clock) {
    case 'first-response':
    case 'next-response':
      return 'Answer the requester.';
    case 'update':
      return 'Tell the requester how it stands.';
    case 'acknowledgement':
      return 'Acknowledge the request, or answer it.';
    case 'estimate':
      return 'Tell the requester when it will be fixed.';
    case 'resolution':
      return 'Resolve the case, or tell the requester what to expect.';
    default:
      return 'Look at the case.';
  }
}
