import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import type { BlobStore } from '../case-store.ts';
import { BlobMissing, StoreMisuse } from '../store-error.ts';
import type { Implementation } from './implementation.ts';
import { withStore } from './with-store.ts';

const MIB = 1024 * 1024;

/** Files by their content. */
export function blobsContract(implementation: Implementation): void {
  const { open } = implementation;

  describe('files', () => {
    it('come back as they went in, under the hash of their content', () =>
      withStore(open, async ({ blobs }) => {
        const content = Buffer.from('Grüße\0\r\n', 'utf8');
        const kept = await blobs.put(pieces(content.subarray(0, 3), content.subarray(3)));
        expect(kept).toEqual({ hash: createHash('sha256').update(content).digest('hex'), size: content.length });
        expect(await readAll(blobs, kept.hash)).toEqual(content);
        expect(await blobs.has(kept.hash)).toBe(true);
      }));

    it('may be empty', () =>
      withStore(open, async ({ blobs }) => {
        const kept = await blobs.put(pieces());
        expect(kept.size).toBe(0);
        expect(await readAll(blobs, kept.hash)).toEqual(Buffer.alloc(0));
      }));

    it('of the same content are one, also when put at the same time', () =>
      withStore(open, async ({ blobs }) => {
        const kept = await Promise.all(Array.from({ length: 5 }, () => blobs.put(pieces(Buffer.from('same')))));
        expect(new Set(kept.map((blob) => blob.hash)).size).toBe(1);
        expect((await readAll(blobs, kept[0]?.hash ?? '')).toString()).toBe('same');
      }));

    it('are the same whatever their size, and however they come', () =>
      withStore(open, async ({ blobs }) => {
        for (const size of [1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 100_000]) {
          const content = Buffer.from(Array.from({ length: size }, (_, index) => index % 251));
          const kept = await blobs.put(pieces(content.subarray(0, 1), content.subarray(1)));
          expect(kept).toEqual({ hash: createHash('sha256').update(content).digest('hex'), size });
          expect(await blobs.has(kept.hash)).toBe(true);
          expect((await readAll(blobs, kept.hash)).equals(content)).toBe(true);
        }
      }));

    it('that come at once are all kept', () =>
      withStore(open, async ({ blobs }) => {
        const texts = Array.from({ length: 150 }, (_, index) => `text ${index % 100}`);
        const kept = await Promise.all(texts.map((text) => blobs.put(pieces(Buffer.from(text)))));
        const read = await Promise.all(kept.map(({ hash }) => readAll(blobs, hash)));
        expect(read.map(String)).toEqual(texts);
      }));

    it('are not asked for inside a transaction, which might wait for itself', () =>
      withStore(open, async (store) => {
        const { hash } = await store.blobs.put(pieces(Buffer.from('x')));
        const asks: readonly (() => Promise<unknown>)[] = [
          () => store.blobs.has(hash),
          () => readAll(store.blobs, hash),
          () => store.blobs.put(pieces(Buffer.from('y'))),
        ];
        for (const ask of asks) {
          await expect(store.transaction(ask)).rejects.toThrow(StoreMisuse);
        }
      }));

    it('that break off are not kept', () =>
      withStore(open, async ({ blobs }) => {
        const half = Buffer.from('half of it');
        async function* breaking() {
          yield half;
          throw new Error('connection reset');
        }
        await expect(blobs.put(breaking())).rejects.toThrow('connection reset');
        expect(await blobs.has(createHash('sha256').update(half).digest('hex'))).toBe(false);
      }));

    it('that are not there are said to be missing, whatever they are called', () =>
      withStore(open, async ({ blobs }) => {
        for (const hash of ['ab'.repeat(32), '', '../../../etc/passwd', '..', `${'ab'.repeat(31)}/x`]) {
          expect(await blobs.has(hash)).toBe(false);
          await expect(readAll(blobs, hash)).rejects.toThrow(BlobMissing);
        }
      }));

    it(
      'stream through in flat memory',
      () =>
        withStore(open, async ({ blobs }) => {
          const writing = watchMemory(24);
          const kept = await blobs.put(repeated(Buffer.alloc(MIB, 7), 96, writing.look));
          expect(kept.size).toBe(96 * MIB);
          expect(writing.most()).toBeLessThan(64 * MIB);
          const reading = watchMemory(400);
          for await (const part of blobs.read(kept.hash)) if (part.length > 0) reading.look();
          expect(reading.most()).toBeLessThan(64 * MIB);
        }),
      60_000,
    );
  });
}

/** What is held in buffers beyond the start, looked at after a collection now and then. */
function watchMemory(every: number) {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let looks = 0;
  let most = 0;
  return {
    look() {
      looks += 1;
      if (looks % every !== 0) return;
      collect();
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    },
    most: () => most,
  };
}

async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function* repeated(piece: Uint8Array, times: number, look: () => void): AsyncGenerator<Uint8Array> {
  for (let count = 0; count < times; count += 1) {
    look();
    yield Uint8Array.from(piece);
  }
}

async function readAll(blobs: BlobStore, hash: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of blobs.read(hash)) parts.push(part);
  return Buffer.concat(parts);
}
