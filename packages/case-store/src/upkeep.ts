import type { PGlite } from '@electric-sql/pglite';

/** PGlite has no background workers: nobody cuts its log, removes dead rows or counts rows for the planner, unless we do. */
const COMMITS_BETWEEN = 500;
const LARGEST_LOG_BYTES = 32 * 1024 * 1024;

export interface Upkeep {
  readonly committed: () => void;
  /** Waits for the round under way. */
  readonly stop: () => Promise<void>;
}

/** Looks after an embedded database every so many commits; a round costs milliseconds when there is nothing to do. */
export function createUpkeep(pglite: PGlite): Upkeep {
  let commits = 0;
  let round: Promise<void> | undefined;

  return {
    committed() {
      commits += 1;
      if (commits < COMMITS_BETWEEN || round) return;
      commits = 0;
      // What hinders upkeep, such as a full disk, the next commit reports to somebody who can act.
      round = lookAfter(pglite)
        .catch(() => {})
        .finally(() => {
          round = undefined;
        });
    },
    stop: async () => round,
  };
}

export async function lookAfter(pglite: PGlite): Promise<void> {
  for (const table of await untidyTables(pglite)) await pglite.exec(`vacuum (analyze) "${table}"`);
  if ((await logBytes(pglite)) > LARGEST_LOG_BYTES) await pglite.exec('checkpoint');
}

/** By the measure of PostgreSQL's own autovacuum, for dead rows and for rows not yet counted. */
async function untidyTables(pglite: PGlite): Promise<readonly string[]> {
  // The counts are written down once a second at most, unless asked for.
  await pglite.query('select pg_stat_force_next_flush()');
  const { rows } = await pglite.query<{ relname: string }>(`
    select relname from pg_stat_user_tables
    where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`);
  return rows.map((row) => row.relname);
}

async function logBytes(pglite: PGlite): Promise<number> {
  const { rows } = await pglite.query<{ bytes: number }>(`
    select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 as bytes from pg_control_checkpoint()`);
  return rows[0]?.bytes ?? 0;
}
