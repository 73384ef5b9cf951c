import { Tokenizer } from 'htmlparser2';

import { type HtmlElement, isBlock, isHidden, isQuote, isVoid, opensRest, paragraph } from './html-elements.ts';
import { createTextWriter, type TextWriter } from './text-writer.ts';

export interface HtmlText {
  readonly text: string;
  /** Where a mail program put the mark after which only history comes, as offsets into `text`. */
  readonly restFrom: readonly number[];
}

/** Deeper elements are read as if they lay on this level: real mail stays far below it. */
const deepest = 256;

/**
 * Readable text of an HTML body in one linear pass over its tokens, without a tree, so that neither depth nor size
 * makes it slow. Quotations come out with `> ` before each line, as in a text mail.
 */
export function htmlText(html: string): HtmlText {
  const reading: Reading = { writer: createTextWriter(), open: [], beyond: 0 };
  const restFrom: number[] = [];
  walkTags(html, {
    open: (element) => {
      enter(reading, element);
      if (opensRest(element)) restFrom.push(reading.writer.offset());
    },
    close: (name) => leave(reading, name),
    text: (text) => {
      if (reading.open.at(-1)?.hidden !== true) reading.writer.text(text);
    },
  });
  return { text: reading.writer.end(), restFrom };
}

interface Reading {
  readonly writer: TextWriter;
  readonly open: HtmlElement[];
  /** Open elements deeper than `deepest`, which are not kept. */
  beyond: number;
}

/** Elements that the next of their kind closes. */
const impliedEnd = new Set('dd dt li option p td th tr'.split(' '));

function enter(reading: Reading, element: HtmlElement): void {
  const { writer, open } = reading;
  if (impliedEnd.has(element.name) && open.at(-1)?.name === element.name) leave(reading, element.name);
  if (element.name === 'br') writer.lineBreak();
  else if (element.name === 'li') writer.item(listMark(open));
  else if (isBlock(element)) writer.block(paragraph(element));
  if (element.name === 'td' || element.name === 'th') writer.gap();
  if (element.name === 'img') showAlternative(writer, element);
  if (isVoid(element)) return;
  if (open.length >= deepest) {
    reading.beyond += 1;
    return;
  }
  element.hidden = open.at(-1)?.hidden === true || isHidden(element);
  element.textFrom = writer.offset();
  open.push(element);
  if (element.name === 'pre') writer.preformatted(1);
  if (isQuote(element)) writer.quote(1);
}

function leave(reading: Reading, name: string): void {
  const { writer, open } = reading;
  if (reading.beyond > 0) {
    reading.beyond -= 1;
    return;
  }
  const at = open.findLastIndex((element) => element.name === name);
  if (at < 0) return;
  for (const element of open.splice(at).reverse()) {
    if (isQuote(element)) writer.quote(-1);
    if (element.name === 'pre') writer.preformatted(-1);
    if (element.name === 'a') showTarget(writer, element);
    if (isBlock(element)) writer.block(paragraph(element));
  }
}

function showAlternative(writer: TextWriter, element: HtmlElement): void {
  const alternative = element.attributes.alt?.trim() ?? '';
  if (alternative !== '') writer.text(`[${alternative.slice(0, 200)}]`);
}

/** Where a link leads, unless its text says so. */
function showTarget(writer: TextWriter, element: HtmlElement): void {
  const target = element.attributes.href?.trim() ?? '';
  if (!/^https?:\/\//i.test(target) || target.length > 300 || writer.offset() - element.textFrom > 1_000) return;
  const shown = writer.since(element.textFrom).trim();
  if (shown === '') return;
  const bare = (address: string) => address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  if (bare(target) !== bare(shown)) writer.text(` <${target}>`);
}

function listMark(open: readonly HtmlElement[]): string {
  const list = open.findLast((element) => element.name === 'ol' || element.name === 'ul');
  if (list?.name !== 'ol') return '- ';
  list.items += 1;
  return `${list.items}. `;
}

interface TagListener {
  open(element: HtmlElement): void;
  close(name: string): void;
  text(text: string): void;
}

/** Attribute values are kept to this length. */
const longestAttribute = 2_000;

function walkTags(html: string, listener: TagListener): void {
  let element: HtmlElement = emptyElement('');
  let attribute = '';
  const add = (value: string) => {
    const before = element.attributes[attribute] ?? '';
    if (before.length < longestAttribute) element.attributes[attribute] = before + value.slice(0, longestAttribute);
  };
  const opened = () => listener.open(element);
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        element = emptyElement(html.slice(start, Math.min(end, start + 64)).toLowerCase());
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, Math.min(end, start + 64)).toLowerCase();
        element.attributes[attribute] ??= '';
      },
      onattribdata: (start, end) => add(html.slice(start, Math.min(end, start + longestAttribute))),
      onattribentity: (code) => add(String.fromCodePoint(code)),
      onattribend: ignore,
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag: (start, end) =>
        listener.close(
          html
            .slice(start, Math.min(end, start + 64))
            .trim()
            .toLowerCase(),
        ),
      ontext: (start, end) => listener.text(html.slice(start, end)),
      ontextentity: (code) => listener.text(String.fromCodePoint(code)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}

function ignore(): void {
  // Comments, declarations and their like say nothing to the reader.
}

function emptyElement(name: string): HtmlElement {
  return { name, attributes: Object.create(null) as Record<string, string>, hidden: false, textFrom: 0, items: 0 };
}
