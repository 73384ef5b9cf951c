import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { CaseStore } from '@sla/case-store';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { PgBoss } from 'pg-boss';

import { openBenchDesk, reevaluate } from './bench-desk.ts';

/** Where the cases are that a contender is to wake. */
export interface Arena {
  readonly store: CaseStore;
  readonly url: string;
  readonly schema: string;
  readonly blobFolder: string;
  readonly caseIds: readonly string[];
}

/** Wakes all the cases once; returns the milliseconds it took, without its own preparation. */
export type Contender = (arena: Arena) => Promise<number>;

const CONCURRENCY = 10;

/** Our runner, in this process. */
export async function ourRunner({ store }: Arena): Promise<number> {
  const desk = await openBenchDesk(store);
  const began = performance.now();
  while ((await desk.runClocks(200)) > 0);
  return performance.now() - began;
}

/** As many of our runners, each a process. */
export function ourRunners(count: number): Contender {
  const file = fileURLToPath(new URL('./runner-process.ts', import.meta.url));
  return async ({ url, schema, blobFolder }) => {
    const children = Array.from({ length: count }, () =>
      spawn(process.execPath, ['--conditions=@sla/source', file, url, schema, blobFolder], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const began = performance.now();
    const ended = children.map((child) => once(child, 'close'));
    for (const { stdin } of children) stdin.write('go\n');
    await Promise.all(ended);
    return performance.now() - began;
  };
}

export async function graphileWorker({ store, url, schema, caseIds }: Arena): Promise<number> {
  const logger = new Logger(() => () => {});
  const options = { connectionString: url, schema: `${schema}_graphile`, logger };
  const utils = await makeWorkerUtils(options);
  await utils.migrate();
  await utils.addJobs(caseIds.map((id) => ({ identifier: 'wake', payload: { id }, maxAttempts: 3 })));
  await utils.release();
  const all = countdown(caseIds.length);
  const wake = async (payload: unknown) => {
    await reevaluate(store, (payload as { readonly id: string }).id);
    all.count();
  };
  const began = performance.now();
  const runner = await run({ ...options, concurrency: CONCURRENCY, noHandleSignals: true, taskList: { wake } });
  await all.done;
  const took = performance.now() - began;
  await runner.stop();
  return took;
}

export async function pgBoss({ store, url, schema, caseIds }: Arena): Promise<number> {
  const boss = new PgBoss({ connectionString: url, schema: `${schema}_boss` });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue('wake');
  await boss.insert(
    'wake',
    caseIds.map((id) => ({ data: { id } })),
  );
  const all = countdown(caseIds.length);
  const began = performance.now();
  await boss.work<{ id: string }>('wake', { batchSize: 200, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    const waiting = jobs.map(({ data }) => data.id);
    const next = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        await reevaluate(store, id);
        all.count();
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, next));
  });
  await all.done;
  const took = performance.now() - began;
  await boss.stop({ graceful: false });
  return took;
}

function countdown(from: number) {
  let left = from;
  let finish = () => {};
  const done = new Promise<void>((finished) => {
    finish = finished;
  });
  return {
    done,
    count: () => {
      left -= 1;
      if (left === 0) finish();
    },
  };
}
