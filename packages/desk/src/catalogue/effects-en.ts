import type { Effect } from '@sla/core';

import { type EffectSentence, spoken } from './sentences.ts';

export const firedEn: EffectSentence = (effect, say) => {
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

export const comingEn: EffectSentence = (effect, say) => {
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
