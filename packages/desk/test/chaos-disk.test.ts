import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { openCaseStore, type StoreOptions } from '@sla/case-store';
import { startOwnPostgres } from '@sla/case-store/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { INNOCENT, judge, settle } from './chaos/judge.ts';
import { canMount, cutPower, makeImage, mountImage, mountSmall, type OwnDisk } from './chaos/power.ts';
import { linesOf } from './chaos/recording-channel.ts';
import { report, share } from './chaos/rounds.ts';
import { startWorker } from './chaos/worker-process.ts';

let prepared: string;
let folder: string;
const mounted: OwnDisk[] = [];

beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'chaos-prepared-'));
  await (await openCaseStore({ kind: 'embedded', folder: join(prepared, 'cases') })).close();
});
afterAll(() => rm(prepared, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  // PostgreSQL, which runs as another user than root, looks for its files below.
  await chmod(folder, 0o755);
});
afterEach(async () => {
  for (const disk of mounted.splice(0)) await disk.unmount();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const mountable = await canMountHere();

async function canMountHere(): Promise<boolean> {
  const trial = await mkdtemp(join(tmpdir(), 'chaos-trial-'));
  const can = await canMount(trial);
  await rm(trial, { recursive: true, force: true });
  return can;
}

function ordersFor(store: StoreOptions, weight = 0) {
  const [offered, acknowledged, recorded] = ['offered', 'acknowledged', 'recorded'].map((name) => join(folder, name));
  return {
    name: 'w',
    store,
    offered: `${offered}`,
    acknowledged: `${acknowledged}`,
    recorded: `${recorded}`,
    burst: 1e9,
    weight,
  };
}

describe.skipIf(!mountable)('a cut of power (needs root and loop devices)', () => {
  const cuts = Math.ceil(10 * share);

  it(
    `loses nothing that an embedded desk has acknowledged, ${cuts} times`,
    async () => {
      const image = join(folder, 'disk.img');
      await makeImage(image, 400);
      const disk = await mountImage(image, join(folder, 'disk'));
      mounted.push(disk);
      await cp(join(prepared, 'cases'), join(disk.folder, 'cases'), { recursive: true });
      spawnSync('sync', ['-f', disk.folder]);
      const orders = ordersFor({ kind: 'embedded', folder: join(disk.folder, 'cases') });
      let survived = 0;
      for (let cut = 1; cut <= cuts; cut += 1) {
        const worker = startWorker(orders);
        await worker.ready;
        const enough = linesOf(orders.acknowledged).length + 15;
        while (linesOf(orders.acknowledged).length < enough) await wait(20);
        await wait(Math.random() * 500);
        // Never flushed: that it is lost proves that the cut is one.
        writeFileSync(join(disk.folder, `unflushed-${cut}`), UNFLUSHED);
        worker.process.kill('SIGSTOP');
        const acknowledged = linesOf(orders.acknowledged);
        // What the channel had got by then; the desk that goes on after this trial writes to the first file.
        const recorded = join(folder, `recorded-${cut}`);
        await writeFile(
          recorded,
          linesOf(orders.recorded).map((line) => `${line}\n`),
        );
        await cutPower(image, join(folder, 'copy.img'));
        await worker.kill();
        const copy = await mountImage(join(folder, 'copy.img'), join(folder, `copy-${cut}`));
        mounted.push(copy);
        expect(contentOf(join(copy.folder, `unflushed-${cut}`))).not.toBe(UNFLUSHED);
        const store = await openCaseStore({ kind: 'embedded', folder: join(copy.folder, 'cases') });
        // What had been sent before the cut and was not yet noted is sent again, as another try.
        await settle(store, recorded);
        const { verdict } = await judge(store, { acknowledged, recorded });
        expect(verdict).toEqual(INNOCENT);
        survived = acknowledged.length;
        await store.close();
        await copy.unmount();
        mounted.pop();
      }
      report(`power cut ${cuts} times`, { survived });
      expect(survived).toBeGreaterThan(10);
    },
    120_000 + cuts * 60_000,
  );
});

describe.skipIf(!mountable)('a full disk (needs root)', () => {
  it('stops an embedded desk, which loses nothing and goes on when there is room', async () => {
    const disk = await mountSmall(join(folder, 'small'), 200);
    mounted.push(disk);
    await cp(join(prepared, 'cases'), join(disk.folder, 'cases'), { recursive: true });
    const store = { kind: 'embedded', folder: join(disk.folder, 'cases') } as const;
    const complaints = await workUntilFull(ordersFor(store, 1_000_000));
    expect(complaints).toMatch(/The database is not available: the disk of .* are kept free/);
    await disk.grow(2_000);
    await judgeAfterwards(store);
  }, 240_000);

  it('stops a desk on PostgreSQL, which loses nothing and goes on when there is room', async (test) => {
    const disk = await mountSmall(join(folder, 'small'), 160);
    mounted.push(disk);
    const postgres = await startOwnPostgres({
      folder: join(disk.folder, 'pg'),
      settings: ['max_wal_size=64MB', 'shared_buffers=16MB'],
    });
    if (!postgres) return test.skip('no PostgreSQL is installed');
    const store = { kind: 'postgres', url: postgres.url, blobFolder: join(folder, 'blobs') } as const;
    const complaints = await workUntilFull(ordersFor(store, 1_000_000));
    expect(complaints).toMatch(/no space|could not (write|extend)|not available|terminat/i);
    await disk.grow(2_000);
    await postgres.restart();
    await judgeAfterwards(store);
    await postgres.stop();
  }, 240_000);
});

const UNFLUSHED = 'never flushed '.repeat(1_000);

function contentOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Until it can take in no more; what it said when it could not. */
async function workUntilFull(orders: ReturnType<typeof ordersFor>): Promise<string> {
  const worker = startWorker(orders);
  await worker.ready;
  await worker.ended;
  return worker.complaints();
}

async function judgeAfterwards(options: StoreOptions): Promise<void> {
  const store = await openCaseStore(options);
  const recorded = join(folder, 'recorded');
  await settle(store, recorded);
  const { verdict, weighed } = await judge(store, { acknowledged: linesOf(join(folder, 'acknowledged')), recorded });
  report('disk full', weighed);
  expect(verdict).toEqual(INNOCENT);
  expect(weighed.acknowledged).toBeGreaterThan(5);
  await store.close();
}
