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
  readonly files: string;
  /** In place of a file that stays where it is, with why, and where. */
  readonly fileLeft: (name: string, why: string, link?: string) => string;
  readonly fileTooBig: (megabytes: number) => string;
  readonly fileElsewhere: string;
  readonly fileForbidden: (permission: string) => string;
  readonly fileUnreachable: string;
  readonly fileLate: string;
  readonly filesNeedGraph: string;
  readonly filesNeedCase: string;
  /** Above files that stand in the channel's folder. */
  readonly filesOf: (from: string) => string;
  readonly filesSent: string;
  readonly fileNotHere: string;
  /** After why a file stands nowhere in Teams. */
  readonly fileInMail: string;
  readonly secondCard: string;
  /** In place of an answer that not everybody here may read. */
  readonly answeredByMail: string;
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
  files: 'Files',
  fileLeft: (name, why, link) => `[${name}: ${why}.${link === undefined ? '' : ` It is here: ${link}`}]`,
  fileTooBig: (megabytes) => `larger than ${megabytes} MB, so not carried over`,
  fileElsewhere: 'kept neither in SharePoint nor in OneDrive, so not carried over',
  fileForbidden: (permission) => `not carried over, since the app lacks the permission ${permission}`,
  fileUnreachable: 'not carried over, since Microsoft 365 did not hand it out',
  fileLate: 'not carried over, since Microsoft 365 took too long',
  filesNeedGraph: 'not carried over, since graph.files is not turned on for channels.teams',
  filesNeedCase:
    'To keep a file with a case, send it together with “note”, the number of the case, and what it shows. This one was not kept.',
  filesOf: (from) => `Files from ${from}`,
  filesSent: 'Files',
  fileNotHere: 'not carried into Teams',
  fileInMail: '; it comes with our mail',
  answeredByMail: 'We have answered. Not everybody here may read it, so the answer comes by mail.',
  secondCard: 'This was a second card of the case. The other one is kept up to date.',
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
  files: 'Dateien',
  fileLeft: (name, why, link) => `[${name}: ${why}.${link === undefined ? '' : ` Hier ist es zu finden: ${link}`}]`,
  fileTooBig: (megabytes) => `größer als ${megabytes} MB und deshalb nicht übernommen`,
  fileElsewhere: 'weder in SharePoint noch in OneDrive und deshalb nicht übernommen',
  fileForbidden: (permission) => `nicht übernommen, weil der App die Berechtigung ${permission} fehlt`,
  fileUnreachable: 'nicht übernommen, weil Microsoft 365 es nicht herausgegeben hat',
  fileLate: 'nicht übernommen, weil Microsoft 365 zu lange gebraucht hat',
  filesNeedGraph: 'nicht übernommen, weil graph.files unter channels.teams nicht eingeschaltet ist',
  filesNeedCase:
    'Um eine Datei beim Fall zu bewahren, schick sie zusammen mit „note“, der Nummer des Falls und was sie zeigt. Diese wurde nicht bewahrt.',
  filesOf: (from) => `Dateien von ${from}`,
  filesSent: 'Dateien',
  fileNotHere: 'nicht nach Teams übertragen',
  fileInMail: '; kommt mit unserer E-Mail',
  answeredByMail: 'Wir haben geantwortet. Nicht alle hier dürfen es lesen, deshalb kommt die Antwort per E-Mail.',
  secondCard: 'Dies war eine zweite Karte des Falls. Die andere bleibt auf dem neuesten Stand.',
  absent: (name, presence) =>
    `Teams zeigt ${name} als ${presence === 'away' ? 'abwesend' : 'offline'}; gib den Fall weiter, wenn keine Antwort kommt.`,
};
