import { statfsSync } from 'node:fs';

import { StoreUnavailable } from './store-error.ts';

const MIB = 1024 * 1024;
const KEPT_FREE = 96;

/**
 * Refuses to write while the disk is almost full. PGlite cannot tell of a log that it could not write: it would run in a circle for
 * ever and take the process with it. The reserve is more than one transaction and the upkeep after it write.
 */
export function roomOnDisk(folder: string, keptFree = KEPT_FREE): () => void {
  return () => {
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.floor((bavail * bsize) / MIB);
    if (free >= keptFree) return;
    throw new StoreUnavailable(
      new Error(
        `the disk of ${folder} has ${free} MB left, and ${keptFree} are kept free; make room, nothing was lost`,
      ),
    );
  };
}
