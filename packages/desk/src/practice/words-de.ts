import { formatTime } from '../catalogue/format-time.ts';
import type { PracticeWords } from './words.ts';

export const practiceInGerman: PracticeWords = {
  callNow: ({ number, subject, requester, whom, step }) => ({
    headline: `Jetzt ${whom} anrufen`,
    text: `Schritt ${step} von ${number} „${subject}“ (${requester}) verlangt einen Anruf bei ${whom}. Hier ist kein Rufdienst eingerichtet, also bitte selbst anrufen.\n\nJetzt anrufen und den Anruf am Fall festhalten. Die Leiter geht inzwischen zum nächsten Schritt weiter.`,
  }),
  followUp: ({ number, subject, requester, resolvedAt, reader, now }) => ({
    headline: 'Nachfragen, ob es gelöst blieb',
    text: `${number} „${subject}“ wurde ${formatTime(resolvedAt, reader, now)} gelöst.\n\nBitte ${requester} fragen, ob es gelöst blieb, und den Fall sonst wieder öffnen.`,
  }),
  deferred: ({ number, subject, requester, reason }) => ({
    headline: 'An die Produktentwicklung gegeben',
    text: `${number} „${subject}“ von ${requester} ging an die Produktentwicklung: ${reason}\n\nWas gesagt und angeboten wurde, steht am Fall. Dieser Kunde liegt bei Ihnen. Wird es früher gebraucht, bringen Sie bitte die richtigen Leute zusammen.`,
  }),
  widespread: ({ incident, title, organisations }) => ({
    headline: `${incident} trifft ${organisations} Organisationen`,
    text: `${incident} „${title}“ trifft jetzt ${organisations} Organisationen, und auf der Statusseite steht noch nichts.\n\nBitte veröffentlichen, was bekannt ist.`,
  }),
  feedFailed: ({ number, error }) => ({
    headline: 'Die Kundendaten warten',
    text: `Ein Eintrag zu ${number} ließ sich nicht zustellen: ${error}\n\nEr wird mindestens stündlich neu versucht, und was mit diesem Kunden später geschah, wartet dahinter, damit nichts außer der Reihe kommt. Bitte die Gegenseite prüfen oder den Eintrag auf der Zustandsseite endgültig überspringen.`,
  }),
  deferredLetter: ({ name, number, subject, desk, alternative }) =>
    letter(name, desk, [
      `Ihre Anfrage „${subject}“ (${number}) liegt jetzt bei unserer Produktentwicklung, die entscheidet, ob und wann sie umgesetzt wird. Versprechen können wir nichts; gibt es Neues, hören Sie von uns.`,
      ...(alternative ? [`Was Sie inzwischen tun können: ${alternative}`] : []),
    ]),
  delayLetter: ({ name, number, subject, desk, reason, every }) =>
    letter(name, desk, [
      `Ihre Anfrage „${subject}“ (${number}) dauert länger als erhofft: ${reason}`,
      `Bis sie gelöst ist, hören Sie regelmäßig von uns, wie es steht (Abstand: ${every}).`,
    ]),
  surveyLetter: ({ name, number, subject, desk, addresses }) =>
    letter(name, desk, [
      `Ihre Anfrage „${subject}“ (${number}) ist gelöst. Wie waren wir? Ein Klick genügt:`,
      addresses
        .map((address, index) => `${['1 – schlecht', '2', '3', '4', '5 – sehr gut'][index]}: ${address}`)
        .join('\n'),
    ]),
  guidanceLetter: ({ name, number, subject, desk, guidance }) =>
    letter(name, desk, [
      `was Sie in „${subject}“ (${number}) fragen, kommt öfter vor. Das hilft vielleicht:`,
      guidance,
    ]),
  marks: {
    linked: (number) => `Verknüpft mit ${number}.`,
    tagged: ({ added, removed }) =>
      [
        ...(added.length > 0 ? [`Markiert als ${added.join(', ')}.`] : []),
        ...(removed.length > 0 ? [`Nicht mehr markiert als ${removed.join(', ')}.`] : []),
      ].join(' '),
    article: ({ title, url }) => `Artikel verknüpft: „${title}“, ${url}`,
    joined: ({ id, title }) => `Gehört zur Störung ${id} „${title}“.`,
    left: ({ id, title }) => `Aus der Störung ${id} „${title}“ herausgenommen.`,
  },
  report: ({ desk, from, to }) => `${desk}: was gehalten wurde, ${from} bis ${to}`,
  reportLines: {
    commitments: 'Zusagen',
    objectives: 'Ziele',
    clauses: 'Nach Klauseln',
    nothing: 'nichts abgeschlossen',
    met: 'gehalten',
    overdue: 'überfällig und offen',
    causes: 'Ursachen',
    satisfaction: 'Zufriedenheit',
    answers: 'Antworten',
  },
};

function letter(name: string | undefined, desk: string, paragraphs: readonly string[]): string {
  return [name ? `Guten Tag ${name},` : 'Guten Tag,', ...paragraphs, desk].join('\n\n');
}
