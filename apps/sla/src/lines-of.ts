import { createReadStream } from 'node:fs';

const PIECE = 256 * 1024;

/** A file's lines, ended by line feeds alone: within JSON a text may hold what else Unicode, and Node's readline, take for the end of a line. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let kept = '';
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: PIECE })) {
    const lines = `${kept}${piece}`.split('\n');
    kept = lines.pop() ?? '';
    yield* lines;
  }
  if (kept !== '') yield kept;
}
