import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { opened, sampleCase, sampleChange, saveNew } from './contract/samples.ts';
import { openDurablePglite } from './durable-pglite.ts';
import { openCaseStore } from './open-case-store.ts';
import { StoreOpenError } from './store-error.ts';

const CHILD = fileURLToPath(import.meta.resolve('../test/commit-cases.ts'));

let root = '';
let folder = '';
/** Making a database takes seconds, copying one does not. */
let prepared = '';

beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'sla-prepared-'));
  await (await openCaseStore({ kind: 'embedded', folder: prepared })).close();
});
afterAll(() => rm(prepared, { recursive: true, force: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sla-embedded-'));
  folder = join(root, 'data');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const prepare = () => cp(prepared, folder, { recursive: true });

const open = () => openCaseStore({ kind: 'embedded', folder });

describe('an embedded store', () => {
  it('is there again after it was closed', async () => {
    const store = await open();
    await saveNew(store, sampleChange(sampleCase('a'), { events: [opened()] }));
    const blob = await store.blobs.put(pieces('raw message'));
    await store.close();
    expect((await readdir(folder)).toSorted()).toEqual(['blobs', 'database', 'lock.sqlite']);
    const again = await open();
    expect((await again.findCase('a'))?.events).toHaveLength(1);
    expect(await again.blobs.has(blob.hash)).toBe(true);
    await again.close();
  }, 60_000);

  it('loses nothing that was committed, whenever it is killed', async () => {
    await prepare();
    const acknowledged: string[] = [];
    for (const commits of [1, 17, 40]) {
      // What was committed but not heard of before the kill has the next number: leave room for it.
      const child = startChild([folder, String(1000 * commits), '1000000']);
      await child.until(() => child.lines().length > commits);
      await child.kill();
      acknowledged.push(...child.lines().filter((line) => line !== 'open'));
    }
    const store = await open();
    for (const id of acknowledged) {
      expect((await store.findCase(id))?.events).toHaveLength(1);
      expect(await store.listMessages(id)).toHaveLength(1);
    }
    const cases = await store.countCases({});
    // One more may have been committed at each kill without anybody having been told.
    expect(cases - acknowledged.length).toBeLessThanOrEqual(3);
    expect(await store.listOutbox({ limit: 10_000 })).toHaveLength(cases);
    await store.close();
  }, 120_000);

  it('that was killed while it was first made starts anew', async () => {
    await mkdir(folder);
    const child = startChild([folder, '0', '1']);
    for await (const { filename } of watch(folder)) if (filename === 'database.new') break;
    await child.kill();
    await expect(access(join(folder, 'database'))).rejects.toThrow('ENOENT');
    const store = await open();
    await saveNew(store, sampleChange(sampleCase('a')));
    await store.close();
    expect(await readdir(folder)).not.toContain('database.new');
  }, 60_000);

  it('refuses a second process in one sentence that names the way to several, and takes over when the first is gone', async () => {
    await prepare();
    const child = startChild([folder, '0', '1000000']);
    await child.until(() => child.lines().includes('open'));
    const refusal = await open().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect(refusal).toMatchObject({ code: 'locked' });
    expect(String(refusal)).toBe(
      `StoreOpenError: Another process has the cases in ${folder} open; stop it, or set DATABASE_URL to a PostgreSQL database, which several processes can share.`,
    );
    await child.kill();
    await (await open()).close();
  }, 60_000);

  it('refuses a second store in the same process', async () => {
    await prepare();
    const store = await open();
    await expect(open()).rejects.toMatchObject({ code: 'locked' });
    await store.close();
    await (await open()).close();
  }, 60_000);

  it('refuses a folder that holds other things, and leaves it alone', async () => {
    await mkdir(join(folder, 'photos'), { recursive: true });
    await writeFile(join(folder, '.hidden'), '');
    await expect(open()).rejects.toMatchObject({
      code: 'not-ours',
      message: `The folder ${folder} holds other things (photos); name an empty or a new folder for the cases.`,
    });
    expect((await readdir(folder)).toSorted()).toEqual(['.hidden', 'photos']);
  });

  it('refuses a folder that cannot be written', async () => {
    await writeFile(folder, 'a file');
    await expect(open()).rejects.toMatchObject({ code: 'unwritable', message: expect.stringContaining(folder) });
    folder = join(folder, 'below');
    await expect(open()).rejects.toMatchObject({ code: 'unwritable', message: expect.stringContaining('ENOTDIR') });
  });

  it('refuses a database that a newer version has written, and lets go of the folder', async () => {
    await prepare();
    const { pglite } = await openDurablePglite(join(folder, 'database'));
    await pglite.exec(`insert into case_store_migrations values ('9999-future', now()::text)`);
    await pglite.close();
    const refusal = { code: 'newer-schema', message: expect.stringContaining('9999-future') };
    await expect(open()).rejects.toMatchObject(refusal);
    await expect(open()).rejects.toMatchObject(refusal);
  }, 60_000);

  it('says so when the files are damaged', async () => {
    await prepare();
    await writeFile(join(folder, 'database', 'global', 'pg_control'), 'nonsense');
    await expect(open()).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('backup') });
  }, 60_000);
});

describe('PGlite in a folder', () => {
  it('tells the disk to keep what it has at every commit', async () => {
    await prepare();
    const { pglite, flushes } = await openDurablePglite(join(folder, 'database'));
    await pglite.exec('create table t (n integer)');
    const before = flushes();
    for (let n = 0; n < 20; n += 1) await pglite.query('insert into t values ($1)', [n]);
    expect(flushes() - before).toBeGreaterThanOrEqual(20);
    const { rows } = await pglite.query(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by 1`,
    );
    expect(rows).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    await pglite.close();
  }, 60_000);

  it.skipIf(spawnSync('strace', ['-V']).error !== undefined)(
    'reaches the kernel with it (needs strace)',
    async () => {
      await prepare();
      const trace = join(root, 'trace');
      const child = startChild([folder, '0', '25'], ['strace', '-f', '-e', 'trace=fsync', '-o', trace]);
      expect(await child.closed).toEqual([0, null]);
      const flushes = (await readFile(trace, 'utf8')).match(/fsync\(\d+\)\s+= 0/g) ?? [];
      expect(flushes.length).toBeGreaterThanOrEqual(25);
    },
    120_000,
  );
});

function startChild(args: readonly string[], wrapper: readonly string[] = []) {
  const [command = '', ...rest] = [...wrapper, process.execPath, '--conditions=@sla/source', CHILD, ...args];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  /** Only whole lines: the last one may have been cut. */
  const lines = () => text.split('\n').slice(0, -1);
  return {
    lines,
    closed,
    async until(enough: () => boolean): Promise<void> {
      const tooSoon = closed.then(([code]) => Promise.reject(new Error(`The process ended with code ${code}.`)));
      while (!enough()) await Promise.race([once(child.stdout, 'data'), tooSoon]);
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
