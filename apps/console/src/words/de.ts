import { problemsDe } from './problems-de.ts';
import type { Words } from './words.ts';

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
  repeatedly: (sentence) => sentence.replace(/\.$/, ', wiederholt.'),
};
