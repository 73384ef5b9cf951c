import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { onTestFinished } from 'vitest';

/** A database of the test's own on the server at `url`, dropped when the test has finished. */
export async function ownDatabase(url: string): Promise<string> {
  const name = `sla_${randomUUID().slice(0, 8)}`;
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  onTestFinished(() => ask(`drop database if exists ${name} with (force)`));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.toString();
}
