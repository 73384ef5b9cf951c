import type { Problems } from './words.ts';

export const problemsDe: Problems = {
  'sign-in-needed': {
    title: 'Nicht angemeldet',
    detail: () =>
      'Öffnen Sie den Anmelde-Link, den der Desk beim Start ausgegeben hat; ein Link gilt, bis der nächste erstellt wird.',
  },
  'unknown-key': {
    title: 'Unbekannter Schlüssel',
    detail: () =>
      'Das ist kein API-Schlüssel dieses Desks. Senden Sie den ganzen Schlüssel, wie er bei seiner Erstellung angezeigt wurde, im Kopffeld „Authorization: Bearer sla_…“. Schlüssel erstellt ein Administrator unter Einstellungen oder mit „sla key create“.',
  },
  'ended-key': {
    title: 'Schlüssel nicht mehr gültig',
    detail: ({ key }) =>
      `Der API-Schlüssel „${key}“ wurde widerrufen oder ist abgelaufen. Bitten Sie einen Administrator um einen neuen.`,
  },
  'key-without-agent': {
    title: 'Schlüssel von niemandem',
    detail: ({ agent }) =>
      `Dieser API-Schlüssel handelt im Namen von ${agent}, der diesem Desk nicht mehr angehört. Erstellen Sie einen neuen für jemanden, der es tut.`,
  },
  'key-role-too-low': {
    title: 'Diesem Schlüssel nicht erlaubt',
    detail: ({ role, needed }) =>
      `Dieser API-Schlüssel hat die Rolle ${role}; hierfür braucht es ${needed}. Benutzen Sie einen Schlüssel mit dieser Rolle.`,
  },
  'outside-scope': {
    title: 'Nicht für diesen Schlüssel',
    detail: ({ organisation }) =>
      `Dieser API-Schlüssel gilt nur für die Fälle von ${organisation}. Für alles andere braucht es einen Schlüssel ohne Organisation.`,
  },
  'not-for-keys': {
    title: 'Nicht für API-Schlüssel',
    detail: () => 'Das darf nur eine angemeldete Person. Öffnen Sie die Seite der Konsole im Browser.',
  },
  'too-many-requests': {
    title: 'Zu viele Anfragen',
    detail: ({ seconds }) =>
      `Das kam zu oft. Warten Sie ${seconds === '1' ? 'eine Sekunde' : `${seconds} Sekunden`} und senden Sie es noch einmal; geändert wurde nichts.`,
  },
  'key-used-otherwise': {
    title: 'Idempotency-Key schon benutzt',
    detail: () =>
      'Dieser Idempotency-Key kam schon mit einer anderen Anfrage. Senden Sie mit jeder neuen Anfrage einen neuen und denselben nur mit derselben.',
  },
  'no-such-clock': {
    title: 'Keine solche Uhr',
    detail: ({ clock, clocks }) => `Dieser Fall hat keine Frist für „${clock}“. Er hat: ${clocks || 'keine'}.`,
  },
  'no-such-key': {
    title: 'Kein solcher Schlüssel',
    detail: ({ key }) => `Es gibt keinen API-Schlüssel ${key}.`,
  },
  'admins-only': {
    title: 'Für Administratoren',
    detail: () => 'Das dürfen nur Administratoren. Fragen Sie einen von ihnen.',
  },
  'unknown-host': {
    title: 'Unbekannter Rechnername',
    detail: ({ host, names }) =>
      `Dieser Desk antwortet nicht unter ${host}, nur unter ${names}. Öffnen Sie ihn unter einem dieser Namen oder tragen Sie bei desk.url die benutzte Adresse ein, bei desk.publicUrl die der Kundschaft.`,
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
    detail: ({ limit }) =>
      `Die Anfrage ist größer als ${limit}. Kürzen Sie den Text oder senden Sie weniger oder kleinere Dateien.`,
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
