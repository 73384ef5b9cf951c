/** What every compressed RTF takes for said (MS-OXRTFCP §2.1.2.1). */
const dictionary =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const compressed = 0x75465a4c;
const stored = 0x414c454d;
const mostBytes = 4 * 1024 * 1024;

/** Readable text of compressed RTF; undefined where it is none. */
export function rtfText(bytes: Uint8Array): string | undefined {
  const rtf = decompress(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const text = rtf === undefined ? '' : readable(rtf).trim();
  return text === '' ? undefined : text;
}

function decompress(view: Buffer): string | undefined {
  if (view.length < 16) return undefined;
  const kind = view.readUInt32LE(8);
  if (kind === stored) return view.toString('latin1', 16, Math.min(view.length, 16 + mostBytes));
  return kind === compressed ? inflate(view, Math.min(view.readUInt32LE(4), mostBytes)) : undefined;
}

/** LZ77 with a ring of 4096 bytes: eight marks to a byte; a reference to where writing stands ends it. */
function inflate(view: Buffer, size: number): string {
  const ring = Buffer.alloc(4096);
  let place = ring.write(dictionary, 'latin1');
  const out = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number) => {
    out[length] = byte;
    length += 1;
    ring[place] = byte;
    place = (place + 1) % ring.length;
  };
  const repeat = (reference: number) => {
    const from = reference >> 4;
    for (let step = 0; step < (reference & 15) + 2 && length < size; step += 1) put(ring[(from + step) % 4096] ?? 0);
  };
  let marks = 0;
  let left = 0;
  for (let at = 16; at < view.length && length < size; left -= 1, marks >>= 1) {
    if (left === 0) {
      marks = view[at] ?? 0;
      left = 8;
      at += 1;
    }
    const isReference = (marks & 1) === 1;
    const reference = ((view[at] ?? 0) << 8) | (view[at + 1] ?? 0);
    if (isReference && reference >> 4 === place) break;
    if (isReference) repeat(reference);
    else put(view[at] ?? 0);
    at += isReference ? 2 : 1;
  }
  return out.toString('latin1', 0, length);
}

/** Groups that hold no words of the message. */
const unread =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|listtable|listoverridetable|themedata|datastore)$/;
const breaks = new Set(['par', 'line', 'row', 'sect']);

interface Group {
  silent: boolean;
  /** RTF that only repeats what the packed HTML says. */
  html: boolean;
}

function readable(rtf: string): string {
  const state: Reading = { out: [], groups: [{ silent: false, html: false }], skip: 0 };
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}\r\n]+)/gi;
  for (const [, word, number, hex, symbol, brace, plain] of rtf.matchAll(token)) {
    const group = state.groups.at(-1) ?? { silent: true, html: false };
    if (brace === '{') state.groups.push({ ...group });
    else if (brace === '}') state.groups.pop();
    else if (symbol === '*') group.silent = true;
    else if (word !== undefined) control(word, number, group, state);
    else say(hex, symbol, plain, group, state);
  }
  return state.out.join('');
}

interface Reading {
  readonly out: string[];
  readonly groups: Group[];
  /** Characters that stand in for one that was given by its number. */
  skip: number;
}

function control(word: string, number: string | undefined, group: Group, state: Reading): void {
  if (unread.test(word)) group.silent = true;
  if (word === 'htmlrtf') group.html = number !== '0';
  if (group.silent || group.html) return;
  if (breaks.has(word)) state.out.push('\n');
  if (word === 'tab' || word === 'cell') state.out.push('\t');
  if (word === 'u') state.out.push(String.fromCharCode((Number(number) + 65_536) % 65_536));
  state.skip = word === 'u' ? 1 : 0;
}

function say(
  hex: string | undefined,
  symbol: string | undefined,
  plain: string | undefined,
  group: Group,
  state: Reading,
): void {
  const skip = state.skip;
  state.skip = 0;
  if (group.silent || group.html) return;
  if (hex !== undefined && skip === 0) state.out.push(western(Number.parseInt(hex, 16)));
  else if (symbol !== undefined && /[\\{}]/.test(symbol)) state.out.push(symbol);
  else if (symbol === '~') state.out.push(' ');
  else if (plain !== undefined) state.out.push(plain.slice(skip));
}

const windows = new TextDecoder('windows-1252');

function western(code: number): string {
  return windows.decode(Uint8Array.of(code));
}
