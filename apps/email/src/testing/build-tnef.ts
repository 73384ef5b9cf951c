/** Packs files, and a body in one of its forms, as Outlook does (MS-OXTNEF). */
export function buildTnef(
  files: readonly { readonly name: string; readonly content: Buffer }[],
  body: { readonly html?: string; readonly rtf?: Buffer } = {},
): Buffer {
  const head = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
  const properties = [
    ...(body.html === undefined ? [] : [property(0x102, 0x1013, Buffer.from(body.html))]),
    ...(body.rtf === undefined ? [] : [property(0x102, 0x1009, body.rtf)]),
    named('Keywords', 'x'),
  ];
  return Buffer.concat([
    head,
    attribute(1, 0x00069003, list(properties)),
    ...files.flatMap(({ name, content }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from(`${name.slice(0, 8)}\0`, 'latin1')),
      attribute(2, 0x0006800f, content),
      attribute(2, 0x00069005, list([property(0x1f, 0x3707, Buffer.from(`${name}\0`, 'utf16le'))])),
    ]),
  ]);
}

function attribute(level: number, id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(value.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(value.reduce((total, byte) => (total + byte) & 0xffff, 0));
  return Buffer.concat([head, value, sum]);
}

function list(properties: readonly Buffer[]): Buffer {
  return Buffer.concat([word(properties.length), ...properties]);
}

function property(type: number, id: number, value: Buffer): Buffer {
  return Buffer.concat([half(type), half(id), word(1), word(value.length), padded(value)]);
}

function named(name: string, value: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const content = Buffer.from(`${value}\0`, 'utf16le');
  const kind = Buffer.concat([Buffer.alloc(16, 7), word(1), word(text.length), padded(text)]);
  return Buffer.concat([half(0x1f), half(0x8001), kind, word(1), word(content.length), padded(content)]);
}

function padded(value: Buffer): Buffer {
  return Buffer.concat([value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}
