import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { startOwnPostgres } from '../src/contract/own-postgres.ts';
import { type CaseStore, openCaseStore } from '../src/index.ts';
import { addCases } from './add-cases.ts';
import { measureStores } from './measure-store.ts';

/** How a store of a million cases does beside one of ten thousand, on a PostgreSQL of its own. */
// What is measured is reading and claiming: that filling it does not flush, and that no vacuum comes in between, only saves time.
const settings = ['shared_buffers=1GB', 'max_wal_size=8GB', 'jit=off', 'fsync=off', 'autovacuum=off'];
const postgres = await startOwnPostgres({ settings });
if (!postgres) {
  console.log('PostgreSQL is not installed here: nothing was measured.');
} else {
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-bench-'));
  console.log(`Node ${process.version}, ${availableParallelism()} cores, PostgreSQL on the same machine`);
  const stores: CaseStore[] = [];
  try {
    for (const cases of [10_000, Number(process.argv[2] ?? 1_000_000)]) {
      const schema = `bench_${cases}`;
      stores.push(await openCaseStore({ kind: 'postgres', url: postgres.url, schema, blobFolder }));
      const { seconds, megabytes } = await addCases(postgres.url, schema, cases);
      console.log(`${cases} open cases with ${cases * 3} timers: ${megabytes} MB, written in ${seconds} s`);
    }
    await measureStores(stores);
    for (const store of stores) await store.close();
  } finally {
    await postgres.stop();
    await rm(blobFolder, { recursive: true, force: true });
  }
}
