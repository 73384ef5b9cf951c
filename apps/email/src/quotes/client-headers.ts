import { isDatedAuthorLine } from './attribution.ts';
import { headerKind, isLabel } from './header-lines.ts';

/** How many lines the header takes that begins here, as Notes or Yandex write it above history, or on one line, or 0. */
export function clientHeaderAt(lines: readonly string[], at: number): number {
  return notesHeaderAt(lines, at) || yandexHeaderAt(lines, at) || (isRunTogether(lines, at) ? 1 : 0);
}

const author = /\S\s?(<[^\s<>@]{1,64}@[^\s<>]{1,255}>|(\/[\p{L}\d][\p{L}\d .&-]{0,40}){1,5}(@\S{1,60})?)\s*$/u;
const instant = /^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}[:.]\d{2}([:.]\d{2})?(\s?[ap]\.?m\.?)?\s*$/i;

/** Notes: the author, an instant alone on its line, then the names of the lines, each above its value. */
function notesHeaderAt(lines: readonly string[], at: number): number {
  const first = lines[at] ?? '';
  if (first.length > 200 || !author.test(first)) return 0;
  const sent = within(lines, at + 1, 4, (line) => line.length < 60 && instant.test(line));
  const to = sent < 0 ? -1 : within(lines, sent + 1, 8, (line) => isLabel(line, 'to'));
  const subject = to < 0 ? -1 : within(lines, to + 1, 10, (line) => isLabel(line, 'subject'));
  return subject < 0 ? 0 : subject + 1 - at;
}

/** Yandex: a rule, the recipients, the subject, then an instant and the author. */
function yandexHeaderAt(lines: readonly string[], at: number): number {
  const rule = lines[at] ?? '';
  if (rule.length > 80 || !/^\s{0,3}-{8,}\s*$/.test(rule)) return 0;
  const last = within(lines, at + 1, 5, isDatedAuthorLine);
  if (last <= at + 1) return 0;
  const between = lines.slice(at + 1, last).map(headerKind);
  return between.every((kind) => kind === 'to' || kind === 'subject') ? last + 1 - at : 0;
}

const runTogether =
  /^\s{0,6}(from|von|de|van|da|od)\s?:(?=.{1,300}@)(?=.{1,300}(date|sent|gesendet|datum|envoyé|enviado|inviato|verzonden|data|wysłano)\s?:.{0,100}\b(19|20)\d\d)(?=.{1,600}(to|an|à|para|a|aan|do)\s?:)(?=.{1,800}(subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat)\s?:)/iu;

/** A whole header on one line, as its HTML leaves it where somebody took the line breaks out. */
function isRunTogether(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return line.length < 1_000 && (lines[at - 1] ?? '').trim() === '' && runTogether.test(line);
}

/** The first of so many lines that is such a one, or -1. */
function within(lines: readonly string[], from: number, count: number, isSuch: (line: string) => boolean): number {
  const found = lines.slice(from, from + count).findIndex(isSuch);
  return found < 0 ? -1 : from + found;
}
