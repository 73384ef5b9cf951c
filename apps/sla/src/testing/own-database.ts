import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { onTestFinished } from 'vitest';

/** A database on that server which no other test looks into; gone when the test has ended. */
export async function ownDatabase(server: string): Promise<string> {
  const name = `sla_${randomUUID().slice(0, 8)}`;
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  onTestFinished(() => ask(`drop database if exists ${name} with (force)`));
  return Object.assign(new URL(server), { pathname: `/${name}` }).toString();
}
