// `npm run chaos [ROUNDS]`: the fault tests of packages/desk/test, all of them; `npm test` runs a tenth. Each kind of process is killed
// ROUNDS times, 200 unless told; the rest is scaled with it.
import { spawnSync } from 'node:child_process';

import { startPostgres } from './postgres.mjs';

const [rounds = '200'] = process.argv.slice(2);
const postgres = await startPostgres();
if (!postgres) console.log('PostgreSQL is not here (set DATABASE_URL, or install it): its part does not run.');
const { status } = spawnSync('vitest', ['run', 'test/chaos'], {
  cwd: 'packages/desk',
  stdio: 'inherit',
  env: { ...process.env, ...(postgres && { DATABASE_URL: postgres.url }), SLA_CHAOS_ROUNDS: rounds },
});
postgres?.stop();
process.exitCode = status ?? 1;
