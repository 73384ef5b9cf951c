import { mostCounted } from '@sla/desk';

/** The few words that Slack needs beside the desk's own: for its platform, never about a case. */
export interface SlackWords {
  readonly openInConsole: string;
  readonly linkAccount: string;
  readonly files: string;
  readonly shown: (shown: number, total: number) => string;
  readonly moved: string;
  readonly clickAgain: string;
  readonly failed: (reference: string) => string;
  readonly fileRefused: (name: string, reason: string) => string;
  readonly fileTooBig: (megabytes: number) => string;
  readonly fileElsewhere: string;
  readonly fileUnreachable: string;
  readonly threadIncomplete: string;
  readonly unnamed: string;
}

const en: SlackWords = {
  openInConsole: 'Open in console',
  linkAccount: 'Link my account',
  files: 'Files',
  shown: (shown, total) => (total > mostCounted ? `${shown} of more than 1,000` : `${shown} of ${total}`),
  moved: 'This card has moved to another channel.',
  clickAgain: 'That click came to us too late to open a form. Please click again.',
  failed: (reference) => `That did not work, and nothing was changed. Please try again (reference ${reference}).`,
  fileRefused: (name, reason) => `${name} was left out: ${reason}`,
  fileTooBig: (megabytes) => `it is larger than ${megabytes} MB`,
  fileElsewhere: 'it is not kept by Slack itself',
  fileUnreachable: 'Slack did not hand it out',
  threadIncomplete: 'Slack did not hand out the whole thread.',
  unnamed: 'somebody',
};

const de: SlackWords = {
  openInConsole: 'In der Konsole öffnen',
  linkAccount: 'Mein Konto verknüpfen',
  files: 'Dateien',
  shown: (shown, total) => (total > mostCounted ? `${shown} von mehr als 1.000` : `${shown} von ${total}`),
  moved: 'Diese Karte ist in einen anderen Kanal umgezogen.',
  clickAgain: 'Der Klick kam zu spät an, um noch ein Formular zu öffnen. Bitte noch einmal klicken.',
  failed: (reference) =>
    `Das hat nicht geklappt, und nichts wurde geändert. Bitte noch einmal versuchen (Referenz ${reference}).`,
  fileRefused: (name, reason) => `${name} fehlt: ${reason}`,
  fileTooBig: (megabytes) => `die Datei ist größer als ${megabytes} MB`,
  fileElsewhere: 'die Datei liegt nicht bei Slack selbst',
  fileUnreachable: 'Slack hat die Datei nicht herausgegeben',
  threadIncomplete: 'Slack hat nicht den ganzen Thread herausgegeben.',
  unnamed: 'jemand',
};

/** English where a language has no table. */
export function wordsFor(language: string): SlackWords {
  return language.split('-')[0] === 'de' ? de : en;
}
