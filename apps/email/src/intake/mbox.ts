/** The messages of a file, one after the other: an mbox (RFC 4155) holds many, anything else is one. Each must be read to its end. */
export async function* messagesIn(file: AsyncIterable<Uint8Array>): AsyncGenerator<AsyncIterable<Buffer>> {
  const pieces = piecesOf(file);
  let next = await pieces.next();
  while (next.done !== true) {
    const message = createMessage(next.value.bytes, pieces);
    yield message.content;
    next = await message.end();
  }
}

interface Piece {
  /** It is the first of a message. */
  readonly begins: boolean;
  readonly bytes: Buffer;
}

function createMessage(first: Buffer, pieces: AsyncGenerator<Piece>) {
  let after: IteratorResult<Piece> | undefined;
  async function* read(): AsyncGenerator<Buffer> {
    yield first;
    while (after === undefined) {
      const next = await pieces.next();
      if (next.done === true || next.value.begins) after = next;
      else yield next.value.bytes;
    }
  }
  const content = read();
  return {
    content,
    end: async (): Promise<IteratorResult<Piece>> => {
      for await (const _ of content) {
        // What nobody read is passed over.
      }
      return after ?? { done: true, value: undefined };
    },
  };
}

/** `From mia@x.example Mon Oct  5 16:41:02 2026`: with a year, for people begin lines with "From" too. */
const separator = /^From \S.{0,200}\d{4}/;
/** A file may be one endless line. */
const longestLine = 1024 * 1024;

async function* piecesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  let rest = '';
  const state: Splitting = { started: false, isMbox: false, afterEmpty: true };
  for await (const chunk of file) {
    const text = rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1');
    const end = text.length > longestLine ? text.length : text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield* split(text.slice(0, end), state);
  }
  if (rest !== '') yield* split(rest, state);
}

interface Splitting {
  started: boolean;
  isMbox: boolean;
  afterEmpty: boolean;
}

function* split(text: string, state: Splitting): Generator<Piece> {
  if (!state.started) state.isMbox = separator.test(text.slice(0, 1_000));
  if (!state.isMbox) {
    yield { begins: !state.started, bytes: Buffer.from(text, 'latin1') };
    state.started = true;
    return;
  }
  let kept: string[] = [];
  let begins = false;
  for (const line of text.split(/(?<=\n)/)) {
    if (state.afterEmpty && separator.test(line)) {
      if (begins || kept.length > 0) yield { begins, bytes: Buffer.from(kept.join(''), 'latin1') };
      kept = [];
      begins = true;
    } else {
      kept.push(/^>+From /.test(line) ? line.slice(1) : line);
    }
    state.afterEmpty = line === '\n' || line === '\r\n';
  }
  state.started = true;
  yield { begins, bytes: Buffer.from(kept.join(''), 'latin1') };
}
