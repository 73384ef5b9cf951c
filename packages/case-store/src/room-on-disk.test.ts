import { tmpdir } from 'node:os';

import { expect, it } from 'vitest';

import { roomOnDisk } from './room-on-disk.ts';
import { StoreUnavailable } from './store-error.ts';

it('a disk with room is written to, one that is almost full is not, and says so', () => {
  expect(roomOnDisk(tmpdir(), 1)).not.toThrow();
  const refuse = roomOnDisk(tmpdir(), 1e12);
  expect(refuse).toThrow(StoreUnavailable);
  expect(refuse).toThrow(
    /the disk of \S+ has \d+ MB left, and 1000000000000 are kept free; make room, nothing was lost/,
  );
});
