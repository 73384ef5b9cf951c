import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';

import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { StoreOpenError } from './store-error.ts';

const MIGRATION_TABLE = 'case_store_migrations';

/**
 * Brings the schema up to date. The migrator holds an advisory lock, so of several apps that start at once one migrates
 * and the others find it done.
 */
export async function migrate(database: Database, migrations = MIGRATIONS): Promise<void> {
  const done = await executedMigrations(database);
  refuseNewerSchema(done, Object.keys(migrations));
  if (done.length === Object.keys(migrations).length) return;
  const migrator = new Migrator({
    db: database.db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
    migrationTableSchema: database.schema,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName;
  throw new StoreOpenError(
    'migration-failed',
    `The database could not be brought up to date${failed ? ` (migration ${failed})` : ''}: ${reasonOf(error)}. Nothing was changed.`,
    error,
  );
}

async function executedMigrations({ db, schema }: Database): Promise<readonly string[]> {
  const table = `${quote(schema)}.${quote(MIGRATION_TABLE)}`;
  const { rows } = await sql<{ exists: boolean }>`select to_regclass(${table}) is not null as exists`.execute(db);
  if (!rows[0]?.exists) return [];
  const done = await sql<{ name: string }>`select name from ${sql.id(schema, MIGRATION_TABLE)}`.execute(db);
  return done.rows.map((row) => row.name);
}

function refuseNewerSchema(done: readonly string[], known: readonly string[]): void {
  const foreign = done.filter((name) => !known.includes(name));
  if (foreign.length === 0) return;
  throw new StoreOpenError(
    'newer-schema',
    `The database was written by a newer version of this program (it has ${foreign.join(', ')}); start that version, or restore the backup made before the upgrade.`,
  );
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
