import { formatTime } from '../catalogue/format-time.ts';
import type { PracticeWords } from './words.ts';

export const practiceInEnglish: PracticeWords = {
  callNow: ({ number, subject, requester, whom, step }) => ({
    headline: `Call ${whom} now`,
    text: `Step ${step} of ${number} “${subject}” (${requester}) asks for a phone call to ${whom}. No pager is set up on this desk, so it is yours to make.\n\nCall now, then log the call on the case. The ladder goes on to the next step meanwhile.`,
  }),
  followUp: ({ number, subject, requester, resolvedAt, reader, now }) => ({
    headline: 'Ask whether it stayed solved',
    text: `${number} “${subject}” was resolved ${formatTime(resolvedAt, reader, now)}.\n\nAsk ${requester} whether it stayed solved, and reopen the case if it did not.`,
  }),
  deferred: ({ number, subject, requester, reason }) => ({
    headline: 'Deferred to product',
    text: `${number} “${subject}” of ${requester} was handed to the product team: ${reason}\n\nWhat they were told and offered stands on the case. You look after this customer. If they need it sooner, bring the right people together.`,
  }),
  widespread: ({ incident, title, organisations }) => ({
    headline: `${incident} hits ${organisations} organisations`,
    text: `${incident} “${title}” now hits ${organisations} organisations, and nothing stands on the status page yet.\n\nPublish what is known.`,
  }),
  feedFailed: ({ number, error }) => ({
    headline: 'The customer records wait',
    text: `An entry about ${number} could not be delivered: ${error}\n\nIt is tried again at least every hour, and what happened later with this customer waits behind it, so that nothing comes out of order. See to the other side, or skip the entry for good on the desk’s health page.`,
  }),
  deferredLetter: ({ name, number, subject, desk, alternative }) =>
    letter(name, desk, [
      `your request “${subject}” (${number}) has been handed to our product team, who decide whether and when it becomes part of the product. We promise nothing, and you will hear from us when there is news.`,
      ...(alternative ? [`What you can do meanwhile: ${alternative}`] : []),
    ]),
  delayLetter: ({ name, number, subject, desk, reason, every }) =>
    letter(name, desk, [
      `your request “${subject}” (${number}) takes longer than we hoped: ${reason}`,
      `You will hear from us how it stands every ${every}, until it is solved.`,
    ]),
  surveyLetter: ({ name, number, subject, desk, addresses }) =>
    letter(name, desk, [
      `your request “${subject}” (${number}) is solved. How did we do? One click is enough:`,
      addresses
        .map((address, index) => `${['1 – badly', '2', '3', '4', '5 – very well'][index]}: ${address}`)
        .join('\n'),
    ]),
  guidanceLetter: ({ name, number, subject, desk, guidance }) =>
    letter(name, desk, [`what you ask in “${subject}” (${number}) comes up now and then. This may help:`, guidance]),
  marks: {
    linked: (number) => `Linked with ${number}.`,
    tagged: ({ added, removed }) =>
      [
        ...(added.length > 0 ? [`Tagged ${added.join(', ')}.`] : []),
        ...(removed.length > 0 ? [`No longer tagged ${removed.join(', ')}.`] : []),
      ].join(' '),
    article: ({ title, url }) => `Linked the article “${title}”: ${url}`,
    joined: ({ id, title }) => `Joined to incident ${id} “${title}”.`,
    left: ({ id, title }) => `Taken out of incident ${id} “${title}”.`,
  },
  report: ({ desk, from, to }) => `${desk}: what was kept, ${from} to ${to}`,
  reportLines: {
    commitments: 'Commitments',
    objectives: 'Objectives',
    clauses: 'By clause',
    nothing: 'nothing finished',
    met: 'met',
    overdue: 'overdue and open',
    causes: 'Causes',
    satisfaction: 'Satisfaction',
    answers: 'answers',
  },
};

function letter(name: string | undefined, desk: string, paragraphs: readonly string[]): string {
  return [name ? `Hello ${name},` : 'Hello,', ...paragraphs, desk].join('\n\n');
}
