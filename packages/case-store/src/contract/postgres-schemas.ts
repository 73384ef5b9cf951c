import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import type { CaseStore } from '../case-store.ts';
import { openCaseStore } from '../open-case-store.ts';
import type { OpenOptions, OpenStore } from './implementation.ts';

/** Test stores on a PostgreSQL server, each in a schema of its own, so that suites run side by side. */
export interface PostgresSchemas {
  readonly open: OpenStore;
  /** A schema's name that nobody uses; dropped with the others. */
  readonly newSchema: () => string;
  /** Drops all schemas that were made. */
  readonly drop: () => Promise<void>;
}

export function postgresSchemas(url: string): PostgresSchemas {
  const admin = new pg.Pool({ connectionString: url, max: 1 });
  const made: string[] = [];
  const idle: string[] = [];

  function newSchema(): string {
    const schema = `sla_test_${randomUUID().slice(0, 8)}`;
    made.push(schema);
    return schema;
  }

  async function open(options: OpenOptions = {}): Promise<CaseStore> {
    const schema = idle.pop() ?? newSchema();
    const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
    const store = await openCaseStore({ ...options, kind: 'postgres', url, schema, blobFolder, connections: 8 });
    const release = async () => {
      await store.close();
      await rm(blobFolder, { recursive: true, force: true });
      await empty(admin, schema);
      idle.push(schema);
    };
    let closing: Promise<void> | undefined;
    return {
      ...store,
      close() {
        closing ??= release();
        return closing;
      },
    };
  }

  async function drop(): Promise<void> {
    for (const schema of made) await admin.query(`drop schema if exists ${schema} cascade`);
    await admin.end();
  }

  return { open, newSchema, drop };
}

async function empty(admin: pg.Pool, schema: string): Promise<void> {
  const { rows } = await admin.query<{ tablename: string }>(
    `select tablename from pg_tables where schemaname = $1 and tablename not like 'case_store_migrations%'`,
    [schema],
  );
  const tables = rows.map((row) => `${schema}.${row.tablename}`).join(', ');
  await admin.query(`truncate ${tables} restart identity`);
  await admin.query(`alter sequence ${schema}.case_number restart`);
}
