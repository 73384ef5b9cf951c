import type { Catalogue } from './catalogue.ts';

export const refusalsInGerman: Catalogue['refusals'] = {
  'no-such-case': (facts) => `Es gibt keinen Fall ${facts.case ?? ''}. Bitte die Nummer prüfen.`,
  'not-an-agent': (facts) =>
    `${facts.person ?? 'Diese Person'} gehört nicht zum Support, und nur der Support darf das.`,
  'not-allowed': (facts) => `Dafür braucht es die Rolle ${facts.role ?? 'lead'}. Bitte jemanden fragen, der sie hat.`,
  'case-is-closed': (facts) => `Fall ${facts.case ?? ''} ist geschlossen. Bitte zuerst wieder öffnen.`,
  'case-is-merged': (facts) =>
    `Fall ${facts.case ?? ''} ist in ${facts.into ?? 'einem anderen'} aufgegangen. Bitte dort weiterarbeiten.`,
  'empty-message': () => 'Die Nachricht ist leer. Bitte etwas schreiben und dann senden.',
  'resolve-needs-a-message': () =>
    'Noch hat niemand geantwortet. Bitte mit einer Nachricht lösen, die sagt, was getan wurde.',
  'unknown-priority': (facts) =>
    `Die Priorität ${facts.priority ?? ''} gibt es in dieser Vereinbarung nicht. Es gibt: ${facts.known ?? ''}.`,
  'unknown-tier': (facts) =>
    `Die Stufe ${facts.tier ?? ''} gibt es in dieser Vereinbarung nicht. Es gibt: ${facts.known ?? ''}.`,
  'unknown-agent': (facts) => `${facts.agent ?? 'Diese Person'} gehört nicht zu diesem Support.`,
  'unknown-team': (facts) => `Das Team ${facts.team ?? ''} gibt es hier nicht. Es gibt: ${facts.known ?? ''}.`,
  'unknown-reason': (facts) =>
    `Die Vereinbarung kennt den Pausengrund „${facts.reason ?? ''}“ nicht. Es gibt: ${facts.known ?? 'keine'}.`,
  'unknown-policy': (facts) =>
    `Die Vereinbarung ${facts.policy ?? ''} gibt es hier nicht. Es gibt: ${facts.known ?? ''}.`,
  'unknown-interval': (facts) =>
    `„${facts.interval ?? ''}“ ist keine Zeitspanne. Bitte so schreiben: 4 business hours oder 1 business day.`,
  'missing-handover-fields': (facts) =>
    `Für die Übergabe an ${facts.tier ?? 'diese Stufe'} fehlen: ${facts.fields ?? ''}.`,
  'nothing-to-do': () => 'Das ist schon so: nichts wurde geändert.',
  'not-paused': (facts) => `Fall ${facts.case ?? ''} ist nicht angehalten.`,
  'already-resolved': (facts) => `Fall ${facts.case ?? ''} ist schon gelöst.`,
  'not-resolved': (facts) => `Fall ${facts.case ?? ''} ist nicht gelöst. Bitte zuerst lösen.`,
  'unknown-alert': (facts) =>
    facts.agent
      ? `${facts.agent} hat diesen Alarm schon übernommen. Es bleibt nichts zu tun.`
      : `Kein Alarm der Stufe ${facts.step ?? ''} ist offen. Vielleicht hat ihn jemand übernommen.`,
  'unknown-delivery': () => 'Diese Sendung ist nicht gescheitert. Vielleicht wurde sie schon erneut gesendet.',
  'out-of-order': () => 'Ein übersprungener Eintrag der Kundendaten wird nicht nachgereicht: er käme außer der Reihe.',
  'already-claimed': (facts) =>
    `${facts.agent ?? 'Jemand anderes'} hat ${facts.case ?? 'diesen Fall'} schon übernommen. Wer ihn trotzdem will, weist ihn sich selbst zu.`,
  'link-gone': () => 'Dieser Link wurde schon benutzt oder ist älter als 15 Minuten. Im Chat gibt es einen neuen.',
  'changed-meanwhile': () => 'Daran wird gerade gearbeitet. Bitte neu ansehen und noch einmal versuchen.',
  'same-case': (facts) => `Beide sind Fall ${facts.case ?? ''}. Bitte einen anderen nennen.`,
  'other-organisation': (facts) =>
    `${facts.case ?? ''} und ${facts.into ?? ''} gehören zu verschiedenen Organisationen, die einander nicht lesen dürfen. Bitte in einer Störung zusammenfassen oder verknüpfen.`,
  'not-merged': (facts) => `Fall ${facts.case ?? ''} ist mit keinem anderen zusammengeführt.`,
  'unknown-message': (facts) =>
    `Fall ${facts.case ?? ''} hat keine Nachricht ${facts.message ?? ''}. Bitte neu ansehen.`,
  'cannot-split': () =>
    'Nur was Anfragende nach der Eröffnung geschrieben haben, lässt sich verschieben. Was wir gesendet haben, bleibt, wo es gesagt wurde.',
  'unknown-event': (facts) => `So etwas ist in Fall ${facts.case ?? ''} nicht geschehen. Bitte neu ansehen.`,
  'cannot-undo': (facts) =>
    `Das lässt sich nicht zurücknehmen (${facts.type ?? ''}): was gesendet wurde, gilt; Zusammenführen und Teilen haben eigene Gegenbefehle.`,
  'unknown-incident': (facts) => `Es gibt keine Störung ${facts.incident ?? ''}. Bitte die Nummer prüfen.`,
  'unknown-article': (facts) =>
    facts.known
      ? `Einen Artikel „${facts.article ?? ''}“ gibt es nicht. Es gibt: ${facts.known}.`
      : 'Hier gibt es keine Artikel. Sie stehen in den Einstellungen unter practice.articles.',
  'unknown-organisation': (facts) =>
    `Eine Organisation ${facts.organisation ?? ''} gibt es hier nicht. Es gibt: ${facts.known || 'keine'}.`,
  'unknown-person': (facts) => `Niemand mit der Adresse ${facts.person ?? ''} ist hier bekannt.`,
  'bad-tag': (facts) =>
    `„${facts.tag ?? ''}“ ist kein Schlagwort. Erlaubt sind Buchstaben, Ziffern und Bindestriche, höchstens 40; ein Fall hat höchstens 20 Schlagwörter.`,
};
