import type { BlobStore } from '@sla/case-store';

/** Raw mails that have just been kept: most are read again at once, and need not come from the disk for it. */
export interface RecentRaws {
  keep(hash: string, raw: Buffer): void;
  /** Gives it once. */
  take(hash: string): Buffer | undefined;
}

/** Whatever does not find room is read from the disk. */
const mostBytes = 8 * 1024 * 1024;

/** The files of a store, of which those that were just kept are read from memory. */
export function blobsWith(recent: RecentRaws, blobs: Pick<BlobStore, 'read'>): Pick<BlobStore, 'read'> {
  return {
    read: (hash) => {
      const raw = recent.take(hash);
      return raw === undefined ? blobs.read(hash) : inOnePiece(raw);
    },
  };
}

async function* inOnePiece(raw: Buffer): AsyncIterable<Uint8Array> {
  yield raw;
}

export function createRecentRaws(): RecentRaws {
  const kept = new Map<string, Buffer>();
  let bytes = 0;

  function take(hash: string): Buffer | undefined {
    const raw = kept.get(hash);
    if (raw !== undefined) bytes -= raw.length;
    kept.delete(hash);
    return raw;
  }

  return {
    keep(hash, raw) {
      take(hash);
      if (bytes + raw.length > mostBytes) return;
      kept.set(hash, raw);
      bytes += raw.length;
    },
    take,
  };
}
