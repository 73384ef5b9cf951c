import { fieldValue, parseHeaderBlock } from './header-fields.ts';

/** A signature, and the bytes that it signs; one that wraps them carries them itself. */
export interface SignedParts {
  readonly signature: Uint8Array;
  /** With the line ends of the wire (RFC 8551 §3.1.1). */
  readonly content?: Uint8Array;
}

/** The two parts of a `multipart/signed` (RFC 1847 §2.1), byte for byte; undefined where they are not to be found. */
export function detachedParts(raw: Buffer, boundary: string): SignedParts | undefined {
  const marks = boundaryLines(wired(raw), boundary);
  const [first, second, third] = marks.lines;
  if (first === undefined || second === undefined || third === undefined) return undefined;
  const content = marks.bytes.subarray(first.end, second.start - 2);
  const signature = bodyOf(marks.bytes.subarray(second.end, third.start - 2));
  return signature === undefined ? undefined : { signature, content };
}

/** The signature that a whole mail is, with what it signs inside. */
export function wrappingPart(raw: Buffer): SignedParts | undefined {
  const signature = bodyOf(wired(raw));
  return signature && { signature };
}

/** Saved mail often has bare line feeds, and was signed with both. */
function wired(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function boundaryLines(bytes: Buffer, boundary: string): { readonly bytes: Buffer; readonly lines: readonly Line[] } {
  const lines: Line[] = [];
  const mark = `\r\n--${boundary}`;
  let from = Math.max(0, bytes.indexOf('\r\n\r\n'));
  while (lines.length < 3) {
    const at = bytes.indexOf(mark, from, 'latin1');
    if (at < 0) break;
    const next = bytes.indexOf('\r\n', at + mark.length);
    const end = next < 0 ? bytes.length : next + 2;
    // Another boundary may begin with this one.
    const rest = bytes.toString('latin1', at + mark.length, Math.min(end, at + mark.length + 100));
    if (/^(--)?[ \t]*(\r\n)?$/.test(rest)) lines.push({ start: at + 2, end });
    from = at + mark.length;
  }
  return { bytes, lines };
}

/** A part without its header, decoded. */
function bodyOf(part: Buffer): Uint8Array | undefined {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const { fields } = parseHeaderBlock(part.toString('latin1', 0, end));
  const encoding = fieldValue(fields, 'content-transfer-encoding')?.trim().toLowerCase();
  const body = part.subarray(end + 4);
  return encoding === 'base64' ? Buffer.from(body.toString('latin1'), 'base64') : body;
}
