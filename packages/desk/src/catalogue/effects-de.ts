import type { Effect } from '@sla/core';

import { type EffectSentence, spoken } from './sentences.ts';

export const firedDe: EffectSentence = (effect, say) => {
  const clock = say.clock(effect.clock);
  const step = stepOf(effect);
  switch (effect.kind) {
    case 'warn':
      return `${clock}: Frist gefährdet.`;
    case 'update-due':
      return `${clock}: bald wieder fällig.`;
    case 'miss':
      return say.kindOf(effect) === 'objective' ? `${clock}: Ziel verpasst.` : `${clock}: Frist verpasst.`;
    case 'notify':
      return `Die Eskalation hat verständigt: ${say.recipient(effect.to)}${bracketed(say.ways(effect.via))}${step}.`;
    case 'raise':
      return `Die Eskalation hat den Fall an ${say.recipient(effect.to)} gehoben${step}.`;
    case 'assign':
      return `Die Eskalation hat den Fall zugewiesen: ${say.recipient(effect.to)}${step}.`;
    case 'publish':
      return `Die Eskalation hat eine Meldung auf der Statusseite verlangt${step}.`;
  }
};

export const comingDe: EffectSentence = (effect, say) => {
  const clock = say.clock(effect.clock);
  const step = stepOf(effect);
  switch (effect.kind) {
    case 'warn':
      return `${clock}: Frist wird gefährdet sein.`;
    case 'update-due':
      return `${clock}: wird bald darauf fällig.`;
    case 'miss':
      return say.kindOf(effect) === 'objective' ? `${clock}: Ziel wird verpasst.` : `${clock}: Frist wird verpasst.`;
    case 'notify':
      return `Die Eskalation verständigt: ${say.recipient(effect.to)}${bracketed(say.ways(effect.via))}${step}.`;
    case 'raise':
      return `Die Eskalation hebt den Fall an ${say.recipient(effect.to)}${step}.`;
    case 'assign':
      return `Die Eskalation weist den Fall zu: ${say.recipient(effect.to)}${step}.`;
    case 'publish':
      return `Die Eskalation verlangt eine Meldung auf der Statusseite${step}.`;
  }
};

function bracketed(ways: string): string {
  return ways && ` (${ways})`;
}

function stepOf({ step }: Effect): string {
  return step === undefined ? '' : `, Schritt ${spoken(step)}`;
}
