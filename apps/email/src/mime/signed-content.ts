/** An element of BER: where its content lies. */
interface Element {
  readonly tag: number;
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

const sequence = 0x30;
const octets = 0x04;
const signedData = '2a864886f70d010702';
const deepest = 12;

/**
 * What an opaque S/MIME signature wraps (RFC 5652 §5): the mail itself. Whether the signature is good is not asked, for a
 * mail that shows nothing helps nobody. Undefined where it is encrypted or no such thing.
 */
export function signedContent(bytes: Uint8Array): Uint8Array | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [outer] = elements(view, 0, view.length);
  if (outer?.tag !== sequence) return undefined;
  const [type, wrapper] = elements(view, outer.from, outer.to);
  if (type === undefined || view.toString('hex', type.from, type.to) !== signedData || wrapper === undefined)
    return undefined;
  const [signed] = elements(view, wrapper.from, wrapper.to);
  const [, , content] = signed === undefined ? [] : elements(view, signed.from, signed.to);
  const [, explicit] = content === undefined ? [] : elements(view, content.from, content.to);
  const pieces = explicit === undefined ? [] : pieceOf(view, explicit, 0);
  return pieces.length === 0 ? undefined : Buffer.concat(pieces);
}

/** An octet string whole, or in pieces within pieces. */
function pieceOf(view: Buffer, element: Element, depth: number): readonly Buffer[] {
  if (element.tag === octets) return [view.subarray(element.from, element.to)];
  if (depth > deepest || (element.tag & 0x20) === 0) return [];
  return elements(view, element.from, element.to).flatMap((inner) => pieceOf(view, inner, depth + 1));
}

function elements(view: Buffer, from: number, to: number): readonly Element[] {
  const found: Element[] = [];
  for (let at = from; at + 2 <= to && found.length < 100_000; ) {
    const element = elementAt(view, at, to, 0);
    if (element === undefined || (element.tag === 0 && element.to === element.from)) break;
    found.push(element);
    at = element.next;
  }
  return found;
}

function elementAt(view: Buffer, at: number, to: number, depth: number): Element | undefined {
  const tag = view[at] ?? 0;
  const first = view[at + 1] ?? 0;
  if (first === 0x80) return endless(view, at, to, depth);
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  if (bytes > 4 || at + 2 + bytes > to) return undefined;
  const length = bytes === 0 ? first : view.readUIntBE(at + 2, bytes);
  const from = at + 2 + bytes;
  const end = Math.min(to, from + length);
  return { tag, from, to: end, next: end };
}

/** Of indefinite length: up to the two zeros that end it (X.690 §8.1.5). */
function endless(view: Buffer, at: number, to: number, depth: number): Element | undefined {
  if (depth > deepest) return undefined;
  let inner = at + 2;
  while (inner + 2 <= to) {
    if (view[inner] === 0 && view[inner + 1] === 0)
      return { tag: view[at] ?? 0, from: at + 2, to: inner, next: inner + 2 };
    const element = elementAt(view, inner, to, depth + 1);
    if (element === undefined) return undefined;
    inner = element.next;
  }
  return { tag: view[at] ?? 0, from: at + 2, to, next: to };
}
