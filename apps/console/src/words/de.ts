import type { Effect } from '@sla/core';

import { eventsDe } from './events-de.ts';
import { problemsDe } from './problems-de.ts';
import { type EffectSentence, spoken, type Words } from './words.ts';

const fired: EffectSentence = (effect, say) => {
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

const coming: EffectSentence = (effect, say) => {
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

export const de: Words = {
  problems: problemsDe,
  refused: 'Nicht ausgeführt',
  messagePage: {
    language: 'de',
    title: 'Nachricht',
    blockedPictures: (count) =>
      count === 1
        ? 'Ein Bild von anderswo wurde nicht geladen: Der Absender erführe, dass die Nachricht geöffnet wurde.'
        : `${count} Bilder von anderswo wurden nicht geladen: Der Absender erführe, dass die Nachricht geöffnet wurde.`,
    excess: (excess) =>
      ({
        'too-large': 'Die gestaltete Nachricht ist zu groß, um sie sicher zu zeigen. Das ist ihr Text.',
        'too-many-tags': 'Die gestaltete Nachricht hat zu viele Teile, um sie sicher zu zeigen. Das ist ihr Text.',
        'too-deep': 'Die gestaltete Nachricht ist zu tief verschachtelt, um sie sicher zu zeigen. Das ist ihr Text.',
      })[excess],
    cut: 'Der Text geht weiter. Laden Sie die ursprüngliche Nachricht herunter, um alles zu lesen.',
  },
  badLink: {
    title: 'Dieser Anmelde-Link gilt nicht',
    text: 'Ein Link gilt, bis der nächste erstellt wird, und der Desk erstellt bei jedem Start einen. Nehmen Sie den zuletzt ausgegebenen.',
  },
  pagesNotBuilt: {
    title: 'Die Seiten sind nicht gebaut',
    text: 'Der Desk läuft, aber seine Webseiten fehlen. Führen Sie in seinem Ordner „npm run setup“ aus und starten Sie ihn neu.',
  },
  events: eventsDe,
  fired,
  coming,
  repeatedly: (sentence) => sentence.replace(/\.$/, ', wiederholt.'),
};
