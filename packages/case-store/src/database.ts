import type { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';

import type { ChangeWire } from './change-feed.ts';
import type { Tables } from './tables.ts';

/** PostgreSQL, or PGlite, behind one query layer. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly schema: string;
  readonly wire?: ChangeWire;
  close(): Promise<void>;
}

/**
 * bigint, date, timestamp, timestamptz, interval: the drivers would make of them what loses digits or takes the local zone,
 * and not the same. Both hand over PostgreSQL's own text instead; `rows/` turns it into domain types.
 */
export const AS_TEXT = [20, 1082, 1114, 1184, 1186] as const;

export const PGLITE_PARSERS = Object.fromEntries(AS_TEXT.map((oid) => [oid, (text: string) => text]));

/** The caller keeps the instance and closes it. */
export function pgliteDatabase(pglite: PGlite): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: keptOpen(pglite) }) });
  return { db, schema: 'public', close: () => db.destroy() };
}

/** Kysely closes what it was given; who opened PGlite also flushes and unlocks, in that order. */
function keptOpen(pglite: PGlite) {
  return {
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    close: async () => {},
    query: pglite.query.bind(pglite),
    transaction: pglite.transaction.bind(pglite),
  };
}
