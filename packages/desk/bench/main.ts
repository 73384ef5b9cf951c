import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type CaseStore, openCaseStore } from '@sla/case-store';
import { startOwnPostgres } from '@sla/case-store/contract';

import { addCasesDueAt, secondsAgo } from './bench-desk.ts';
import { type Contender, graphileWorker, ourRunner, ourRunners, pgBoss } from './contenders.ts';
import { lateness } from './lateness.ts';

const contenders: Readonly<Record<string, Contender>> = {
  'our clock runner': ourRunner,
  'four of them, a process each': ourRunners(4),
  'graphile-worker, a case a job': graphileWorker,
  'pg-boss, a case a job': pgBoss,
};

const postgres = await startOwnPostgres({ settings: ['shared_buffers=256MB', 'max_wal_size=2GB'] });
if (!postgres) {
  console.log('PostgreSQL is not installed here: nothing was measured.');
} else {
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-bench-'));
  const count = Number(process.argv[2] ?? 5_000);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, PostgreSQL on the same machine, flushing`);
  try {
    console.log(`${count} misses that are due, each re-evaluated, saved and told of:`);
    for (const [name, contender] of Object.entries(contenders)) await contest(name, contender, count);
    await punctuality();
    await memory();
  } finally {
    await postgres.stop();
    await rm(blobFolder, { recursive: true, force: true });
  }

  async function opened(schema: string): Promise<CaseStore> {
    return openCaseStore({ kind: 'postgres', url: postgres?.url ?? '', schema, blobFolder });
  }

  async function contest(name: string, contender: Contender, cases: number): Promise<void> {
    const schema = `arena_${Object.keys(contenders).indexOf(name)}`;
    const store = await opened(schema);
    const now = await store.now();
    await addCasesDueAt(
      store,
      Array.from({ length: cases }, (_, n) => secondsAgo(60 - (n * 50) / cases, now)),
    );
    const caseIds = Array.from({ length: cases }, (_, n) => `case-${n}`);
    const before = process.memoryUsage().rss;
    const took = await contender({ store, url: postgres?.url ?? '', schema, blobFolder, caseIds });
    const grown = Math.round((process.memoryUsage().rss - before) / 1024 / 1024);
    console.log(
      `  ${name.padEnd(32)} ${String(Math.round((cases * 1000) / took)).padStart(6)}/s   memory +${grown} MB`,
    );
    await store.close();
  }

  /** In a process of its own, so that nothing else is in it. */
  async function memory(): Promise<void> {
    console.log('One runner, and what it holds when all garbage is gone:');
    const file = fileURLToPath(new URL('./memory.ts', import.meta.url));
    const given = [postgres?.url ?? '', blobFolder, String(40 * count)];
    const child = spawn(process.execPath, ['--conditions=@sla/source', file, ...given], { stdio: 'inherit' });
    await once(child, 'close');
  }

  async function punctuality(): Promise<void> {
    const store = await opened('punctual');
    const late = await lateness(store, 200, 15);
    const at = (share: number) => `${Math.round(late[Math.floor((late.length - 1) * share)] ?? 0)} ms`;
    console.log(`200 misses due a second, told of late by: median ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)}`);
    await store.close();
  }
}
