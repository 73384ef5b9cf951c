import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
}

/** A ZIP archive (PKWARE APPNOTE 6.3) of a few small files, without folders; the same files give the same bytes. */
export function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const common = commonHeader(Buffer.byteLength(name), content, packed.length);
    const local = Buffer.concat([mark(0x04034b50), common, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([mark(0x02014b50), short(20), common, Buffer.alloc(10), long(offset), Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = short(entries.length);
  const end = Buffer.concat([
    mark(0x06054b50),
    short(0),
    short(0),
    count,
    count,
    long(central.length),
    long(offset),
    short(0),
  ]);
  return Buffer.concat([...parts, central, end]);
}

/** Version, UTF-8 names, deflate, 1 January 1980, checksum and lengths; no extra field. */
function commonHeader(nameLength: number, content: Uint8Array, packedLength: number): Buffer {
  return Buffer.concat([
    short(20),
    short(0x0800),
    short(8),
    short(0),
    short(0x21),
    long(crc32(content)),
    long(packedLength),
    long(content.length),
    short(nameLength),
    short(0),
  ]);
}

function mark(signature: number): Buffer {
  return long(signature);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
