import type { Problems } from './words.ts';

export const problemsDe: Problems = {
  'sign-in-needed': {
    title: 'Nicht angemeldet',
    detail: () =>
      'Öffnen Sie den Anmelde-Link, den der Desk beim Start ausgegeben hat; ein Link gilt, bis der nächste erstellt wird.',
  },
  'unknown-host': {
    title: 'Unbekannter Rechnername',
    detail: ({ host, names }) =>
      `Dieser Desk antwortet nicht unter ${host}, nur unter ${names}. Öffnen Sie ihn unter einem dieser Namen oder tragen Sie bei desk.url die benutzte Adresse ein.`,
  },
  'foreign-page': {
    title: 'Von einer anderen Seite gesendet',
    detail: ({ origin, url }) =>
      `Die Anfrage kam von ${origin}. Änderungen werden nur von den eigenen Seiten unter ${url} angenommen.`,
  },
  'stale-page': {
    title: 'Veraltet',
    detail: () =>
      'Diese Seite gehört zu einer früheren Sitzung. Laden Sie sie neu und versuchen Sie es noch einmal; geändert wurde nichts.',
  },
  'no-such-page': {
    title: 'Nicht gefunden',
    detail: ({ path }) => `Unter ${path} gibt es nichts.`,
  },
  'no-such-case': {
    title: 'Kein solcher Fall',
    detail: ({ case: number }) =>
      `Es gibt keinen Fall ${number}. Prüfen Sie die Nummer; ein zusammengeführter Fall steht unter dem, in den er einging.`,
  },
  'no-such-command': {
    title: 'Kein solcher Befehl',
    detail: ({ command, commands }) => `${command} gibt es für Fälle nicht. Möglich sind: ${commands}.`,
  },
  'no-such-message': {
    title: 'Keine solche Nachricht',
    detail: ({ message }) => `Es gibt keine Nachricht ${message}, oder nicht in dieser Form.`,
  },
  'no-such-attachment': {
    title: 'Kein solcher Anhang',
    detail: ({ attachment, message }) => `Nachricht ${message} hat keinen Anhang ${attachment}.`,
  },
  'content-erased': {
    title: 'Nicht mehr vorhanden',
    detail: ({ name }) => `${name} ist nicht mehr vorhanden: Der Inhalt wurde gelöscht oder ist im Speicher verloren.`,
  },
  'not-json': {
    title: 'Kein JSON',
    detail: ({ type }) => `Senden Sie JSON mit der Kopfzeile content-type: application/json; gesendet wurde ${type}.`,
  },
  'broken-json': {
    title: 'Fehlerhaftes JSON',
    detail: ({ reason }) => `Die Anfrage ist kein gültiges JSON: ${reason}.`,
  },
  'body-too-large': {
    title: 'Zu groß',
    detail: ({ limit }) => `Die Anfrage ist größer als ${limit}. Kürzen Sie den Text.`,
  },
  'leads-only': {
    title: 'Für Leitende',
    detail: () => 'Das sehen nur Leitende und Administratoren. Bitte dort fragen.',
  },
  'bad-input': {
    title: 'Falsche Eingabe',
    detail: () => 'Die Anfrage passt nicht.',
  },
  'our-fault': {
    title: 'Unser Fehler',
    detail: ({ reference }) =>
      `Das ist dem Desk misslungen; der Grund steht im Protokoll unter ${reference}. Versuchen Sie es noch einmal und melden Sie es, wenn es so bleibt.`,
  },
};
