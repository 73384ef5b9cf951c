/** Line ends and what stands before the header are judged by this much of a mail. */
const headBytes = 16_384;
const cr = 0x0d;
const lf = 0x0a;

/**
 * A raw message as the splitter takes it: without a byte order mark and empty lines before its header, as exports leave
 * them, and with line ends where it has only the carriage returns of an old Mac. All else passes as it is.
 */
export async function* tidySource(raw: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let onlyReturns = false;
  for await (const chunk of raw) {
    if (head === undefined) {
      yield onlyReturns ? withLineFeeds(chunk) : chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    onlyReturns = hasOnlyReturns(head);
    yield tidyHead(head, onlyReturns);
    head = undefined;
  }
  if (head !== undefined) yield tidyHead(head, hasOnlyReturns(head));
}

function hasOnlyReturns(head: Buffer): boolean {
  return head.includes(cr) && !head.includes(lf);
}

function tidyHead(head: Buffer, onlyReturns: boolean): Uint8Array {
  const lines = onlyReturns ? withLineFeeds(head) : head;
  const start = headerStart(lines);
  return joinedHeader(start === 0 ? lines : lines.subarray(start));
}

/** A header that empty lines tore in two: neither sender nor subject above them, and fields with a sender below. */
function joinedHeader(lines: Buffer): Uint8Array {
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

function withLineFeeds(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes).map((byte) => (byte === cr ? lf : byte)) as Buffer;
}

const blank = /^(\xef\xbb\xbf)?([ \t]*\r?\n)*/;
/** Some field that every mail has one of, before the next empty line. */
const header = /^(>?From [^\n]*\n)?([!-9;-~]{1,60}[ \t]*:|[ \t])[^\n]*\n/;
const known = /(^|\n)(from|to|subject|date|received|return-path|message-id|mime-version|delivered-to)[ \t]*:/i;

/** Where the header begins, or 0 where what follows the empty lines is none. */
function headerStart(head: Uint8Array): number {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 4_096)).toString('latin1');
  const start = blank.exec(text)?.[0].length ?? 0;
  if (start === 0) return 0;
  const block = text.slice(start).split(/\r?\n\r?\n/, 1)[0] ?? '';
  return header.test(`${block}\n`) && known.test(block) ? start : 0;
}
