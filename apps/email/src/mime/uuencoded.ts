import { Transform, type TransformCallback } from 'node:stream';

/** A file that stood in the text, as mail carried files before MIME. */
export interface UuFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface UuText {
  /** The text without its files. */
  readonly rest: Uint8Array;
  readonly files: readonly UuFile[];
}

/** Mail of that age carries a few. */
const mostFiles = 50;
const opening = /^begin [0-7]{3,4} (\S.{0,200})$/;
const data = /^[ -`]{1,90}$/;

/** Takes uuencoded files out of a text; undefined where there is none. What is not whole stays text. One pass. */
export function uuFilesOf(bytes: Uint8Array): UuText | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!text.includes('begin ') || !text.includes('\nend')) return undefined;
  const lines = text.toString('latin1').split('\n');
  const kept: string[] = [];
  const files: UuFile[] = [];
  for (let at = 0; at < lines.length; ) {
    const found = files.length < mostFiles ? uuFileAt(lines, at) : undefined;
    if (found !== undefined) files.push(found.file);
    else kept.push(lines[at] ?? '');
    at += found?.count ?? 1;
  }
  return files.length === 0 ? undefined : { rest: Buffer.from(kept.join('\n'), 'latin1'), files };
}

function uuFileAt(lines: readonly string[], at: number): { readonly file: UuFile; readonly count: number } | undefined {
  const name = opening.exec(bare(lines[at]))?.[1]?.trim();
  if (name === undefined) return undefined;
  const chunks: Buffer[] = [];
  for (let next = at + 1; next < lines.length; next += 1) {
    const line = bare(lines[next]);
    if (line === 'end') {
      const file = { name, content: Buffer.concat(chunks) };
      return chunks.length === 0 ? undefined : { file, count: next - at + 1 };
    }
    if (line === '' || line === '`') continue;
    const chunk = data.test(line) ? decodeLine(line) : undefined;
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
  }
  return undefined;
}

/** So much may stand before a file begins. */
const longestPreface = 65_536;

/** Decodes a part that is one uuencoded file as it streams by; a part in which none begins passes as it is. */
export function createUuDecoder(): Transform {
  let preface = Buffer.alloc(0);
  let state: 'before' | 'within' | 'after' | 'bare' = 'before';
  let rest = '';
  const take = (line: string): Buffer | undefined => {
    if (bare(line) === 'end') state = 'after';
    return state === 'within' && data.test(bare(line)) ? decodeLine(bare(line)) : undefined;
  };
  const takeLines = (text: string): Buffer => {
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    return Buffer.concat(lines.map(take).filter((piece) => piece !== undefined));
  };
  const begin = (chunk: Buffer): Buffer => {
    preface = Buffer.concat([preface, chunk]);
    const text = preface.toString('latin1');
    const first = /(?:^|\n)begin [0-7]{3,4} [^\n]{0,200}\n/.exec(text);
    if (first === null && preface.length < longestPreface) return Buffer.alloc(0);
    state = first === null ? 'bare' : 'within';
    return first === null ? preface : takeLines(text.slice(first.index + first[0].length));
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      if (state === 'before') return done(null, begin(chunk));
      if (state === 'within') return done(null, takeLines(rest + chunk.toString('latin1')));
      done(null, state === 'bare' ? chunk : undefined);
    },
    flush(done: TransformCallback) {
      if (state === 'before') return done(null, preface);
      done(null, state === 'within' ? (take(rest) ?? undefined) : undefined);
    },
  });
}

function bare(line: string | undefined): string {
  return line === undefined ? '' : line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The first letter tells how many bytes follow, three in four letters; programs take blanks off the end. */
function decodeLine(line: string): Buffer | undefined {
  const length = (line.charCodeAt(0) - 32) & 63;
  const letters = Math.ceil(length / 3) * 4;
  if (line.length - 1 > letters + 2) return undefined;
  const padded = line.slice(1).padEnd(letters, ' ');
  const bytes = Buffer.alloc((letters / 4) * 3);
  for (let from = 0, to = 0; from < letters; from += 4, to += 3) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((place) => (padded.charCodeAt(from + place) - 32) & 63);
    bytes[to] = (a << 2) | (b >> 4);
    bytes[to + 1] = ((b & 15) << 4) | (c >> 2);
    bytes[to + 2] = ((c & 3) << 6) | d;
  }
  return bytes.subarray(0, length);
}
