import { chatPracticeInGerman as around } from './chat-practice-de.ts';
import type { ChatWords } from './chat-words.ts';

const chats = { slack: 'Slack', teams: 'Teams' } as const;

const presences = { available: 'verfügbar', busy: 'beschäftigt', away: 'abwesend', offline: 'offline' } as const;

export const chatInGerman: ChatWords = {
  labels: {
    from: 'Von',
    priority: 'Priorität',
    tier: 'Stufe',
    assignee: 'Zuständig',
    team: 'Team',
    cancel: 'Abbrechen',
  },
  buttons: {
    claim: 'Übernehmen',
    assign: 'Zuweisen',
    reply: 'Antworten',
    prioritise: 'Priorität',
    escalate: 'Eskalieren',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    'no-reply-needed': 'Keine Antwort nötig',
    resolve: 'Lösen',
    reopen: 'Wieder öffnen',
    close: 'Schließen',
    take: 'Alarm übernehmen',
    'hand-over': 'Weitergeben',
    new: 'Neuer Fall',
    note: 'Notiz',
    update: 'Zwischenstand',
    ...around.buttons,
  },
  summary: ({ number, subject, state, risk, next }) =>
    [`${number} ${subject}`, [state, risk].filter(Boolean).join(', '), next].filter(Boolean).join('. '),
  footer: ({ version, last }) => (last ? `Fassung ${version} · ${last}` : `Fassung ${version}`),
  quoted: (sentence, words) => `${sentence.replace(/\.$/, '')}: „${words}“`,
  amended: ({ chat, at }) => `Seit der Niederschrift (${at}) in ${chats[chat]} geändert. Jetzt steht dort:`,
  withdrawn: ({ chat, at }) =>
    `Seit der Niederschrift (${at}) in ${chats[chat]} zurückgezogen. Der Fall bewahrt, was dort stand.`,
  atRisk: (promise, due) => `${promise} ist gefährdet: ${due}.`,
  formTitles: {
    claim: (number) => `${number} übernehmen`,
    assign: (number) => `${number} zuweisen`,
    reply: (number) => `Antwort zu ${number}`,
    prioritise: (number) => `Priorität: ${number}`,
    escalate: (number) => `${number} eskalieren`,
    pause: (number) => `${number} anhalten`,
    resume: (number) => `${number} fortsetzen`,
    'no-reply-needed': () => 'Keine Antwort nötig',
    resolve: (number) => `${number} lösen`,
    reopen: (number) => `${number} öffnen`,
    close: (number) => `${number} schließen`,
    take: (number) => `Alarm: ${number}`,
    'hand-over': (number) => `${number} weitergeben`,
    new: () => 'Neuer Fall',
    note: (number) => `Notiz zu ${number}`,
    update: (number) => `Stand von ${number}`,
    ...around.formTitles,
  },
  formButtons: {
    claim: 'Übernehmen',
    assign: 'Zuweisen',
    reply: 'An Anfragende senden',
    prioritise: 'Ändern',
    escalate: 'Eskalieren',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    'no-reply-needed': 'Bestätigen',
    resolve: 'Lösen',
    reopen: 'Wieder öffnen',
    close: 'Schließen',
    take: 'Übernehmen',
    'hand-over': 'Weitergeben',
    new: 'Fall eröffnen',
    note: 'Notiz behalten',
    update: 'An Anfragende senden',
    ...around.formButtons,
  },
  fields: {
    to: 'An',
    text: 'Nachricht',
    reason: 'Grund',
    priority: 'Priorität',
    tier: 'Stufe',
    cause: 'Ursache',
    requester: 'Adresse der Anfragenden',
    name: 'Name der Anfragenden',
    subject: 'Betreff',
    receipt: 'Bestätigung',
    pause: 'Wartet auf',
    ...around.fields,
  },
  hints: {
    handover: (tiers) => `Nötig für ${tiers}.`,
    resolveSilently: 'Leer lassen, um ohne weitere Nachricht zu lösen.',
    requester: 'Wer fragt, etwa maria@ashdown.example.',
  },
  choices: {
    team: (name) => `Team ${name}`,
    person: (name, presence) => `${name} – ${presences[presence]}`,
    receipt: { yes: 'Eingangsbestätigung per E-Mail senden', no: 'Nichts senden' },
  },
  intros: {
    mailed: ({ to, copies }) => `Geht per E-Mail an ${to}${copies ? `, Kopie an ${copies}` : ''}.`,
    mailedIfAny: ({ to, copies }) =>
      `Eine Nachricht geht per E-Mail an ${to}${copies ? `, Kopie an ${copies}` : ''}; danach ist der Fall gelöst.`,
    noAddress: 'Es gibt keine Adresse: die Nachricht bleibt im Fall, niemand bekommt eine E-Mail.',
    inside: 'Das sieht nur der Support.',
    handOver: 'Der Fall und seine Alarme gehen an die gewählte Person, die sofort davon erfährt.',
    opens: 'Die Fristen des Falls beginnen jetzt.',
  },
  faults: {
    required: 'Bitte ausfüllen.',
    tooLong: (most) => `Höchstens ${most} Zeichen.`,
    unknownChoice: 'Bitte aus der Liste wählen.',
    noAddress: 'Bitte eine E-Mail-Adresse angeben, etwa maria@ashdown.example.',
    handover: ({ tier, field }) => `${tier} muss das wissen: ${field}.`,
  },
  done: {
    claim: ({ number }) => `${number} gehört jetzt Ihnen.`,
    assign: ({ number, what }) => `${number} ist zugewiesen${what ? `: ${what}` : ''}.`,
    reply: ({ number, what }) =>
      what ? `Ihre Antwort zu ${number} geht an ${what}.` : `Ihre Antwort ist in ${number} festgehalten.`,
    prioritise: ({ number, what }) => `Die Priorität von ${number} ist ${what ?? 'geändert'}.`,
    escalate: ({ number, what }) => `${number} ist an ${what ?? 'die nächste Stufe'} eskaliert.`,
    pause: ({ number, what }) => `${number} ist angehalten${what ? `: ${what}` : ''}.`,
    resume: ({ number }) => `${number} geht weiter.`,
    'no-reply-needed': ({ number }) => `In ${number} ist nichts offen, bis sich die Anfragenden wieder melden.`,
    resolve: ({ number, what }) =>
      what ? `${number} ist gelöst, Ihre Nachricht geht an ${what}.` : `${number} ist gelöst.`,
    reopen: ({ number }) => `${number} ist wieder offen.`,
    close: ({ number }) => `${number} ist geschlossen.`,
    take: ({ number }) => `Der Alarm zu ${number} liegt bei Ihnen. Dafür wird niemand sonst gerufen.`,
    'hand-over': ({ number, what }) => `${number} ist weitergegeben${what ? ` an ${what}` : ''}.`,
    new: ({ number }) => `${number} ist eröffnet.`,
    note: ({ number }) => `Die Notiz steht in ${number}. Nur der Support sieht sie.`,
    update: ({ number, what }) =>
      what ? `Ihr Zwischenstand zu ${number} geht an ${what}.` : `Ihr Zwischenstand ist in ${number} festgehalten.`,
    ...around.done,
  },
  refusals: {
    guest:
      'Gäste und Personen anderer Organisationen können hier keine Fälle bearbeiten. Bitte an die Adresse des Supports schreiben.',
    unlinked: ({ chat, desk }) =>
      `Ihr ${chats[chat]}-Konto ist noch mit niemandem von ${desk} verknüpft. Bitte über den privaten Link verknüpfen und dann noch einmal versuchen.`,
    stale: ({ number, last }) =>
      `${number} hat sich geändert, seit diese Karte gezeigt wurde${last ? `: ${last}` : '.'} So steht es jetzt; es wurde nichts getan.`,
    notOffered: ({ number, action, state }) => `„${action}“ geht gerade nicht: ${number} ist im Zustand ${state}.`,
    nobodyElse: ({ number }) => `Hier ist sonst niemand, an den ${number} gehen könnte.`,
    noHigherTier: ({ number, tier }) => `${number} ist schon bei ${tier}; eine höhere Stufe gibt es nicht.`,
    unknownCommand: ({ word, nearest, command }) =>
      nearest
        ? `Den Befehl „${word}“ gibt es nicht. Meinten Sie „${nearest}“? „${command}“ zeigt alle.`
        : `Den Befehl „${word}“ gibt es nicht. „${command}“ zeigt alle.`,
    caseMissing: ({ usage, example }) => `Welcher Fall? Bitte „${usage}“ eingeben, zum Beispiel „${example}“.`,
    notACase: ({ word, example }) => `„${word}“ ist keine Fallnummer. Bitte so eingeben: „${example}“.`,
    wordsMissing: ({ usage, example }) => `Da fehlt etwas. Bitte „${usage}“ eingeben, zum Beispiel „${example}“.`,
    unknownFilter: ({ word, known }) =>
      `Nach „${word}“ lässt sich nichts auflisten. Bitte „liste“ eingeben, oder „liste“ mit: ${known}.`,
  },
  lists: {
    mine: { title: 'Ihre Fälle, das Dringendste zuerst', empty: 'Ihnen ist kein offener Fall zugewiesen.' },
    list: { title: 'Offene Fälle, das Dringendste zuerst', empty: 'Kein Fall ist offen.' },
    filtered: {
      title: (filter) => `Offene Fälle, ${filter}`,
      empty: (filter) => `Kein offener Fall passt: ${filter}.`,
    },
    found: {
      title: (words) => `Fälle mit „${words}“`,
      empty: (words) => `Kein Fall enthält „${words}“. Vielleicht helfen weniger Wörter oder ein Name.`,
    },
  },
  filters: { unassigned: 'frei', 'at-risk': 'gefährdet', missed: 'verpasst' },
  help: {
    title: 'Was Sie eingeben können',
    commands: {
      list: {
        usage: 'liste [frei | gefährdet | verpasst | PRIORITÄT | TEAM]',
        meaning: 'Offene Fälle, das Dringendste zuerst.',
        example: () => 'liste frei',
      },
      mine: { usage: 'meine', meaning: 'Ihre eigenen offenen Fälle.', example: () => 'meine' },
      show: { usage: 'zeige FALL', meaning: 'Die Karte eines Falls.', example: (number) => `zeige ${number}` },
      find: {
        usage: 'suche WÖRTER',
        meaning: 'Fälle nach Wörtern, Namen oder Nummern.',
        example: () => 'suche Anmeldung Fehler',
      },
      new: { usage: 'neu [BETREFF]', meaning: 'Eröffnet einen Fall für jemanden.', example: () => 'neu Noten fehlen' },
      claim: { usage: 'nimm FALL', meaning: 'Weist Ihnen einen Fall zu.', example: (number) => `nimm ${number}` },
      reply: {
        usage: 'antwort FALL [TEXT]',
        meaning: 'Zeigt, was an die Anfragenden geht, und sendet es, wenn Sie zustimmen.',
        example: (number) => `antwort ${number} Es geht wieder.`,
      },
      update: {
        usage: 'stand FALL [TEXT]',
        meaning: 'Sagt den Anfragenden, wie es steht, ohne zu antworten.',
        example: (number) => `stand ${number} Wir kennen die Ursache.`,
      },
      note: {
        usage: 'notiz FALL [TEXT]',
        meaning: 'Behält eine Notiz, die nur der Support sieht.',
        example: (number) => `notiz ${number} Angerufen, niemand da`,
      },
      priority: {
        usage: 'priorität FALL [PRIORITÄT] [GRUND]',
        meaning: 'Ändert, wie dringend ein Fall ist.',
        example: (number) => `priorität ${number} high alle sind betroffen`,
      },
      escalate: {
        usage: 'eskaliere FALL [STUFE]',
        meaning: 'Gibt einen Fall an die nächste Stufe, mit allem, was sie wissen muss.',
        example: (number) => `eskaliere ${number}`,
      },
      pause: {
        usage: 'halte FALL [GRUND]',
        meaning: 'Sagt, worauf ein Fall wartet.',
        example: (number) => `halte ${number} awaiting-requester`,
      },
      resume: { usage: 'weiter FALL', meaning: 'Beendet eine Pause.', example: (number) => `weiter ${number}` },
      resolve: {
        usage: 'löse FALL [TEXT]',
        meaning: 'Erklärt einen Fall für gelöst, mit einer Nachricht an die Anfragenden.',
        example: (number) => `löse ${number}`,
      },
      ...around.commands,
      help: { usage: 'hilfe', meaning: 'Diese Liste.', example: () => 'hilfe' },
    },
  },
  practice: around.practice,
  trouble: ({ chat, number, error }) => ({
    subject: `${chats[chat]} zeigt die Fälle des Supports nicht`,
    text: `Die Karte von ${number} ließ sich in ${chats[chat]} nicht zeigen: ${error}\n\nAus demselben Grund können dort weitere Fälle fehlen. Bitte beheben und die Karte auf der Seite zum Zustand des Supports erneut senden. Jede Störung wird einmal am Tag gemeldet.`,
  }),
  linked: ({ chat, account }) => ({
    subject: `Ein ${chats[chat]}-Konto handelt jetzt in Ihrem Namen`,
    text: `Das ${chats[chat]}-Konto ${account} wurde mit Ihnen verknüpft: es kann in Ihrem Namen Fälle übernehmen, beantworten und lösen.\n\nWaren Sie das nicht, sagen Sie es sofort der Administration, die es wieder trennen kann.`,
  }),
  insteadOf: ({ via, error }) =>
    `Das sollte über ${via} kommen, ließ sich dort aber nicht zustellen (${error}); daher kommt es per E-Mail.`,
};
