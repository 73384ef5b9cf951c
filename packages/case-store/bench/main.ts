import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { startOwnPostgres } from '../src/contract/own-postgres.ts';
import { openCaseStore } from '../src/index.ts';
import { addCases } from './add-cases.ts';
import { measureStore } from './measure-store.ts';

/** How a store of a million cases does beside one of ten thousand, on a PostgreSQL of its own. */
const postgres = await startOwnPostgres({ settings: ['shared_buffers=1GB', 'max_wal_size=4GB', 'jit=off'] });
if (!postgres) {
  console.log('PostgreSQL is not installed here: nothing was measured.');
} else {
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-bench-'));
  console.log(`Node ${process.version}, ${availableParallelism()} cores, PostgreSQL on the same machine`);
  const sizes = [10_000, Number(process.argv[2] ?? 1_000_000)];
  try {
    for (const cases of sizes) {
      const schema = `bench_${cases}`;
      const store = await openCaseStore({ kind: 'postgres', url: postgres.url, schema, blobFolder });
      const seconds = await addCases(postgres.url, schema, cases);
      console.log(`\n${cases} open cases with ${cases * 3} timers (written in ${seconds} s)`);
      await measureStore(store);
      await store.close();
    }
  } finally {
    await postgres.stop();
    await rm(blobFolder, { recursive: true, force: true });
  }
}
