/** Line ends are judged by this much of a mail. */
const headBytes = 16_384;
const cr = 0x0d;
const lf = 0x0a;

/** Line feeds where a mail has only the carriage returns of an old Mac, one return each where a transfer doubled them. */
export async function* withUsualLineEnds(raw: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let mend: ((chunk: Uint8Array) => Uint8Array) | undefined;
  for await (const chunk of raw) {
    if (head === undefined) {
      yield mend?.(chunk) ?? chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < headBytes) continue;
    mend = menderFor(head);
    yield mend?.(head) ?? head;
    head = undefined;
  }
  if (head !== undefined) yield menderFor(head)?.(head) ?? head;
}

function menderFor(head: Buffer): ((chunk: Uint8Array) => Uint8Array) | undefined {
  if (!head.includes(cr)) return undefined;
  if (!head.includes(lf)) return withLineFeeds;
  return head.includes('\r\r\n') && !/[^\r]\r?\n/.test(head.toString('latin1')) ? createSingleReturns() : undefined;
}

function withLineFeeds(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes).map((byte) => (byte === cr ? lf : byte)) as Buffer;
}

/** Returns at the end of a chunk wait for the next: what follows tells whether they are doubled. */
function createSingleReturns(): (chunk: Uint8Array) => Uint8Array {
  let waiting = '';
  return (chunk) => {
    const text = waiting + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    waiting = /\r*$/.exec(text.slice(-8))?.[0] ?? '';
    return Buffer.from(text.slice(0, text.length - waiting.length).replace(/\r{2,}\n/g, '\r\n'), 'latin1');
  };
}
