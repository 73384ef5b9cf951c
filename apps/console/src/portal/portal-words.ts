/** What the portal says to a requester, in one language. */
export interface PortalWords {
  readonly language: string;
  readonly portal: string;
  readonly signIn: {
    readonly title: string;
    readonly text: string;
    readonly email: string;
    readonly badAddress: string;
    readonly send: string;
    readonly sent: string;
    sentText(desk: string): string;
    readonly again: string;
    readonly enter: string;
    readonly enterText: string;
    readonly gone: string;
    readonly goneText: string;
    readonly askAnew: string;
    readonly mailSubject: string;
    mailText(facts: { readonly desk: string; readonly url: string }): string;
    tooOften(minutes: number): string;
  };
  readonly signOut: string;
  readonly back: string;
  readonly list: {
    readonly title: string;
    readonly new: string;
    readonly open: string;
    readonly done: string;
    readonly none: string;
    readonly noSubject: string;
    signedInAs(name: string): string;
  };
  readonly zone: {
    shownIn(zone: string): string;
    readonly change: string;
    readonly label: string;
    readonly save: string;
    readonly bad: string;
  };
  readonly form: {
    readonly title: string;
    readonly subject: string;
    readonly text: string;
    readonly textHint: string;
    readonly impact: string;
    readonly impacts: Readonly<Record<string, string>>;
    readonly workaround: string;
    readonly workarounds: Readonly<Record<string, string>>;
    readonly unknown: string;
    readonly files: string;
    readonly filesHint: string;
    readonly send: string;
    readonly needsSubject: string;
    readonly needsText: string;
  };
  readonly case: {
    readonly states: Readonly<Record<string, string>>;
    opened(time: string): string;
    readonly promises: string;
    readonly nothingPromised: string;
    by(time: string): string;
    aim(time: string): string;
    met(time: string): string;
    late(time: string): string;
    lateThen(due: string, time: string): string;
    readonly paused: string;
    readonly conversation: string;
    readonly you: string;
    readonly quoted: string;
    readonly automatic: string;
    readonly answer: string;
    readonly answerText: string;
    readonly takeUp: string;
    readonly takeUpHint: string;
    readonly send: string;
    readonly reopen: string;
    readonly solved: string;
    merged(number: string): string;
    readonly thanks: string;
  };
}

export const portalEn: PortalWords = {
  language: 'en',
  portal: 'Your requests',
  signIn: {
    title: 'Sign in',
    text: 'We send you a link by mail; there is no password.',
    email: 'Your mail address',
    badAddress: 'That is not a mail address. Write it like maria@example.edu.',
    send: 'Send me a link',
    sent: 'Look into your mail',
    sentText: (desk) =>
      `If we know this address, a link is on its way to it. It works once, within 30 minutes. Should nothing come, write to ${desk}.`,
    again: 'Another address',
    enter: 'Welcome',
    enterText: 'Go on to your requests.',
    gone: 'This link does not work any more',
    goneText: 'It was used already, or it is older than 30 minutes.',
    askAnew: 'Ask for a new link',
    mailSubject: 'Your sign-in link',
    mailText: ({ desk, url }) =>
      `Hello,\n\nthis link signs you in to your requests at ${desk}. It works once, within 30 minutes:\n\n${url}\n\nDid you not ask for it? Then leave this mail alone; nobody gets in without the link.\n\n${desk}`,
    tooOften: (minutes) => `Too many links were asked for. Try again in ${minutes} minutes, or write us a mail.`,
  },
  signOut: 'Sign out',
  back: 'All requests',
  list: {
    title: 'Your requests',
    new: 'New request',
    open: 'Under way',
    done: 'Done',
    none: 'No request is under way.',
    noSubject: '(no subject)',
    signedInAs: (name) => `Signed in as ${name}`,
  },
  zone: {
    shownIn: (zone) => `Times are those of ${zone}.`,
    change: 'Change',
    label: 'Time zone',
    save: 'Save',
    bad: 'There is no such time zone. Choose one of the list, such as Europe/London.',
  },
  form: {
    title: 'New request',
    subject: 'What is it about?',
    text: 'What happened?',
    textHint: 'What did you do, what did you see, since when? Error messages help.',
    impact: 'Whom does it hurt?',
    impacts: {
      everyone: 'Everybody: nobody can work',
      many: 'Many people',
      several: 'Several people',
      few: 'A few people',
      one: 'Only me',
    },
    workaround: 'Is there a way round it?',
    workarounds: {
      none: 'No, work stands still',
      'short-term': 'For a short while',
      acceptable: 'Yes, we can live with it for now',
    },
    unknown: 'I do not know',
    files: 'Files',
    filesHint: 'Screenshots, logs: up to 20 files, 25 MB in all.',
    send: 'Send',
    needsSubject: 'Say in a few words what it is about.',
    needsText: 'Say what happened.',
  },
  case: {
    states: {
      new: 'Received',
      open: 'We are on it',
      'awaiting-requester': 'Waiting for your answer',
      'on-hold': 'Waiting for somebody else',
      resolved: 'Solved',
      closed: 'Closed',
      deferred: 'Handed to product development',
      merged: 'Joined with another request',
    },
    opened: (time) => `Received ${time}`,
    promises: 'What we promise',
    nothingPromised: 'No time is promised for what is left.',
    by: (time) => `by ${time}`,
    aim: (time) => `we aim for ${time}`,
    met: (time) => `done ${time}`,
    late: (time) => `was due ${time}; we are late, and we know it`,
    lateThen: (due, time) => `was due ${due}, came ${time}`,
    paused: 'paused for now',
    conversation: 'Conversation',
    you: 'You',
    quoted: 'Earlier words',
    automatic: 'Sent automatically',
    answer: 'Your answer',
    answerText: 'Write to us',
    takeUp: 'Not solved after all?',
    takeUpHint: 'Say what is still wrong, and we take it up again.',
    send: 'Send',
    reopen: 'Open it again',
    solved: 'It is solved',
    merged: (number) => `This was joined with ${number}: it is one matter, and you get every answer by mail.`,
    thanks: 'Thank you, we have it.',
  },
};

export const portalDe: PortalWords = {
  language: 'de',
  portal: 'Ihre Anfragen',
  signIn: {
    title: 'Anmelden',
    text: 'Wir senden Ihnen einen Link per E-Mail; ein Passwort gibt es nicht.',
    email: 'Ihre E-Mail-Adresse',
    badAddress: 'Das ist keine E-Mail-Adresse. Schreiben Sie sie wie maria@example.edu.',
    send: 'Link senden',
    sent: 'Sehen Sie in Ihre E-Mail',
    sentText: (desk) =>
      `Wenn wir diese Adresse kennen, ist ein Link dorthin unterwegs. Er gilt einmal und 30 Minuten lang. Kommt nichts, schreiben Sie an ${desk}.`,
    again: 'Andere Adresse',
    enter: 'Willkommen',
    enterText: 'Weiter zu Ihren Anfragen.',
    gone: 'Dieser Link gilt nicht mehr',
    goneText: 'Er wurde schon benutzt oder ist älter als 30 Minuten.',
    askAnew: 'Neuen Link anfordern',
    mailSubject: 'Ihr Anmelde-Link',
    mailText: ({ desk, url }) =>
      `Guten Tag,\n\ndieser Link meldet Sie bei Ihren Anfragen an ${desk} an. Er gilt einmal und 30 Minuten lang:\n\n${url}\n\nSie haben ihn nicht verlangt? Dann lassen Sie diese E-Mail liegen; ohne den Link kommt niemand hinein.\n\n${desk}`,
    tooOften: (minutes) =>
      `Es wurden zu viele Links verlangt. Versuchen Sie es in ${minutes} Minuten noch einmal oder schreiben Sie uns eine E-Mail.`,
  },
  signOut: 'Abmelden',
  back: 'Alle Anfragen',
  list: {
    title: 'Ihre Anfragen',
    new: 'Neue Anfrage',
    open: 'In Arbeit',
    done: 'Erledigt',
    none: 'Keine Anfrage ist in Arbeit.',
    noSubject: '(ohne Betreff)',
    signedInAs: (name) => `Angemeldet als ${name}`,
  },
  zone: {
    shownIn: (zone) => `Die Zeiten gelten in ${zone}.`,
    change: 'Ändern',
    label: 'Zeitzone',
    save: 'Speichern',
    bad: 'Diese Zeitzone gibt es nicht. Wählen Sie eine aus der Liste, etwa Europe/Berlin.',
  },
  form: {
    title: 'Neue Anfrage',
    subject: 'Worum geht es?',
    text: 'Was ist geschehen?',
    textHint: 'Was haben Sie getan, was haben Sie gesehen, seit wann? Fehlermeldungen helfen.',
    impact: 'Wen trifft es?',
    impacts: {
      everyone: 'Alle: niemand kann arbeiten',
      many: 'Viele',
      several: 'Mehrere',
      few: 'Einige wenige',
      one: 'Nur mich',
    },
    workaround: 'Gibt es einen anderen Weg?',
    workarounds: {
      none: 'Nein, die Arbeit steht still',
      'short-term': 'Für kurze Zeit',
      acceptable: 'Ja, vorerst geht es so',
    },
    unknown: 'Das weiß ich nicht',
    files: 'Dateien',
    filesHint: 'Bildschirmfotos, Protokolle: bis zu 20 Dateien, zusammen 25 MB.',
    send: 'Senden',
    needsSubject: 'Sagen Sie in wenigen Worten, worum es geht.',
    needsText: 'Sagen Sie, was geschehen ist.',
  },
  case: {
    states: {
      new: 'Eingegangen',
      open: 'Wir arbeiten daran',
      'awaiting-requester': 'Wir warten auf Ihre Antwort',
      'on-hold': 'Wartet auf jemand anderen',
      resolved: 'Gelöst',
      closed: 'Geschlossen',
      deferred: 'An die Produktentwicklung gegeben',
      merged: 'Mit einer anderen Anfrage vereint',
    },
    opened: (time) => `Eingegangen ${time}`,
    promises: 'Was wir zusagen',
    nothingPromised: 'Für das, was noch aussteht, ist keine Zeit zugesagt.',
    by: (time) => `bis ${time}`,
    aim: (time) => `angestrebt ${time}`,
    met: (time) => `geschehen ${time}`,
    late: (time) => `war fällig ${time}; wir sind zu spät und wissen es`,
    lateThen: (due, time) => `war fällig ${due}, kam ${time}`,
    paused: 'steht vorerst still',
    conversation: 'Verlauf',
    you: 'Sie',
    quoted: 'Frühere Worte',
    automatic: 'Automatisch gesendet',
    answer: 'Ihre Antwort',
    answerText: 'Schreiben Sie uns',
    takeUp: 'Doch nicht gelöst?',
    takeUpHint: 'Sagen Sie, was noch nicht stimmt, und wir nehmen es wieder auf.',
    send: 'Senden',
    reopen: 'Wieder öffnen',
    solved: 'Es ist gelöst',
    merged: (number) =>
      `Dies wurde mit ${number} vereint: es ist eine Sache, und Sie erhalten jede Antwort per E-Mail.`,
    thanks: 'Danke, es ist angekommen.',
  },
};

export function portalWordsFor(language: string): PortalWords {
  return /^de\b/i.test(language) ? portalDe : portalEn;
}
