import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { openCaseStore, type StoreOptions } from '@sla/case-store';
import { postgresSchemas } from '@sla/case-store/contract';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { INNOCENT, judge, settle } from './chaos/judge.ts';
import { linesOf } from './chaos/recording-channel.ts';
import { patienceSeconds, report, rounds } from './chaos/rounds.ts';
import { startWorker, type WorkerProcess } from './chaos/worker-process.ts';

const url = process.env.DATABASE_URL;
const patience = 120_000 + rounds * 15_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

function ordersFor(name: string, store: StoreOptions) {
  return {
    name,
    store,
    offered: join(folder, `${name}-offered`),
    acknowledged: join(folder, `${name}-acknowledged`),
    recorded: join(folder, 'recorded'),
    burst: 15,
  };
}

/** Kills it somewhere in its start or its work, and starts the next, so many times; returns how many it came to. */
async function killAgainAndAgain(orders: ReturnType<typeof ordersFor>, times: number): Promise<number> {
  const began = performance.now();
  for (let round = 0; round < times; round += 1) {
    if (performance.now() - began > patienceSeconds * 1_000) return round;
    const worker = startWorker(orders);
    // Every fifth is killed while it starts, the others when they are at work.
    if (round % 5 !== 4) {
      await worker.ready;
      const before = linesOf(orders.acknowledged).length;
      while (linesOf(orders.acknowledged).length === before) await Promise.race([wait(20), worker.failed]);
    }
    await wait(Math.random() * 1_000);
    await worker.kill();
  }
  return times;
}

async function verdictOn(store: StoreOptions, names: readonly string[]) {
  const opened = await openCaseStore(store);
  try {
    const recorded = join(folder, 'recorded');
    await settle(opened, recorded);
    const acknowledged = names.flatMap((name) => linesOf(join(folder, `${name}-acknowledged`)));
    return await judge(opened, { acknowledged, recorded });
  } finally {
    await opened.close();
  }
}

describe('killed at random moments under load, nothing is lost and nothing is done twice', () => {
  it(
    `an embedded desk, ${rounds} times`,
    async () => {
      const store = { kind: 'embedded', folder: join(folder, 'cases') } as const;
      await (await openCaseStore(store)).close();
      const killed = await killAgainAndAgain(ordersFor('only', store), rounds);
      const { verdict, weighed } = await verdictOn(store, ['only']);
      report(`killed ${killed} times, embedded`, weighed);
      expect(verdict).toEqual(INNOCENT);
      expect(weighed.acknowledged).toBeGreaterThan(5);
    },
    patience,
  );

  describe.skipIf(!url)('on PostgreSQL (needs DATABASE_URL)', () => {
    const schemas = postgresSchemas(url ?? 'postgresql://nowhere');
    afterAll(() => schemas.drop());

    it(
      `two desks that share one, ${rounds} times`,
      async () => {
        const blobFolder = join(folder, 'blobs');
        const store = { kind: 'postgres', url: url ?? '', schema: schemas.newSchema(), blobFolder } as const;
        const names = ['one', 'two'];
        const killed = await Promise.all(
          names.map((name) => killAgainAndAgain(ordersFor(name, store), Math.ceil(rounds / 2))),
        );
        const { verdict, weighed } = await verdictOn(store, names);
        report(`killed ${killed.reduce((sum, count) => sum + count)} times on PostgreSQL`, weighed);
        expect(verdict).toEqual(INNOCENT);
        expect(weighed.acknowledged).toBeGreaterThan(5);
      },
      patience,
    );

    it('desks whose own clocks are a minute early and late tell nothing too soon, and nothing twice', async () => {
      const blobFolder = join(folder, 'blobs');
      const store = { kind: 'postgres', url: url ?? '', schema: schemas.newSchema(), blobFolder } as const;
      const skews = { early: 60, right: 0, late: -60 };
      const workers = Object.entries(skews).map(([name, skewSeconds]) =>
        startWorker({ ...ordersFor(name, store), skewSeconds }),
      );
      await Promise.all(workers.map(({ ready }) => ready));
      await wait(5_000);
      await Promise.all(workers.map((worker: WorkerProcess) => worker.kill()));
      const { verdict, weighed } = await verdictOn(store, Object.keys(skews));
      expect(verdict).toEqual(INNOCENT);
      expect(weighed.effects).toBeGreaterThan(10);
    }, 120_000);
  });
});
