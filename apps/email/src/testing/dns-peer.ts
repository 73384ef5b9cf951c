import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** TXT records by name; a name that is not there does not exist. */
export type Zone = Readonly<Record<string, string>>;

export interface DnsPeer {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Lets questions lie instead of answering them. */
  hush(): void;
  close(): void;
}

/** A name server for one test (RFC 1035): text records of a small zone, and nothing else. */
export async function startDnsPeer(zone: Zone): Promise<DnsPeer> {
  const socket = createSocket('udp4');
  let silent = false;
  socket.on('message', (question, from) => {
    if (!silent) socket.send(answer(question, zone), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    hush: () => {
      silent = true;
    },
    close: () => socket.close(),
  };
}

const text = 16;

function answer(question: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const asked = question.subarray(12, at + 5);
  const found = question.readUInt16BE(at + 1) === text ? zone[labels.join('.').toLowerCase()] : undefined;
  const known = labels.join('.').toLowerCase() in zone;
  const header = Buffer.from(question.subarray(0, 12));
  // An answer, recursion available; code 3 says that there is no such name.
  header.writeUInt16BE(0x8180 | (known ? 0 : 3), 2);
  header.writeUInt16BE(found === undefined ? 0 : 1, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  return Buffer.concat([header, asked, ...(found === undefined ? [] : [record(found)])]);
}

function record(value: string): Buffer {
  const pieces = value.match(/.{1,255}/g) ?? [''];
  const content = Buffer.concat(pieces.flatMap((piece) => [Buffer.from([piece.length]), Buffer.from(piece, 'latin1')]));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(text, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(content.length, 10);
  return Buffer.concat([head, content]);
}
