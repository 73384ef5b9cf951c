import type { Kysely } from 'kysely';

import type { Tables } from '../tables.ts';

const SHOWN = 160;

/** The beginning of what a person last wrote in each of these cases, in one line. */
export async function lastWords(db: Kysely<Tables>, caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select((column) => [
      'case_id',
      'quote_from',
      column.fn<string>('left', ['text', column.lit(4 * SHOWN)]).as('beginning'),
    ])
    .distinctOn('case_id')
    .where('case_id', 'in', caseIds)
    .where('automatic', '=', false)
    .orderBy('case_id')
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.case_id, oneLine(row.beginning.slice(0, row.quote_from ?? undefined))]));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1).trimEnd()}…` : line;
}
