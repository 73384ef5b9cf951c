import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Swept } from '../records.ts';
import type { Tables } from '../tables.ts';

export interface SmallFile {
  readonly hash: string;
  readonly content: Uint8Array;
}

export async function keepSmallFiles(db: Kysely<Tables>, files: readonly SmallFile[]): Promise<void> {
  if (files.length > 0) await keepingSmallFiles(files).execute(db);
}

/** One that is there is as new. In order of their hashes, so that two who keep the same never wait in a ring. */
export function keepingSmallFiles(files: readonly SmallFile[]): RawBuilder<unknown> {
  const distinct = [...new Map(files.map((file) => [file.hash, file])).values()];
  const rows = distinct
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ hash, content }) => sql`(${hash}, ${content}::bytea, now())`);
  return sql`
    insert into small_files (hash, content, put_at) values ${sql.join(rows)}
    on conflict (hash) do update set put_at = excluded.put_at`;
}

/** The contents of those that there are, by hash. */
export async function readSmallFiles(
  db: Kysely<Tables>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await db
    .selectFrom('small_files')
    .select(['hash', 'content'])
    .where(sql<boolean>`hash = any(${hashes}::text[])`)
    .execute();
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}

export async function hasSmallFile(db: Kysely<Tables>, hash: string): Promise<boolean> {
  const row = await db.selectFrom('small_files').select('hash').where('hash', '=', hash).executeTakeFirst();
  return row !== undefined;
}

const PAGE = 1000;

export async function* listSmallFiles(db: Kysely<Tables>): AsyncGenerator<string> {
  for (let last = ''; ; ) {
    const page = await db
      .selectFrom('small_files')
      .select('hash')
      .where('hash', '>', last)
      .orderBy('hash')
      .limit(PAGE)
      .execute();
    for (const { hash } of page) yield hash;
    if (page.length < PAGE) return;
    last = page.at(-1)?.hash ?? '';
  }
}

/** Removes those of these that were last put longer ago than this; whoever puts one meanwhile keeps it. */
export async function sweepSmallFiles(
  db: Kysely<Tables>,
  hashes: readonly string[],
  ageSeconds: number,
): Promise<Swept> {
  const { rows } = await sql<{ size: number }>`
    delete from small_files
    where hash = any(${hashes}::text[]) and put_at < now() - make_interval(secs => ${ageSeconds})
    returning octet_length(content) as size`.execute(db);
  return { files: rows.length, bytes: rows.reduce((total, { size }) => total + size, 0) };
}
