/** A boundary that stands in the content: its line opens a part, so a header's field follows. */
const opening = /(?:^|\n)--([^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?:content-[a-z-]{1,40}[ \t]*:|[!-9;-~]{1,60}:[ \t])/i;
/** One that begins with dashes itself, as many do: three characters of other kinds must follow. */
const dashed = /(?:^|\n)--(-{1,60}[^\s-][^\r\n]{2,139}?)[ \t]*\r?\ncontent-[a-z-]{1,40}[ \t]*:/i;
/** One of no letters at all: only a part's own field tells its line from the one above a signature. */
const unnamed = /^--[ \t]*(?=\r?\ncontent-[a-z-]{1,40}[ \t]*:)/gim;
/** The boundary stands near the top, if anywhere. */
const window = 65_536;

/**
 * The boundary that parts the content of a multipart whose header names another or none: cut off by a relay, mistyped by
 * a script. Undefined where there is none; the content is text then.
 */
export function lostBoundary(content: Uint8Array): string | undefined {
  const text = Buffer.from(content.subarray(0, window)).toString('latin1');
  const found = (opening.exec(text) ?? dashed.exec(text))?.[1];
  return found ?? (text.search(unnamed) === -1 ? undefined : '');
}

/**
 * The same content under a header that names its boundary; one that no header may name, for its letters beyond ASCII or
 * for want of any, gives way to another.
 */
export function withBoundary(content: Uint8Array, boundary: string): Buffer {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  const plain = /^[ -~]+$/.test(boundary);
  const name = plain ? boundary.replace(/["\\]/g, '\\$&') : 'found-boundary';
  const body = plain ? text : renamed(text, boundary, name);
  return Buffer.from(`Content-Type: multipart/mixed; boundary="${name}"\r\n\r\n${body}`, 'latin1');
}

function renamed(text: string, boundary: string, name: string): string {
  if (boundary !== '') return text.replaceAll(`--${boundary}`, `--${name}`);
  return text.replace(unnamed, `--${name}`).replace(/\n----\s{0,200}$/, `\n--${name}--\r\n`);
}

/** Nothing stands before the first boundary but what tells old programs of parts. */
export function beginsWithPart(content: Uint8Array): boolean {
  const text = Buffer.from(content.subarray(0, 1_024)).toString('latin1');
  return /^\s{0,20}(this is a (multi.?part|mime)[^\n]{0,200}\n\s{0,20})?--\S[^\r\n]{0,200}\r?\ncontent-/i.test(text);
}
