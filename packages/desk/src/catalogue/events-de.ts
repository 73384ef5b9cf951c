import { because, type EventSentences, spoken } from './sentences.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  email: 'per E-Mail',
  mail: 'per E-Mail',
  slack: 'in Slack',
  teams: 'in Teams',
  portal: 'im Portal',
  phone: 'am Telefon',
  api: 'über die API',
};

export const eventsDe: EventSentences = {
  opened: ({ by, channel }, say) => `${say.who(by)} hat den Fall ${CHANNELS[channel] ?? `über ${channel}`} eröffnet.`,
  prioritised: ({ by, priority, reason }, say) =>
    `${say.who(by)} hat die Priorität ${say.priority(priority)} gesetzt${because(reason)}.`,
  'policy-moved': ({ by, policy, version }, say) =>
    `${say.who(by)} hat den Fall der Vereinbarung ${policy}, Version ${version}, unterstellt.`,
  acknowledged: ({ by, automatic }, say) =>
    automatic
      ? 'Das System hat die automatische Eingangsbestätigung gesendet.'
      : `${say.who(by)} hat den Eingang bestätigt.`,
  assigned: ({ by, to, team }, say) => {
    if (to !== undefined && to === by) return `${say.who(by)} hat den Fall übernommen.`;
    const receivers = [to && say.recipient(to), team && say.team(team)].filter(Boolean).join(', ');
    return receivers
      ? `${say.who(by)} hat den Fall zugewiesen: ${receivers}.`
      : `${say.who(by)} hat die Zuweisung aufgehoben.`;
  },
  replied: ({ by }, say) => `${say.who(by)} hat geantwortet.`,
  noted: ({ by }, say) =>
    by.startsWith('requester:')
      ? `${say.who(by)} hat geändert, was dort stand.`
      : `${say.who(by)} hat eine Notiz hinzugefügt.`,
  'requester-replied': ({ by }, say) => `${say.who(by)} hat geschrieben.`,
  'no-reply-needed': ({ by, reason }, say) =>
    `${say.who(by)} hat entschieden, dass keine Antwort nötig ist${because(reason)}.`,
  updated: ({ by }, say) => `${say.who(by)} hat einen Zwischenstand gesendet.`,
  estimated: ({ by, fixBy }, say) => `${say.who(by)} rechnet mit der Lösung bis ${say.time(fixBy)}.`,
  flagged: ({ by, flag }, say) => `${say.who(by)} hat den Fall markiert: ${spoken(flag)}.`,
  delayed: ({ by, reason, every }, say) =>
    `${say.who(by)} hat eine Verzögerung angekündigt${because(reason)}. Zwischenstände folgen alle ${every}.`,
  diagnosed: ({ by }, say) => `${say.who(by)} hat die Ursache gefunden.`,
  'workaround-given': ({ by }, say) => `${say.who(by)} hat eine Umgehung genannt.`,
  milestone: ({ by, name }, say) => `${say.who(by)} hat den Meilenstein ${spoken(name)} erreicht.`,
  paused: ({ by, reason }, say) => `${say.who(by)} hat den Fall angehalten: ${spoken(reason)}.`,
  resumed: ({ by }, say) => `${say.who(by)} hat den Fall fortgesetzt.`,
  escalated: ({ by, to, reason }, say) => `${say.who(by)} hat den Fall an ${to} eskaliert${because(reason)}.`,
  'status-published': ({ by, incident }, say) =>
    `${say.who(by)} hat die Störung ${incident} auf der Statusseite veröffentlicht.`,
  resolved: ({ by, cause }, say) => `${say.who(by)} hat den Fall gelöst${because(cause)}.`,
  reopened: ({ by }, say) => `${say.who(by)} hat den Fall wieder geöffnet.`,
  closed: ({ by }, say) => `${say.who(by)} hat den Fall geschlossen.`,
  deferred: ({ by, reason }, say) => `${say.who(by)} hat den Fall zurückgestellt${because(reason)}.`,
  merged: ({ by, into }, say) => `${say.who(by)} hat den Fall mit ${into} zusammengeführt.`,
  unmerged: ({ by }, say) => `${say.who(by)} hat den Fall wieder herausgelöst.`,
  absorbed: ({ by, from }, say) => `${say.who(by)} hat ${from} in diesen Fall aufgenommen.`,
  released: ({ by, from }, say) => `${say.who(by)} hat ${from} wieder aus diesem Fall gelöst.`,
  split: ({ by, into, messages }, say) =>
    `${say.who(by)} hat ${messages.length === 1 ? 'eine Nachricht' : `${messages.length} Nachrichten`} nach ${into} verschoben.`,
  undone: ({ by, event }, say) => {
    // The desk itself takes nothing else back.
    if (by === 'system') return 'Die automatische Bestätigung wurde zurückgehalten: niemand hat sie bekommen.';
    const sentence = say.undone(event);
    return sentence
      ? `${say.who(by)} hat dies zurückgenommen: „${sentence}“.`
      : `${say.who(by)} hat einen Schritt zurückgenommen.`;
  },
  alerted: ({ step, to }, say) => `Schritt ${spoken(step)} hat alarmiert: ${say.recipient(to)}.`,
  'alert-taken': ({ by, step }, say) => `${say.who(by)} hat den Alarm von Schritt ${spoken(step)} übernommen.`,
  unreachable: ({ step }) => `Für Schritt ${spoken(step)} war niemand zu erreichen.`,
};
