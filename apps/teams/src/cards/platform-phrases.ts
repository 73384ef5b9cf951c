/** What Teams needs to say that is nobody else's to say; everything about a case comes from the desk. */
export interface PlatformPhrases {
  readonly openInConsole: string;
  readonly refresh: string;
  readonly linkAccount: string;
  readonly fillIn: string;
  readonly sentPrivately: string;
  readonly writeToMe: string;
  readonly alreadyReceived: string;
  readonly notHere: string;
  readonly movedOn: string;
  readonly notYou: string;
  readonly absent: (name: string, presence: 'away' | 'offline') => string;
}

export function phrasesFor(language: string): PlatformPhrases {
  return language.toLowerCase().startsWith('de') ? german : english;
}

const english: PlatformPhrases = {
  openInConsole: 'Open in console',
  refresh: 'Refresh',
  linkAccount: 'Link my account',
  fillIn: 'Please fill this in.',
  sentPrivately: 'I have written to you in our personal chat.',
  writeToMe: 'Please write “help” to me in a personal chat; what I have to say is for you alone.',
  alreadyReceived: 'This was received already.',
  notHere: 'This case is not shown here; more people read this conversation than may read the case.',
  movedOn: 'This case is shown in another channel now.',
  notYou: 'Teams did not say who you are, so nothing was done. Please sign in to Teams with your work account.',
  absent: (name, presence) => `Teams shows ${name} as ${presence}; hand it over if there is no answer.`,
};

const german: PlatformPhrases = {
  openInConsole: 'In der Konsole öffnen',
  refresh: 'Aktualisieren',
  linkAccount: 'Mein Konto verknüpfen',
  fillIn: 'Bitte ausfüllen.',
  sentPrivately: 'Ich habe dir im persönlichen Chat geschrieben.',
  writeToMe: 'Bitte schreib mir „help“ im persönlichen Chat; die Antwort ist nur für dich.',
  alreadyReceived: 'Das ist schon angekommen.',
  notHere: 'Dieser Fall wird hier nicht gezeigt; diese Unterhaltung lesen mehr Personen, als den Fall lesen dürfen.',
  movedOn: 'Dieser Fall steht jetzt in einem anderen Kanal.',
  notYou: 'Teams hat nicht gesagt, wer du bist; es wurde nichts getan. Bitte melde dich mit deinem Geschäftskonto an.',
  absent: (name, presence) =>
    `Teams zeigt ${name} als ${presence === 'away' ? 'abwesend' : 'offline'}; gib den Fall weiter, wenn keine Antwort kommt.`,
};
