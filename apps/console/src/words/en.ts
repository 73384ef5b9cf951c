import { problemsEn } from './problems-en.ts';
import type { Words } from './words.ts';

export const en: Words = {
  problems: problemsEn,
  timePassed: 'Time passed.',
  facts: {
    impact: 'impact',
    workaround: 'workaround',
    text: 'words',
    channel: 'channel',
    organisation: 'organisation',
  },
  every: (length) => `every ${length}`,
  fires: {
    on: (event) =>
      event === 'prioritised' ? 'as soon as a case has this priority' : `on ${event.replaceAll('-', ' ')}`,
    after: (length) => `${length} after opening`,
    at: (clock, percent) => (percent === 100 ? `when ${clock} is missed` : `at ${percent} % of ${clock}`),
    raise: (tier) => `raises to ${tier}`,
  },
  refused: 'Not done',
  messagePage: {
    language: 'en',
    title: 'Message',
    blockedPictures: (count) =>
      count === 1
        ? 'A picture from elsewhere was not loaded: it would tell the sender that the message was opened.'
        : `${count} pictures from elsewhere were not loaded: they would tell the sender that the message was opened.`,
    excess: (excess) =>
      ({
        'too-large': 'The formatted message is too large to be shown safely. This is its text.',
        'too-many-tags': 'The formatted message has too many parts to be shown safely. This is its text.',
        'too-deep': 'The formatted message is nested too deeply to be shown safely. This is its text.',
      })[excess],
    cut: 'The text goes on. Download the original message to read all of it.',
  },
  badLink: {
    title: 'This sign-in link does not work',
    text: 'A link works until the next one is made, and the desk makes one at each start. Use the link that it printed last.',
  },
  link: {
    language: 'en',
    chats: { slack: 'Slack', teams: 'Teams' },
    shownAs: ({ name, account }) => `“${name}” (${account})`,
    signIn: {
      title: 'Sign in first',
      text: 'Open the desk with your sign-in link in this browser, then open the link from the chat once more.',
    },
    gone: {
      title: 'This link does not work any more',
      text: 'It was used already, or it is older than 15 minutes. Press any button of a case in the chat to get a new one.',
    },
    question: ({ agent, account, chat }) => ({
      title: `Link this ${chat} account to ${agent}?`,
      text: `The ${chat} account ${account} asks to work cases as you, ${agent}: to claim, answer and resolve them in your name. Agree only if it is your own account and you asked for this link in ${chat} a moment ago. A link that somebody sent you is not yours.`,
    }),
    agree: 'It is mine: link it',
    otherwise: 'If it is not yours, close this page. Nothing happens then.',
    done: ({ agent, account, chat }) => ({
      title: 'Linked',
      text: `The ${chat} account ${account} now acts as ${agent}. Close this page and go on in ${chat}. You can undo it at any time under /link/accounts.`,
    }),
    accounts: {
      title: 'Linked accounts',
      text: 'These accounts of chats work cases in the names of agents.',
      none: 'None is linked.',
      row: ({ agent, account, chat }) => `${agent}: ${chat} ${account}`,
      unlink: 'Unlink',
      byHand: 'Link an account by hand',
      chat: 'Chat',
      account: 'Account, as WORKSPACE/MEMBER in Slack or TENANT/OBJECT-ID in Teams',
      agent: 'Agent',
      link: 'Link',
      noAccount: {
        title: 'This is no account',
        text: 'Write it as T0123ABCD/U0123ABCD for Slack, or as the tenant’s id, a slash and the person’s object id for Teams.',
      },
    },
  },
  survey: {
    language: 'en',
    title: 'How did we do?',
    question: (score) => `Your answer: ${score} of 5.`,
    send: (score) => `Send ${score} of 5`,
    thanks: 'Thank you',
    thanksText: 'Your answer is kept. To change it, click another one in the mail.',
  },
  status: {
    title: 'Status',
    lasts: 'Under way',
    over: 'Over since',
    quiet: 'Nothing is known to be wrong.',
  },
  pagesNotBuilt: {
    title: 'The pages are not built',
    text: 'The desk runs, but its web pages are missing. Run “npm run setup” in its folder and start it again.',
  },
  repeatedly: (sentence) => sentence.replace(/\.$/, ', repeatedly.'),
};
