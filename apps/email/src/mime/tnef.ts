/** What Outlook packs into `winmail.dat` (MS-OXTNEF): files, and sometimes the only copy of the text. */
export interface Tnef {
  readonly files: readonly TnefFile[];
  readonly html?: Uint8Array;
  readonly text?: string;
  /** Compressed RTF (MS-OXRTFCP). */
  readonly rtf?: Uint8Array;
}

export interface TnefFile {
  readonly name?: string;
  readonly type?: string;
  readonly contentId?: string;
  readonly content: Uint8Array;
}

const signature = 0x223e9f78;
const attributes = {
  attachRendData: 0x9002,
  attachTitle: 0x8010,
  attachData: 0x800f,
  attachment: 0x9005,
  messageProperties: 0x9003,
  body: 0x800c,
} as const;
const properties = {
  body: 0x1000,
  html: 0x1013,
  rtf: 0x1009,
  attachData: 0x3701,
  attachName: 0x3704,
  attachLongName: 0x3707,
  attachType: 0x370e,
  attachContentId: 0x3712,
} as const;

/** Files beyond this many stay in the container. */
const mostFiles = 500;

interface OpenFile {
  name?: string;
  longName?: string;
  type?: string;
  contentId?: string;
  content?: Uint8Array;
}

/** Undefined where it is none. A torn container gives what stands before the tear. */
export function readTnef(bytes: Uint8Array): Tnef | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 6 || view.readUInt32LE(0) !== signature) return undefined;
  const files: OpenFile[] = [];
  let message: Properties = new Map();
  let body: string | undefined;
  for (let at = 6; at + 9 <= view.length; ) {
    const id = view.readUInt16LE(at + 1);
    const length = view.readUInt32LE(at + 5);
    const value = view.subarray(at + 9, Math.min(view.length, at + 9 + length));
    at += 9 + length + 2;
    if (id === attributes.attachRendData && files.length < mostFiles) files.push({});
    else if (id === attributes.messageProperties) message = readProperties(value);
    else if (id === attributes.body) body = text8(value);
    else addTo(files.at(-1), id, value);
  }
  const html = message.get(properties.html);
  const plain = message.get(properties.body);
  const rtf = message.get(properties.rtf);
  return {
    files: files.flatMap(closed),
    ...(html !== undefined && { html: html.bytes }),
    ...(plain !== undefined ? { text: textOf(plain) } : body !== undefined && { text: body }),
    ...(rtf !== undefined && { rtf: rtf.bytes }),
  };
}

function addTo(file: OpenFile | undefined, id: number, value: Buffer): void {
  if (file === undefined) return;
  if (id === attributes.attachTitle) file.name = text8(value);
  if (id === attributes.attachData) file.content = value;
  if (id !== attributes.attachment) return;
  const found = readProperties(value);
  const said = (property: number) => {
    const text = found.get(property);
    return text === undefined ? undefined : textOf(text) || undefined;
  };
  file.longName = said(properties.attachLongName) ?? said(properties.attachName) ?? file.longName ?? '';
  const [type, contentId] = [said(properties.attachType), said(properties.attachContentId)];
  if (type !== undefined) file.type = type;
  if (contentId !== undefined) file.contentId = contentId;
  file.content ??= found.get(properties.attachData)?.bytes ?? new Uint8Array();
}

function closed({ name, longName, type, contentId, content }: OpenFile): readonly TnefFile[] {
  const shown = longName || name;
  if (content === undefined || content.length === 0) return [];
  return [
    {
      content,
      ...(shown !== undefined && shown !== '' && { name: shown }),
      ...(type !== undefined && { type }),
      ...(contentId !== undefined && { contentId }),
    },
  ];
}

interface Value {
  readonly type: number;
  readonly bytes: Uint8Array;
}

type Properties = Map<number, Value>;

/** The length of values of a fixed type, padded to four. */
const fixedLength: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const string8 = 0x1e;
const unicode = 0x1f;
const object = 0x0d;
const binary = 0x102;
const severalValues = 0x1000;
const firstNamed = 0x8000;
const mostProperties = 10_000;

function readProperties(view: Buffer): Properties {
  const found: Properties = new Map();
  const cursor = { at: 4 };
  const count = view.length < 4 ? 0 : Math.min(view.readUInt32LE(0), mostProperties);
  try {
    for (let left = count; left > 0; left -= 1) readProperty(view, cursor, found);
  } catch (error) {
    // A torn list gives what stands before the tear.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function readProperty(view: Buffer, cursor: { at: number }, found: Properties): void {
  const written = view.readUInt16LE(cursor.at);
  const id = view.readUInt16LE(cursor.at + 2);
  cursor.at += 4;
  if (id >= firstNamed) skipName(view, cursor);
  const type = written & ~severalValues;
  const length = fixedLength[type];
  const counted = length === undefined || (written & severalValues) !== 0;
  const values = counted ? view.readUInt32LE(cursor.at) : 1;
  if (counted) cursor.at += 4;
  for (let left = Math.min(values, mostProperties); left > 0; left -= 1) {
    const bytes = readValue(view, cursor, type, length);
    if (!found.has(id)) found.set(id, { type, bytes });
  }
}

function readValue(view: Buffer, cursor: { at: number }, type: number, fixed: number | undefined): Uint8Array {
  if (fixed === undefined && ![string8, unicode, object, binary].includes(type)) throw new RangeError('unknown type');
  const length = fixed ?? view.readUInt32LE(cursor.at);
  const from = fixed === undefined ? cursor.at + 4 : cursor.at;
  if (from + length > view.length) throw new RangeError('torn');
  cursor.at = from + length + ((4 - (length % 4)) % 4);
  // An object begins with the id of its interface.
  return view.subarray(type === object ? from + 16 : from, from + length);
}

/** The name of a property that a program made up: sixteen bytes, and a number or a text. */
function skipName(view: Buffer, cursor: { at: number }): void {
  const kind = view.readUInt32LE(cursor.at + 16);
  cursor.at += 20;
  const length = kind === 0 ? 0 : view.readUInt32LE(cursor.at);
  cursor.at += 4 + length + ((4 - (length % 4)) % 4);
}

function textOf({ type, bytes }: Value): string {
  return type === unicode ? Buffer.from(bytes).toString('utf16le').replace(/\0+$/, '') : text8(bytes);
}

/** The code page is the sender's; most are Western, and UTF-8 says that it is. */
function text8(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const content = bytes.subarray(0, end < 0 ? bytes.length : end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
