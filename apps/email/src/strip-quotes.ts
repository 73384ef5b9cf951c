import { attributionAt } from './quotes/attribution.ts';
import { clientHeaderAt } from './quotes/client-headers.ts';
import { isDeviceLine } from './quotes/device-lines.ts';
import { headerBlockAt, headerKind, isBracketedMark, isForwardMark, isOriginalMark } from './quotes/header-lines.ts';

export interface Stripped {
  /** What the person wrote: quotations, signature and device lines removed. */
  readonly reply: string;
  /** Where the rest begins in the text, in UTF-16 units, when the reply is all that stands before it. */
  readonly quoteFrom?: number;
}

export interface StripOptions {
  /** A forward is content: nothing is taken for history. */
  readonly forward?: boolean;
  /** Offsets after which a mail program marked all the rest as history. */
  readonly restFrom?: readonly number[];
}

/** What a line is: empty, marked as quoted, opening unmarked history, attributing what follows, or text. */
type Tag = 'empty' | 'quote' | 'rest' | 'attribution' | 'forward' | 'text';

interface Line {
  readonly text: string;
  /** Its offset in the message. */
  readonly at: number;
  tag: Tag;
}

/**
 * Takes the quoted history, the signature and device lines off a message. One pass over the lines, each looked at within
 * a bounded window, so time is linear in the text. In doubt text stays: a leak is seen and skipped, a loss is never seen.
 */
export function stripQuotes(text: string, options: StripOptions = {}): Stripped {
  const lines = toLines(text);
  if (options.forward) return whole(text, lines);
  tagLines(lines, options.restFrom ?? []);
  if (lines.find((line) => line.tag === 'forward' || line.tag === 'rest')?.tag === 'forward') return whole(text, lines);
  if (opensWithForward(lines)) return whole(text, lines);
  return result(text, lines, trimmed(keptLines(lines)));
}

/** Some programs quote what they forward, their mark with it; below an attribution it is history. */
function opensWithForward(lines: readonly Line[]): boolean {
  const first = lines.find((line) => line.tag !== 'empty' && line.tag !== 'text');
  return first?.tag === 'quote' && isForwardMark(first.text);
}

function toLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    lines.push({ text: text.slice(at, text[stop - 1] === '\r' ? stop - 1 : stop), at, tag: 'text' });
    at = stop + 1;
  }
  return lines;
}

/** Programs leave one mark, or one a round of answers. */
const mostMarks = 30;

function tagLines(lines: Line[], restFrom: readonly number[]): void {
  const texts = lines.map((line) => line.text);
  const marked = new Set(restFrom.slice(0, mostMarks).map((offset) => lines.findIndex((line) => line.at >= offset)));
  for (let at = 0; at < lines.length; ) {
    const tag = marked.has(at) && plausibleRest(texts, at) ? { tag: 'rest' as const, count: 1 } : tagAt(texts, at);
    for (const line of lines.slice(at, at + tag.count)) line.tag = tag.tag;
    at += tag.count;
  }
}

function tagAt(texts: readonly string[], at: number): { readonly tag: Tag; readonly count: number } {
  const text = texts[at] ?? '';
  if (isEmpty(text)) return { tag: 'empty', count: 1 };
  if (isBracketedMark(text)) return { tag: 'rest', count: 1 };
  if (isQuoted(texts, at) || isWrappedQuote(texts, at)) return { tag: 'quote', count: 1 };
  if (isForwardMark(text)) return { tag: 'forward', count: 1 };
  // Zimbra and others mark what follows: then answers may stand below it.
  if (isOriginalMark(text)) return { tag: nextQuoted(texts, at + 1) ? 'attribution' : 'rest', count: 1 };
  const header = headerBlockAt(texts, at) || clientHeaderAt(texts, at);
  if (header > 0) return { tag: 'rest', count: header };
  const attribution = attributionAt(texts, at);
  if (attribution.lines === 0) return { tag: 'text', count: 1 };
  const marksFollow = nextQuoted(texts, at + attribution.lines);
  if (marksFollow) return { tag: 'attribution', count: attribution.lines };
  return attribution.sure ? { tag: 'rest', count: attribution.lines } : { tag: 'text', count: 1 };
}

/** A program's mark counts where a mail header, in whatever language, follows. */
function plausibleRest(texts: readonly string[], at: number): boolean {
  const named = texts.slice(at, at + 10).filter((text) => /^[*\s]*[\p{L} ]{1,24}[*\s]*[:：]/u.test(text));
  return named.length >= 2;
}

function isEmpty(text: string): boolean {
  return text.length < 1_000 && /^[\s\u200b\ufeff]*$/.test(text);
}

const barred = /^\s{0,3}\|(\s|$)/;

function isQuoted(texts: readonly string[], at: number): boolean {
  const text = texts[at] ?? '';
  if (/^\s{0,3}>From /.test(text))
    return /^\s{0,3}>/.test(texts[at - 1] ?? '') || /^\s{0,3}>/.test(texts[at + 1] ?? '');
  return /^\s{0,3}>/.test(text);
}

/** Lines shorter than this have not been wrapped. */
const shortestWrapped = 65;

/** Some programs wrap what they quote and mark the first line only: a word that did not fit, between two marked lines. */
function isWrappedQuote(texts: readonly string[], at: number): boolean {
  const [above = '', text = '', below = ''] = [texts[at - 1], texts[at], texts[at + 1]];
  if (above.length < shortestWrapped || text.length > 200 || !/^\s{0,3}>/.test(above) || !/^\s{0,3}>/.test(below)) {
    return false;
  }
  const word = /^(\p{Ll}|\d)\S*/u.exec(text)?.[0];
  return word !== undefined && above.length + word.length >= 72 && !/[.!?:;]\s*$/.test(above.slice(-20));
}

function nextQuoted(texts: readonly string[], from: number): boolean {
  const next = texts.slice(from, from + 6).find((text) => !isEmpty(text));
  return next !== undefined && (/^\s{0,3}>/.test(next) || barred.test(next));
}

/** The lines that are the person's own, in order. */
function keptLines(lines: readonly Line[]): readonly Line[] {
  const live = untilRest(lines);
  const attributed = live.some((line) => line.tag === 'attribution');
  const quoted = live.some((line) => line.tag === 'quote');
  const kept = attributed || quoted ? aroundQuotes(live, attributed) : live;
  // History alone, with nothing above it, is what the person sent.
  return kept.some((line) => line.tag !== 'empty') ? kept : lines;
}

/**
 * Up to the first unmarked history. An attribution above everything has lost its marks: then only it goes, and only if
 * it names an address, for people tell what somebody wrote to them.
 */
function untilRest(lines: readonly Line[]): readonly Line[] {
  const rest = lines.findIndex((line) => line.tag === 'rest');
  if (rest < 0) return lines;
  const above = lines.slice(0, rest);
  if (above.some((line) => line.tag !== 'empty')) return above;
  const below = lines.slice(rest).findIndex((line) => line.tag !== 'rest' && line.tag !== 'empty');
  const attribution = lines.slice(rest, rest + Math.max(below, 0));
  const addressed = attribution.some((line) => line.text.includes('@'));
  return addressed && headerKind(lines[rest]?.text ?? '') === undefined ? lines.slice(rest + below) : lines;
}

/**
 * Text above one quoted block, or below it, is the reply. Text between several blocks answers them one by one: then the
 * questions stay with the answers. So do quotations that nobody is named for, unless nothing follows them.
 */
function aroundQuotes(lines: readonly Line[], attributed: boolean): readonly Line[] {
  const blocks = blocksOf(lines);
  const spoken = blocks.filter((block) => block.own && trimmed(block.lines).length > 0);
  const lastSpoken = blocks.lastIndexOf(spoken.at(-1) ?? noBlock);
  const firstQuote = blocks.findIndex((block) => !block.own);
  const lastQuote = blocks.findLastIndex((block) => !block.own);
  const answersBetween = spoken.some((block) => {
    const at = blocks.indexOf(block);
    return at > firstQuote && at < lastQuote;
  });
  if (!answersBetween && (attributed || lastSpoken < firstQuote)) return spoken.flatMap(withoutSignature);
  const kept = blocks.slice(0, lastSpoken + 1).flatMap((block) => block.lines);
  return kept.filter((line) => line.tag !== 'attribution');
}

interface Block {
  readonly own: boolean;
  readonly lines: Line[];
}

const noBlock: Block = { own: true, lines: [] };

/** Runs of quoted lines with their attribution, and what stands between them. Empty lines go with what they follow. */
function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  lines.forEach((line, index) => {
    const quoted = line.tag === 'quote' || line.tag === 'attribution' || isBarredQuote(lines, index, blocks.at(-1));
    const current = blocks.at(-1);
    if (current !== undefined && (line.tag === 'empty' || current.own === !quoted)) current.lines.push(line);
    else blocks.push({ own: !quoted, lines: [line] });
  });
  return blocks;
}

/** Many a program puts the signature above the history, and the person answers below both. */
function withoutSignature({ lines }: Block, at: number, spoken: readonly Block[]): readonly Line[] {
  if (at === spoken.length - 1) return lines;
  const gap = lines.findLastIndex((line) => line.tag !== 'empty') + 1;
  return [...trimmed(lines), ...lines.slice(gap)];
}

/** `| ` marks a quotation below an attribution only; elsewhere it draws tables. */
function isBarredQuote(lines: readonly Line[], index: number, block: Block | undefined): boolean {
  return block !== undefined && !block.own && barred.test(lines[index]?.text.slice(0, 8) ?? '');
}

const signatureMark = /^\s{0,3}(--\s?|—|–|―)\s*$/;
const rule = /^\s{0,3}[_=*~-]{5,}\s*$/;
/** At the very end fewer marks, or spaced ones as Markdown has them, part nothing from nothing. */
const lastRule = /^\s{0,3}([_=*~-]\s?){3,}\s*$/;
/** Footers that mailing lists and scanners put under a mail. */
const listFooter = /(mailing list|mailman|listinfo|unsubscribe|groups\.google|yahoogroups)/i;
const dashedName = /^-\s?(\p{Lu}[\p{L}.']+)(\s\p{Lu}[\p{L}.']+){0,2}$/u;

/** Without signature, list footer and device lines at the end, and empty lines at both ends. */
function trimmed(lines: readonly Line[]): readonly Line[] {
  const signature = signatureStart(lines);
  let end = footerStart(lines, signature);
  while (end > 0 && isTrailer(lines[end - 1])) end -= 1;
  if (end > 1 && dashedName.test(lines[end - 1]?.text.slice(0, 80) ?? '') && lines[end - 2]?.tag === 'empty') end -= 2;
  while (end > 0 && isTrailer(lines[end - 1])) end -= 1;
  const start = lines.findIndex((line) => line.tag !== 'empty');
  return start < 0 ? [] : [...lines.slice(start, Math.max(start, end)), ...postscript(lines, signature)];
}

const postscriptMark = /^\s{0,3}(P\.?\s?(P\.?\s?)?S\s?[.:]|N\.\s?B\.|NB:|П\.?\s?С\s?[.:])\s*\S/u;

/** What the person added below the signature. */
function postscript(lines: readonly Line[], signature: number): readonly Line[] {
  const mark = lines.findIndex(
    (line, at) => at > signature + 1 && lines[at - 1]?.tag === 'empty' && postscriptMark.test(line.text.slice(0, 80)),
  );
  if (mark < 0) return [];
  let end = footerStart(lines, lines.length);
  while (end > mark && isTrailer(lines[end - 1])) end -= 1;
  return lines.slice(mark - 1, end);
}

function isTrailer(line: Line | undefined): boolean {
  if (line === undefined) return false;
  return line.tag === 'empty' || (line.text.length < 200 && (lastRule.test(line.text) || isDeviceLine(line.text)));
}

/** The signature begins at the first `-- ` that is followed by no more than a signature's worth of text. */
function signatureStart(lines: readonly Line[]): number {
  if (partsLists(lines)) return lines.length;
  let length = 0;
  let count = 0;
  let start = lines.length;
  for (let at = lines.length - 1; at >= 0 && length < 3_000 && count < 40; at -= 1) {
    const line = lines[at];
    if (line === undefined || line.tag === 'quote') break;
    if (line.text.length < 20 && signatureMark.test(line.text) && !partsSentences(lines, at, start)) start = at;
    length += line.text.length;
    count += 1;
  }
  // A dash alone is what the person wrote.
  const dash = /^\s*[—–―]\s*$/.test(lines[start]?.text.slice(0, 20) ?? '');
  return dash && lines.every((line, at) => at === start || line.tag === 'empty') ? lines.length : start;
}

/** Three bare marks or more part a list, two a motto from a name; only below the last one a program may have put its footer. */
function partsLists(lines: readonly Line[]): boolean {
  const marks = lines.flatMap((line, at) => (/^\s{0,3}--\s?$/.test(line.text.slice(0, 20)) ? [at] : []));
  if (marks.length < 3 || marks.some((at) => lines[at]?.text.endsWith('-- '))) return false;
  const below = lines.slice(marks.at(-1)).map((line) => line.text.slice(0, 300));
  return !below.some((text) => listFooter.test(text));
}

/**
 * A bare dash that parts the person's own words, or closes what an unmarked quotation holds: below it stands a question,
 * or sentences and another mark. Only programs put the space behind the two dashes.
 */
function partsSentences(lines: readonly Line[], at: number, nextMark: number): boolean {
  if (!/^\s*(--|—|–|―)$/.test(lines[at]?.text.slice(0, 20) ?? '')) return false;
  const below = lines.slice(at + 1, nextMark).map((line) => line.text.slice(-300));
  const sentence = nextMark === lines.length ? /(\S+\s+){3,}\S+\?\s*$/ : /(\S+\s+){3,}\S+[.!?]\s*$/;
  return below.some((line) => sentence.test(line));
}

function footerStart(lines: readonly Line[], end: number): number {
  for (let at = end - 1; at >= Math.max(0, end - 8); at -= 1) {
    const text = lines[at]?.text ?? '';
    if (text.length < 200 && rule.test(text)) {
      const below = lines.slice(at + 1, end).map((line) => line.text.slice(0, 300));
      return below.some((line) => listFooter.test(line)) ? at : end;
    }
  }
  return end;
}

/** A forward is content from its first line to its last. */
function whole(text: string, lines: readonly Line[]): Stripped {
  const last = lines.findLast((line) => !isEmpty(line.text));
  if (last === undefined) return { reply: '' };
  const end = last.at + last.text.length;
  const reply = text.slice(0, end).trim();
  return text.slice(end).trim() === '' ? { reply } : { reply, quoteFrom: end };
}

function result(text: string, lines: readonly Line[], kept: readonly Line[]): Stripped {
  const reply = kept
    .map((line) => line.text)
    .join('\n')
    .trim();
  const last = kept.at(-1);
  const first = lines.find((line) => line.tag !== 'empty');
  if (last === undefined || first === undefined) return { reply };
  const end = last.at + last.text.length;
  const contiguous = kept[0] === first && lines.indexOf(last) - lines.indexOf(first) === kept.length - 1;
  return contiguous && text.slice(end).trim() !== '' ? { reply, quoteFrom: end } : { reply };
}
