import type { Effect } from '@sla/core';

import { eventsEn } from './events-en.ts';
import { problemsEn } from './problems-en.ts';
import { type EffectSentence, spoken, type Words } from './words.ts';

const fired: EffectSentence = (effect, say) => {
  const clock = say.clock(effect.clock);
  const step = stepOf(effect);
  switch (effect.kind) {
    case 'warn':
      return `${clock} came at risk.`;
    case 'update-due':
      return `${clock}: the next one is due soon.`;
    case 'miss':
      return say.kindOf(effect) === 'objective' ? `${clock}: the aim was missed.` : `${clock} was missed.`;
    case 'notify':
      return `The ladder told ${say.recipient(effect.to)}${by(say.ways(effect.via))}${step}.`;
    case 'raise':
      return `The ladder raised the case to ${say.recipient(effect.to)}${step}.`;
    case 'assign':
      return `The ladder assigned the case to ${say.recipient(effect.to)}${step}.`;
    case 'publish':
      return `The ladder asked for a word on the status page${step}.`;
  }
};

const coming: EffectSentence = (effect, say) => {
  const clock = say.clock(effect.clock);
  const step = stepOf(effect);
  switch (effect.kind) {
    case 'warn':
      return `${clock} comes at risk.`;
    case 'update-due':
      return `${clock}: the next one falls due soon after.`;
    case 'miss':
      return say.kindOf(effect) === 'objective' ? `${clock}: the aim is missed.` : `${clock} is missed.`;
    case 'notify':
      return `The ladder tells ${say.recipient(effect.to)}${by(say.ways(effect.via))}${step}.`;
    case 'raise':
      return `The ladder raises the case to ${say.recipient(effect.to)}${step}.`;
    case 'assign':
      return `The ladder assigns the case to ${say.recipient(effect.to)}${step}.`;
    case 'publish':
      return `The ladder asks for a word on the status page${step}.`;
  }
};

function by(ways: string): string {
  return ways && ` by ${ways}`;
}

function stepOf({ step }: Effect): string {
  return step === undefined ? '' : ` (step ${spoken(step)})`;
}

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
  events: eventsEn,
  fired,
  coming,
  repeatedly: (sentence) => sentence.replace(/\.$/, ', repeatedly.'),
};
