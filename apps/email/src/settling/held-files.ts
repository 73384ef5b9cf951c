import { createHash } from 'node:crypto';

import type { BlobRef, BlobStore } from '@sla/case-store';

/** Files of a mail that is being read. The small ones wait in memory, so that those of many mails are written together. */
export interface HeldFiles {
  keep(content: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /** Before anything names them. */
  write(): Promise<void>;
}

/** Larger ones go to the store as they come. */
const mostBytes = 32 * 1024;

export function holdFiles(blobs: Pick<BlobStore, 'put'>): HeldFiles {
  const held = new Map<string, Buffer>();
  return {
    keep: async (content) => {
      const iterator = content[Symbol.asyncIterator]();
      const pieces: Uint8Array[] = [];
      for (let size = 0; size <= mostBytes; size += pieces.at(-1)?.byteLength ?? 0) {
        const next = await iterator.next();
        if (next.done) return hold(Buffer.concat(pieces), held);
        pieces.push(next.value);
      }
      return blobs.put(goOn(pieces, iterator));
    },
    write: async () => {
      await Promise.all([...held.values()].map((content) => blobs.put(goOn([content]))));
      held.clear();
    },
  };
}

function hold(content: Buffer, held: Map<string, Buffer>): BlobRef {
  const hash = createHash('sha256').update(content).digest('hex');
  held.set(hash, content);
  return { hash, size: content.length };
}

async function* goOn(pieces: readonly Uint8Array[], iterator?: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
    for (let next = await iterator?.next(); next && !next.done; next = await iterator?.next()) yield next.value;
  } finally {
    await iterator?.return?.();
  }
}
