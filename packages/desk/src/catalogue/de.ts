import { type Catalogue, clockLabel, type NoticeFacts, type ReceiptFacts } from './catalogue.ts';
import { chatInGerman } from './chat-de.ts';
import { comingDe, firedDe } from './effects-de.ts';
import { eventsDe } from './events-de.ts';
import { formatSpan, formatTime, spanBetween } from './format-time.ts';
import { refusalsInGerman } from './refusals-de.ts';

export const de: Catalogue = {
  clocks: {
    acknowledgement: 'Bestätigung',
    'first-response': 'Erste Antwort',
    'next-response': 'Nächste Antwort',
    update: 'Zwischenstand',
    estimate: 'Zeitangabe zur Lösung',
    diagnosis: 'Diagnose',
    workaround: 'Umgehung',
    resolution: 'Lösung',
  },
  states: {
    new: 'Neu',
    open: 'Offen',
    'awaiting-requester': 'Wartet auf Anfragende',
    'on-hold': 'Angehalten',
    resolved: 'Gelöst',
    closed: 'Geschlossen',
    deferred: 'Zurückgestellt',
    merged: 'Zusammengeführt',
  },
  statuses: {
    running: 'läuft',
    paused: 'angehalten',
    met: 'eingehalten',
    missed: 'verpasst',
    cancelled: 'hinfällig',
  },
  kinds: { commitment: 'Zusage', objective: 'Ziel' },
  risks: { none: 'im Plan', 'at-risk': 'gefährdet', missed: 'verpasst' },
  actions: {
    claim: 'Übernehmen',
    assign: 'Zuweisen',
    reply: 'Antworten',
    prioritise: 'Priorität ändern',
    escalate: 'Eskalieren',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    'no-reply-needed': 'Keine Antwort nötig',
    resolve: 'Lösen',
    reopen: 'Wieder öffnen',
    close: 'Schließen',
    take: 'Alarm übernehmen',
  },
  channels: { email: 'E-Mail', slack: 'Slack', teams: 'Teams', phone: 'Telefon', webhook: 'Webhook' },
  labels: {
    case: 'Fall',
    from: 'Von',
    priority: 'Priorität',
    assignee: 'Zuständig',
    nobody: 'noch niemand',
    clause: 'Klausel',
    open: 'Fall öffnen',
    noSubject: '(kein Betreff)',
    system: 'das System',
  },
  refusals: refusalsInGerman,
  events: eventsDe,
  fired: firedDe,
  coming: comingDe,
  chat: chatInGerman,
  promise: (line, reader, now) => {
    const time = (instant: Parameters<typeof formatTime>[0]) => formatTime(instant, reader, now);
    if (line.status === 'paused') return line.reason ? `angehalten: ${line.reason}` : 'angehalten';
    if (line.status === 'cancelled') return line.reason ? `hinfällig: ${line.reason}` : 'hinfällig';
    if (line.status === 'met') return line.stoppedAt ? `eingehalten ${time(line.stoppedAt)}` : 'eingehalten';
    if (line.status === 'missed') return line.dueAt ? `verpasst, war fällig ${time(line.dueAt)}` : 'verpasst';
    if (!line.dueAt) return 'wird gemessen, nichts ist fällig';
    return line.risk === 'missed'
      ? `${ago(spanBetween(line.dueAt, now))} verpasst, war fällig ${time(line.dueAt)}`
      : `fällig ${time(line.dueAt)}, in ${dative(formatSpan(spanBetween(now, line.dueAt), reader))}`;
  },
  receipt,
  portal: (url) => `Sie können Ihre Anfrage auch hier verfolgen; die Seite bittet Sie, sich anzumelden: ${url}`,
  acknowledgement: ({ name, number, subject, desk, agent }) =>
    letter(name, desk, [
      `${agent} hat Ihre Anfrage „${subject}“ (${number}) gelesen und kümmert sich darum. Wir melden uns, sobald es Neues gibt.`,
    ]),
  estimate: ({ name, number, subject, desk, fixBy, reader, now }) =>
    letter(name, desk, [
      `wir rechnen damit, dass Ihre Anfrage „${subject}“ (${number}) bis ${formatTime(fixBy, reader, now)} behoben ist. Sollte sich das ändern, melden wir uns.`,
    ]),
  requesterNotice: ({ name, number, subject, desk, state }) =>
    letter(name, desk, [
      state === 'deferred'
        ? `Ihre Anfrage „${subject}“ (${number}) liegt jetzt bei unserem Produktteam, das entscheidet, ob und wann sie ins Produkt kommt. Sie hören von uns, sobald es Neues gibt.`
        : `Ihre Anfrage „${subject}“ (${number}) hat unsere volle Aufmerksamkeit: sie wurde soeben bei uns eskaliert. Sie hören von uns, sobald es Neues gibt.`,
    ]),
  replyFooter: ({ number, desk, agent }) =>
    `${agent ? `${agent}, ${desk}` : desk}\nFall ${number}. Antworten Sie auf diese E-Mail, um etwas zu ergänzen.`,
  notice: (facts) => ({ headline: headline(facts), sentences: sentences(facts), todo: todo(facts) }),
  digestSubject: (counts) => {
    const parts = [
      [counts.miss, 'verpasst'],
      [(counts.warn ?? 0) + (counts['update-due'] ?? 0), 'bald fällig'],
      [counts.notify, 'eskaliert'],
      [counts.publish, 'zu veröffentlichen'],
      [counts.task, 'zu tun'],
      [counts['delivery-failed'], 'nicht zugestellt'],
    ] as const;
    return `Bitte ansehen: ${parts
      .filter(([count]) => count)
      .map(([count, word]) => `${count} ${word}`)
      .join(', ')}`;
  },
  digestOpening: (count) => `${count} Hinweise, das Dringendste zuerst.`,
};

function receipt({ name, number, subject, desk, priority, promises, portal, reader, now }: ReceiptFacts): string {
  const lines = promises.map(({ clock, kind, dueAt }) => {
    const time = formatTime(dueAt, reader, now);
    return `- ${clockLabel(clock, de)}: ${kind === 'objective' ? `unser Ziel ist ${time}` : `bis ${time}`}`;
  });
  return letter(name, desk, [
    `wir haben Ihre Anfrage „${subject}“ erhalten. Sie hat die Nummer ${number}.`,
    [`Priorität: ${priority}`, ...lines].join('\n'),
    'Um etwas zu ergänzen, antworten Sie auf diese E-Mail und lassen die Nummer im Betreff stehen.',
    ...(portal === undefined ? [] : [de.portal(portal)]),
  ]);
}

function letter(name: string | undefined, desk: string, paragraphs: readonly string[]): string {
  return [name ? `Guten Tag ${name},` : 'Guten Tag,', ...paragraphs, desk].join('\n\n');
}

function ago(ms: number): string {
  return `vor ${dative(formatSpan(ms, { language: 'de' }))}`;
}

/** `in 3 Tagen`: after a preposition, days are the one unit that changes. */
function dative(span: string): string {
  return span.replace(/Tage\b/, 'Tagen').replace(/^1 Tag\b/, 'einem Tag');
}

function label(facts: NoticeFacts): string {
  return facts.promise ? clockLabel(facts.promise.clock, de) : 'Zusage';
}

function headline(facts: NoticeFacts): string {
  const due = facts.promise?.dueAt;
  switch (facts.kind) {
    case 'warn':
    case 'update-due':
      return due && spanBetween(facts.now, due) > 0
        ? `${label(facts)} fällig in ${dative(formatSpan(spanBetween(facts.now, due), facts.reader))}`
        : `${label(facts)} fällig`;
    case 'miss':
      return facts.promise?.kind === 'objective' ? `Ziel verpasst: ${label(facts)}` : `${label(facts)} verpasst`;
    case 'notify':
      return `An Sie eskaliert (${facts.step?.id ?? 'Leiter'})`;
    case 'publish':
      return 'Auf der Statusseite zu veröffentlichen';
    case 'delivery-failed':
      return 'Eine Nachricht kam nicht an';
    case 'task':
      return 'Etwas zu tun';
    case 'assign':
      return 'Ihnen zugewiesen';
    case 'raise':
      return 'An Ihr Team übergeben';
    case 'announcement':
      return 'Neuigkeiten';
    case 'sign-in':
      return 'Ihr Link zum Anmelden';
  }
}

function sentences(facts: NoticeFacts): readonly string[] {
  const time = (instant: NoticeFacts['at']) => formatTime(instant, facts.reader, facts.now);
  const said: string[] = [];
  if (facts.step) said.push(`Eskalationsschritt ${facts.step.id}, ausgelöst ${time(facts.at)}.`);
  if (facts.promise?.dueAt) said.push(dueSentence(facts, facts.promise.dueAt));
  if (facts.failure) said.push(`Die E-Mail an ${facts.failure.to} wurde aufgegeben: ${facts.failure.error}`);
  if (facts.insteadOf.length > 0) {
    const ways = facts.insteadOf.map((via) => de.channels[via]).join(' und ');
    said.push(`Vorgesehen war ${ways}; das ist hier nicht eingerichtet, daher kommt es per E-Mail.`);
  }
  if (facts.unlinked && facts.unlinked.length > 0) {
    const ways = facts.unlinked.map((via) => de.channels[via]).join(' und ');
    said.push(`Vorgesehen war ${ways}; dort ist kein Konto von Ihnen verknüpft, daher kommt es per E-Mail.`);
  }
  return said;
}

function dueSentence(facts: NoticeFacts, dueAt: NoticeFacts['at']): string {
  const time = formatTime(dueAt, facts.reader, facts.now);
  const left = spanBetween(facts.now, dueAt);
  return left > 0
    ? `${label(facts)}: fällig ${time}, in ${dative(formatSpan(left, facts.reader))}.`
    : `${label(facts)}: war fällig ${time}, ${ago(left)}.`;
}

function todo(facts: NoticeFacts): string {
  if (facts.kind === 'delivery-failed') return 'Bitte die Adresse prüfen oder anrufen und im Fall erneut senden.';
  if (facts.kind === 'publish') return 'Bitte auf der Statusseite veröffentlichen, was bekannt ist.';
  if (facts.kind === 'notify') {
    return facts.step?.takeWithin
      ? `Bitte diesen Alarm innerhalb von ${facts.step.takeWithin} übernehmen, sonst geht er an die nächste Stelle.`
      : 'Bitte den Fall ansehen und dafür sorgen, dass es weitergeht.';
  }
  switch (facts.promise?.clock) {
    case 'first-response':
    case 'next-response':
      return 'Bitte antworten.';
    case 'update':
      return 'Bitte mitteilen, wie es steht.';
    case 'acknowledgement':
      return 'Bitte den Eingang bestätigen oder gleich antworten.';
    case 'estimate':
      return 'Bitte mitteilen, wann es behoben ist.';
    case 'resolution':
      return 'Bitte lösen oder mitteilen, womit zu rechnen ist.';
    default:
      return 'Bitte den Fall ansehen.';
  }
}
