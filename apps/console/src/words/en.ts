import { problemsEn } from './problems-en.ts';
import type { Words } from './words.ts';

export const en: Words = {
  problems: problemsEn,
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
  pagesNotBuilt: {
    title: 'The pages are not built',
    text: 'The desk runs, but its web pages are missing. Run “npm run setup” in its folder and start it again.',
  },
  repeatedly: (sentence) => sentence.replace(/\.$/, ', repeatedly.'),
};
