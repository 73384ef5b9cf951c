/** An attribution stands on at most this many lines, empty ones included. */
const mostLines = 6;
/** Longer lines attribute nothing. */
const longestLine = 400;

/** No program wraps before this column. */
const shortestWrapped = 50;

/** "wrote" at the end of "On … X wrote:", in the languages of the mail programs. */
const wrote =
  /(wrote|writes|said|schrieb|schreibt|geschrieben|a écrit|écrit|schreef|geschreven|skrev|skreiv|escribió|escribio|escribe|escreveu|escreve|ha scritto|scritto|scrisse|napsal(\(?a\)?|a)?|napísal(\(?a\)?|a)?|napisał(\(?a\)?|a)?|pisze|написал(\(?а\)?|а)?|пишет|писал(\(?а\)?|а)?|пише|написав(\(?ла\)?|ла)?|написа|kirjoitti|kirjutas|yazdı|đã viết|írta|a scris|έγραψε|ha escrit|va escriure|je napisao|je napisal(\/a)?|rašė|rakstīja|menulis|כתב(\/?ה)?|كتب(\/كتبت|ت)?|napisana przez|写道|寫道|написали|wrote at|(님이 )?작성|作成|書きました|のメッセージ|のメール)(\s[^\n]{0,120}[:：]|\s*[:：]?)\s*[-–—]*\s*$/iu;

/** The words that open such a line: "On", "Le", "Am" … */
const openingWord =
  /^[\s*_~-]{0,8}(on|no dia|in data|il giorno|le|am|op|den|el|il|em|a|dnia|w dniu|wiadomość napisana przez|dne|dňa|в|во|у|vào|på|pada|la|στις|at|quoting|zitat von|citando|citation de|cytowanie|citerar|ב|בתאריך|في|tarihinde)(?=[\s,])/iu;

/** How else it may begin: a date, an address, or a name with one. */
const openingDate =
  /^[\s*_~-]{0,8}(2\d{3}[-/.年년]|\d{1,2}[./-]\s?\d{1,2}|\d{1,2}:\d{2}\s?([ap]\.?m\.?)?,|\d{1,2}\.?\s\p{L}{3,}|\d{1,2}\s\d{1,2}月|在|于|於|\p{L}{2,12}[.,]{0,2}\s\d{1,2}|\S{1,40}(\s\S{1,40})?\s?(さん|様)[はが]\s|"?[\p{L}.'-]+(\s[\p{L}.'-]+){0,4}"?\s*[<(][^\s<>]+@|([\p{L}.'()-]+\s){0,4}<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?\s)/iu;

/** How newsreaders, Outlook Express among them, name what they answer: `Ann wrote in message news:…`. */
const wroteInMessage =
  /(wrote in (message|news)|schrieb im newsbeitrag|a écrit dans le message( de)?|ha scritto nel messaggio|escribió en el mensaje|escreveu na mensagem|skrev i (meddelandet|melding|en meddelelse)|schreef in bericht|napisał w wiadomości)\s+(news:\s?)?<?[^\s<>@]{1,200}@[^\s<>]{1,200}>?[.:]{0,4}$/iu;

/** What a program names where it gives no address, and a person who tells of another hardly does: the day and the hour. */
const instant =
  /^(?=.*(\b(19|20)\d\d\b|\d[年년]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}))(?=.*(?<![\d./-])\d{1,2}[:.h時时]\s?\d{2}(?![\d./-]))/;
/** Nor does a program write "your colleague wrote me". */
const toldByPerson =
  /(?<![\p{L}\d@._-])(I|he|she|we|they|the|[Oo]ur|[Yy]our|[Mm]y|his|her|their|us|mir|uns|ihm|ich|wir|unsere?r?|meine?r?|[Ii]hre?r?|euer|eure|votre|notre|nous|m['’]a|nuestr[oa]|nos|me|noss[oa]|seu|sua|meu|minha|nostr[oa]|vostr[oa]|мне|нам|вам|ваш|наш)(?![\p{L}\d@._-])/u;
const bracketed = /<[^\s<>@]{1,64}@[^\s<>]{1,255}>/;
const dated = /\b(19|20)\d\d\b|\d{1,2}[:.h]\d{2}|\d[年년]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/;
const addressed = /[<([]?[^\s<>()[\]]{1,64}@[^\s<>()[\]]{1,255}[>)\]]?/;

/**
 * How many lines the attribution that begins here takes ("On Monday X wrote:"), or 0. `sure` says that it names a date
 * and a person, so that what follows is history even where it bears no marks.
 */
export function attributionAt(lines: readonly string[], at: number): Attribution {
  if (isBareAttribution(lines[at] ?? '')) return { lines: 1, sure: false };
  if (!begins(unmarked(lines[at]?.slice(0, 200) ?? ''))) return foreignAttributionAt(lines, at);
  let text = '';
  let empty = 0;
  for (let count = 1; count <= mostLines && at + count <= lines.length; count += 1) {
    const bare = bareLine(lines[at + count - 1] ?? '');
    if (bare === '') empty += 1;
    if (bare === undefined || empty > 1 || beginsAnew(bare, text, empty)) return none;
    text = `${text} ${bare}`.trimStart();
    if (bare !== '' && ends(text, bare)) return attribution(lines, at, count, text);
    if (count > 1 ? endsSentence(bare) : /[!?]$/.test(bare)) return none;
  }
  return none;
}

function begins(line: string): boolean {
  return openingWord.test(line) || openingDate.test(line);
}

/** What was taken for the beginning is the person's own line where the attribution itself begins below it. */
function beginsAnew(line: string, above: string, empty: number): boolean {
  if (above === '' || line === '' || (empty === 0 && dated.test(above))) return false;
  return (
    (openingWord.test(line) && (empty > 0 || dated.test(line))) ||
    (openingDate.test(line) && dated.test(line) && addressed.test(line))
  );
}

/** Without marks of quotation and direction; undefined where it is too long to attribute anything. */
function bareLine(line: string): string | undefined {
  if (line.length > longestLine) return undefined;
  return unmarked(line)
    .replace(/^[>\s]+/, '')
    .trim();
}

function attribution(lines: readonly string[], at: number, count: number, text: string): Attribution {
  const verb = trailingVerb(lines[at + count] ?? '');
  const apart = count <= 2 && (lines[at - 1] ?? '').trim() === '';
  return { lines: count + verb, sure: verb > 0 || isSure(text) || (apart && isDatedAuthor(text)) };
}

const bareName = /^\s{0,3}["'“]?\p{L}[\p{L}\p{M}.,'’()"“”@-]*(\s[\p{L}\p{M}.,'’()"“”@-]+){0,5}\s?[:：]$/u;

/** "Ann Lee wrote:" alone on its line; it attributes something only where marked lines follow. */
function isBareAttribution(line: string): boolean {
  const text = line.trimEnd();
  return text.length < 90 && !text.includes('@') && bareName.test(text) && wrote.test(text);
}

/**
 * In a tongue we do not know: a paragraph of at most three lines that names a date, and an address or the verb, and ends
 * in a colon. It attributes something only where marked lines follow.
 */
function foreignAttributionAt(lines: readonly string[], at: number): Attribution {
  const first = lines[at] ?? '';
  if ((lines[at - 1] ?? '').trim() !== '' || !namesDateOrAddress(first)) return none;
  let text = '';
  for (let count = 1; count <= 3; count += 1) {
    const line = lines[at + count - 1]?.trim() ?? '';
    if (line === '' || line.length > longestLine) return none;
    // Programs wrap where the line is full; a short line above is the person's own.
    if (count > 1 && ((lines[at + count - 2]?.length ?? 0) < shortestWrapped || begins(line))) return none;
    text = `${text} ${unmarked(line)}`;
    if (/[:：]$/.test(line)) return namesDateAndPerson(text) ? { lines: count, sure: false } : none;
  }
  return none;
}

function namesDateAndPerson(text: string): boolean {
  return dated.test(text) && (addressed.test(text) || wrote.test(text.slice(-200)));
}

function namesDateOrAddress(line: string): boolean {
  return line.length <= longestLine && (addressed.test(line) || dated.test(line));
}

/** Without the marks that turn the direction of writing, and with digits as the patterns know them. */
function unmarked(line: string): string {
  return line
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

export interface Attribution {
  readonly lines: number;
  readonly sure: boolean;
}

const none: Attribution = { lines: 0, sure: false };

function endsSentence(line: string): boolean {
  return /[.!?]$/.test(line) && !dated.test(line);
}

function ends(text: string, line: string): boolean {
  if (text.length > 600) return false;
  if (wroteInMessage.test(text)) return true;
  if (wrote.test(text.slice(-200))) return dated.test(text) || addressed.test(text) || /[:：]\s*[-–—]*$/.test(line);
  if (/^(quoting|zitat von|citando|citation de|cytowanie|citerar)\s/i.test(text) && /[:：]$/.test(line)) {
    return addressed.test(text);
  }
  // In a tongue we do not know: a date, an address, and a colon or the address at the end.
  return dated.test(text) && addressed.test(text) && /([>)\]]|[:：])\s*$/.test(line);
}

/** 1 where the verb alone has been wrapped on to the next line. */
function trailingVerb(line: string): 0 | 1 {
  return line.length < 40 && /^[>\s]*[^\s>]/.test(line) && wrote.test(line.replace(/^[>\s]+/, '')) ? 1 : 0;
}

/** Only with the verb: people do end lines with addresses and colons. */
function isSure(text: string): boolean {
  if (wroteInMessage.test(text)) return true;
  if (!wrote.test(text.slice(-200))) return false;
  return bracketed.test(text) || ((instant.test(text) || addressed.test(text)) && !toldByPerson.test(text));
}

const stamped =
  /^(?=.*(\b(19|20)\d\d\b|\b(19|20)\d\d[年년]))(?=.*\d{1,2}[:.]\d{2})(\d|\p{L}{2,12}[.,]{0,2}\s?\d|\p{L}{2,12}[.,]{1,2}\s)/u;
const closesWithAuthor = /<[^\s<>@]{1,64}@[^\s<>]{1,255}>\s?[:：]\s*$/u;

export function isDatedAuthorLine(line: string): boolean {
  return line.length < longestLine && isDatedAuthor(unmarked(line));
}

/** "Wed, 30 Apr 2025, 15:19, Ann Lee <ann@x.example>:" says who wrote and when without the verb. */
function isDatedAuthor(text: string): boolean {
  return text.length < 160 && stamped.test(text) && closesWithAuthor.test(text) && !/[!?]\s/.test(text);
}
