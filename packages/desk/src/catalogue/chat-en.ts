import { chatPracticeInEnglish as around } from './chat-practice-en.ts';
import type { ChatWords } from './chat-words.ts';

const chats = { slack: 'Slack', teams: 'Teams' } as const;

const presences = { available: 'available', busy: 'busy', away: 'away', offline: 'offline' } as const;

export const chatInEnglish: ChatWords = {
  labels: {
    from: 'From',
    priority: 'Priority',
    tier: 'Tier',
    assignee: 'Assignee',
    team: 'Team',
    cancel: 'Cancel',
  },
  buttons: {
    claim: 'Claim',
    assign: 'Assign',
    reply: 'Reply',
    prioritise: 'Priority',
    escalate: 'Escalate',
    pause: 'Pause',
    resume: 'Resume',
    'no-reply-needed': 'No reply needed',
    resolve: 'Resolve',
    reopen: 'Reopen',
    close: 'Close',
    take: 'Take',
    'hand-over': 'Hand over',
    new: 'New case',
    note: 'Note',
    update: 'Update',
    ...around.buttons,
  },
  summary: ({ number, subject, state, risk, next }) =>
    [`${number} ${subject}`, [state, risk].filter(Boolean).join(', '), next].filter(Boolean).join('. '),
  footer: ({ version, last }) => (last ? `Version ${version} · ${last}` : `Version ${version}`),
  quoted: (sentence, words) => `${sentence.replace(/\.$/, '')}: “${words}”`,
  amended: ({ chat, at }) => `Changed in ${chats[chat]} since it was written (${at}). It now reads:`,
  withdrawn: ({ chat, at }) =>
    `Taken back in ${chats[chat]} since it was written (${at}). The case keeps what it said.`,
  atRisk: (promise, due) => `${promise} is at risk: ${due}.`,
  formTitles: {
    claim: (number) => `Claim ${number}`,
    assign: (number) => `Assign ${number}`,
    reply: (number) => `Reply to ${number}`,
    prioritise: (number) => `Priority of ${number}`,
    escalate: (number) => `Escalate ${number}`,
    pause: (number) => `Pause ${number}`,
    resume: (number) => `Resume ${number}`,
    'no-reply-needed': () => 'No reply needed',
    resolve: (number) => `Resolve ${number}`,
    reopen: (number) => `Reopen ${number}`,
    close: (number) => `Close ${number}`,
    take: (number) => `Take ${number}`,
    'hand-over': (number) => `Hand over ${number}`,
    new: () => 'New case',
    note: (number) => `Note on ${number}`,
    update: (number) => `Update on ${number}`,
    ...around.formTitles,
  },
  formButtons: {
    claim: 'Claim',
    assign: 'Assign',
    reply: 'Send to requester',
    prioritise: 'Change',
    escalate: 'Escalate',
    pause: 'Pause',
    resume: 'Resume',
    'no-reply-needed': 'Confirm',
    resolve: 'Resolve',
    reopen: 'Reopen',
    close: 'Close',
    take: 'Take',
    'hand-over': 'Hand over',
    new: 'Open case',
    note: 'Keep note',
    update: 'Send to requester',
    ...around.formButtons,
  },
  fields: {
    to: 'To',
    text: 'Message',
    reason: 'Reason',
    priority: 'Priority',
    tier: 'Tier',
    cause: 'Cause',
    requester: 'Requester’s address',
    name: 'Requester’s name',
    subject: 'Subject',
    receipt: 'Receipt',
    pause: 'Waiting for',
    ...around.fields,
  },
  hints: {
    handover: (tiers) => `Needed for ${tiers}.`,
    resolveSilently: 'Leave it empty to resolve without a further message.',
    requester: 'Who asks, as in maria@ashdown.example.',
  },
  choices: {
    team: (name) => `Team ${name}`,
    person: (name, presence) => `${name} – ${presences[presence]}`,
    receipt: { yes: 'Mail the requester a receipt', no: 'Send nothing' },
  },
  intros: {
    mailed: ({ to, copies }) => `This is sent by mail to ${to}${copies ? `, with a copy to ${copies}` : ''}.`,
    mailedIfAny: ({ to, copies }) =>
      `A message is sent by mail to ${to}${copies ? `, with a copy to ${copies}` : ''}, then the case is resolved.`,
    noAddress: 'The requester has no address: the message is kept on the case and nobody is mailed.',
    inside: 'Only agents see this.',
    handOver: 'The case and its alerts go to your colleague, who is told at once.',
    opens: 'The case’s clocks start now.',
  },
  faults: {
    required: 'Fill this in.',
    tooLong: (most) => `At most ${most} characters.`,
    unknownChoice: 'Choose one of the list.',
    noAddress: 'Write a mail address, such as maria@ashdown.example.',
    handover: ({ tier, field }) => `${tier} needs to know this: ${field}.`,
  },
  done: {
    claim: ({ number }) => `${number} is yours.`,
    assign: ({ number, what }) => `${number} is assigned to ${what ?? 'them'}.`,
    reply: ({ number, what }) =>
      what ? `Your reply on ${number} goes to ${what}.` : `Your reply is kept on ${number}.`,
    prioritise: ({ number, what }) => `The priority of ${number} is ${what ?? 'changed'}.`,
    escalate: ({ number, what }) => `${number} is escalated to ${what ?? 'the next tier'}.`,
    pause: ({ number, what }) => `${number} is paused: ${what ?? ''}.`,
    resume: ({ number }) => `${number} goes on.`,
    'no-reply-needed': ({ number }) => `Nothing is owed on ${number} until the requester writes again.`,
    resolve: ({ number, what }) =>
      what ? `${number} is resolved, and your message goes to ${what}.` : `${number} is resolved.`,
    reopen: ({ number }) => `${number} is open again.`,
    close: ({ number }) => `${number} is closed.`,
    take: ({ number }) => `The alert of ${number} is yours. Nobody else is called for it.`,
    'hand-over': ({ number, what }) => `${number} is handed over to ${what ?? 'your colleague'}, who is told.`,
    new: ({ number }) => `${number} is open.`,
    note: ({ number }) => `The note is kept on ${number}. Only agents see it.`,
    update: ({ number, what }) =>
      what ? `Your update on ${number} goes to ${what}.` : `Your update is kept on ${number}.`,
    ...around.done,
  },
  refusals: {
    guest: 'Guests and people of other organisations cannot work cases here. Write to the desk’s address instead.',
    unlinked: ({ chat, desk }) =>
      `Your ${chats[chat]} account is not linked to an agent of ${desk} yet. Open the private link to link it, then try again.`,
    stale: ({ number, last }) =>
      `${number} has changed since this card was shown${last ? `: ${last}` : '.'} Here is how it stands now; nothing was done.`,
    notOffered: ({ number, action, state }) => `“${action}” cannot be done now: ${number} is in the state ${state}.`,
    nobodyElse: ({ number }) => `There is nobody else on this desk to hand ${number} over to.`,
    noHigherTier: ({ number, tier }) => `${number} is with ${tier} already, and there is no tier above it.`,
    unknownCommand: ({ word, nearest, command }) =>
      nearest
        ? `There is no command “${word}”. Did you mean “${nearest}”? Type “${command}” to see them all.`
        : `There is no command “${word}”. Type “${command}” to see them all.`,
    caseMissing: ({ usage, example }) => `Which case? Type “${usage}”, for example “${example}”.`,
    notACase: ({ word, example }) => `“${word}” is no case number. Type it like “${example}”.`,
    wordsMissing: ({ usage, example }) => `Something is missing. Type “${usage}”, for example “${example}”.`,
    unknownFilter: ({ word, known }) =>
      `Nothing can be listed by “${word}”. Type “list”, or “list” with one of: ${known}.`,
  },
  lists: {
    mine: { title: 'Your cases, the most pressing first', empty: 'No open case is assigned to you.' },
    list: { title: 'Open cases, the most pressing first', empty: 'No case is open.' },
    filtered: {
      title: (filter) => `Open cases, ${filter}`,
      empty: (filter) => `No open case fits: ${filter}.`,
    },
    found: {
      title: (words) => `Cases with “${words}”`,
      empty: (words) => `No case has “${words}”. Try fewer words, or a requester’s name.`,
    },
  },
  filters: { unassigned: 'unassigned', 'at-risk': 'at-risk', missed: 'missed' },
  help: {
    title: 'What you can type',
    commands: {
      list: {
        usage: 'list [unassigned | at-risk | missed | PRIORITY | TEAM]',
        meaning: 'Open cases, the most pressing first.',
        example: () => 'list unassigned',
      },
      mine: { usage: 'mine', meaning: 'Your own open cases.', example: () => 'mine' },
      show: { usage: 'show CASE', meaning: 'A case’s card.', example: (number) => `show ${number}` },
      find: { usage: 'find WORDS', meaning: 'Cases by words, names or numbers.', example: () => 'find login error' },
      new: { usage: 'new [SUBJECT]', meaning: 'Opens a case for somebody.', example: () => 'new Grades are missing' },
      claim: { usage: 'claim CASE', meaning: 'Assigns a case to you.', example: (number) => `claim ${number}` },
      reply: {
        usage: 'reply CASE [TEXT]',
        meaning: 'Shows what will be sent to the requester, and sends it when you agree.',
        example: (number) => `reply ${number} It works again.`,
      },
      update: {
        usage: 'update CASE [TEXT]',
        meaning: 'Tells the requester how it stands, without answering.',
        example: (number) => `update ${number} We have found the cause.`,
      },
      note: {
        usage: 'note CASE [TEXT]',
        meaning: 'Keeps a note that only agents see.',
        example: (number) => `note ${number} Called, no answer`,
      },
      priority: {
        usage: 'priority CASE [PRIORITY] [REASON]',
        meaning: 'Changes how urgent a case is.',
        example: (number) => `priority ${number} high everyone is affected`,
      },
      escalate: {
        usage: 'escalate CASE [TIER]',
        meaning: 'Hands a case to the next tier, with what they need to know.',
        example: (number) => `escalate ${number}`,
      },
      pause: {
        usage: 'pause CASE [REASON]',
        meaning: 'Says what a case waits for.',
        example: (number) => `pause ${number} awaiting-requester`,
      },
      resume: { usage: 'resume CASE', meaning: 'Ends a pause.', example: (number) => `resume ${number}` },
      resolve: {
        usage: 'resolve CASE [TEXT]',
        meaning: 'Declares a case solved, with a message to the requester.',
        example: (number) => `resolve ${number}`,
      },
      ...around.commands,
      help: { usage: 'help', meaning: 'This list.', example: () => 'help' },
    },
  },
  practice: around.practice,
  trouble: ({ chat, number, error }) => ({
    subject: `${chats[chat]} does not show the desk’s cases`,
    text: `The card of ${number} could not be shown in ${chats[chat]}: ${error}\n\nOther cases may be missing there for the same reason. Put it right, then send the card again from the desk’s health page. This is told once a day for each fault.`,
  }),
  linked: ({ chat, account }) => ({
    subject: `A ${chats[chat]} account now acts in your name`,
    text: `The ${chats[chat]} account ${account} was linked to you: it can claim, answer and resolve cases in your name.\n\nIf that was not you, tell an administrator of the desk at once, who can unlink it.`,
  }),
  insteadOf: ({ via, error }) =>
    `This was to come by ${via}, where it could not be delivered (${error}), so it comes by mail.`,
};
