import { withUsualLineEnds } from './line-ends.ts';

/** What stands before the header is judged by this much of a mail. */
const headBytes = 16_384;
/** A boundary has 70 characters at most (RFC 2046 §5.1.1); programs that count badly write more. */
const tailBytes = 256;
const unendedBoundary = /\n--\S[^\r\n]{0,200}$/;
const lf = 0x0a;

/**
 * A raw message as the splitter takes it: with the usual line ends, without a byte order mark, empty lines and text
 * before its header, as exports leave them, and with an end to a last line that may be a boundary. All else passes as it is.
 */
export async function* tidySource(raw: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let tail: Uint8Array = new Uint8Array();
  for await (const chunk of withTidyHead(withUsualLineEnds(raw))) {
    yield chunk;
    tail = chunk.length >= tailBytes ? chunk.subarray(-tailBytes) : Buffer.concat([tail, chunk]).subarray(-tailBytes);
  }
  if (unendedBoundary.test(Buffer.from(tail).toString('latin1'))) yield Buffer.from('\n');
}

async function* withTidyHead(raw: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of raw) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    yield tidyHead(head);
    head = undefined;
  }
  if (head !== undefined) yield tidyHead(head);
}

function tidyHead(head: Buffer): Uint8Array {
  const start = headerStart(head);
  return endedHeader(joinedHeader(start === 0 ? head : head.subarray(start)));
}

const boundaryInHeader = /\n--\S[^\r\n]{0,200}\r?\ncontent-[a-z-]{1,40}[ \t]*:/i;

/** A header on which the first part follows without an empty line, or with one of blanks. */
function endedHeader(lines: Buffer): Buffer {
  const text = lines.toString('latin1', 0, headBytes);
  const end = /\n\r?\n/.exec(text)?.index ?? text.length;
  const found = boundaryInHeader.exec(text.slice(0, end));
  if (found === null) return lines;
  return Buffer.concat([lines.subarray(0, found.index + 1), Buffer.from('\n'), lines.subarray(found.index + 1)]);
}

/** A header that empty lines tore in two: neither sender nor subject above them, and fields with a sender below. */
function joinedHeader(lines: Buffer): Buffer {
  const text = lines.toString('latin1', 0, headBytes);
  const gap = /\r?\n(([ \t]*\r?\n){1,9})/.exec(text);
  if (gap === null) return lines;
  const above = text.slice(0, gap.index);
  const below = gap.index + gap[0].length;
  const block = text.slice(below).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const torn = header.test(`${above}\n`) && known.test(above) && !/(^|\n)(from|subject)[ \t]*:/i.test(above);
  if (!torn || !/(^|\n)from[ \t]*:/i.test(block) || !block.split(/\r?\n/).every(isFieldLine)) return lines;
  const end = lines.indexOf(lf, gap.index) + 1;
  return Buffer.concat([lines.subarray(0, end), lines.subarray(below)]);
}

function isFieldLine(line: string): boolean {
  return /^([!-9;-~]{1,60}[ \t]*:|[ \t]+\S)/.test(line);
}

const blank = /^(\xef\xbb\xbf)?([ \t]*\r?\n)*/;
/** Some field that every mail has one of, before the next empty line. */
const header = /^(>?From [^\n]*\n)?([!-9;-~]{1,60}[ \t]*:|[ \t])[^\n]*\n/;
const known = /(^|\n)(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to)[ \t]*:/i;

/** Where the header begins, or 0 where what follows the empty lines is none. */
function headerStart(head: Uint8Array): number {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4_096)).toString('latin1');
  const start = blank.exec(text)?.[0].length ?? 0;
  const block = blockAt(text, start);
  if (header.test(`${block}\n`)) return start > 0 && known.test(block) ? start : 0;
  return known.test(block) ? 0 : pastedStart(head);
}

const afterGap = /\n[ \t]*\r?\n(?=[!-9;-~]{1,60}[ \t]*:)/g;

/** The header of a mail that was pasted below text: it names who wrote, and the trace or the id that no letter's lines have. */
function pastedStart(head: Uint8Array): number {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, headBytes)).toString('latin1');
  for (const gap of text.matchAll(afterGap)) {
    const start = gap.index + gap[0].length;
    const block = blockAt(text, start);
    const isTraced = /(^|\n)from[ \t]*:/i.test(block) && /(^|\n)(received|message-id)[ \t]*:/i.test(block);
    if (isTraced && block.split(/\r?\n/).every(isFieldLine)) return start;
  }
  return 0;
}

function blockAt(text: string, start: number): string {
  return text.slice(start).split(/\r?\n\r?\n/, 1)[0] ?? '';
}
