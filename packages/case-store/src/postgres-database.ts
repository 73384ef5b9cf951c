import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

import { AS_TEXT, type Database } from './database.ts';
import { postgresWire } from './postgres-wire.ts';
import type { Tables } from './tables.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Where the tables are; `public` unless told. */
  readonly schema?: string;
  /** How many connections at most, besides the one that listens; 10 unless told. */
  readonly connections?: number;
}

export function postgresDatabase(options: PostgresOptions): Database {
  const schema = options.schema ?? 'public';
  const connection = connectionTo(options.url, schema);
  const pool = new pg.Pool({ ...connection, max: options.connections ?? 10 });
  // Without a listener, a connection that breaks while nobody waits for it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  // A channel's name ends where any name does, at 63 bytes; to hear of another schema's changes too would harm nobody.
  const wire = postgresWire(pool, connection, `sla_case_store_${schema}`.slice(0, 60));
  return {
    db,
    schema,
    wire,
    close: async () => {
      await wire.close();
      await db.destroy();
    },
  };
}

/**
 * Makes the schema before any connection looks for tables in it: one that begins while another process makes the schema may
 * remember for ever that there is none.
 */
export async function makeSchema({ url, schema = 'public' }: PostgresOptions): Promise<void> {
  if (schema === 'public') return;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
    if (rowCount === 0) await client.query(`create schema if not exists "${schema.replaceAll('"', '""')}"`);
  } finally {
    await client.end();
  }
}

function connectionTo(url: string, schema: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'sla',
    options: `-c search_path=${schemaPath(schema)} -c timezone=UTC -c datestyle=ISO`,
    types: { getTypeParser },
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A process that was stopped half way lets go of the cases it had locked.
    idle_in_transaction_session_timeout: 60_000,
  };
}

/** Extensions live in `public`. */
function schemaPath(schema: string): string {
  const names = schema === 'public' ? [schema] : [schema, 'public'];
  // In the start-up options a space or a backslash would end the value.
  return names.map((name) => `"${name.replaceAll('"', '""')}"`.replace(/[\\ ]/gu, '\\$&')).join(',');
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): ReturnType<typeof pg.types.getTypeParser> {
  if (AS_TEXT.some((known) => known === oid)) return String;
  return pg.types.getTypeParser(oid, format);
}
