import { type RawBuilder, type SqlBool, sql } from 'kysely';

import { toText } from '../rows/values.ts';

/**
 * The subject or a message has all the words, each from its beginning, or the number or the requester is meant. Only where
 * nothing is, typing errors in the subject or the requester's name are forgiven: closeness is far dearer than words. By
 * id, so that each table answers from its own index.
 */
export function mentioning(text: string): RawBuilder<SqlBool> {
  const wanted = toText(text).trim();
  const words = wordsQuery(wanted);
  const part = likePattern(wanted);
  return sql<SqlBool>`cases.id in (
    with exact as materialized (
      select id from cases where to_tsvector('simple', left(subject, 1000)) @@ to_tsquery('simple', ${words})
      union select id from cases where number = upper(${wanted}) or substring(number from '[0-9]+$') = ${wanted}
      union select case_id from messages
        where to_tsvector('simple', left(text, 100000)) @@ to_tsquery('simple', ${words})
      union select cases.id from cases join contacts on contacts.id = cases.requester
        where contacts.email like ${part} or contacts.name ilike ${part}
    )
    select id from exact
    union all (select id from cases where subject %> ${wanted} and not exists (select from exact) limit ${CLOSE})
    union all (select cases.id from cases join contacts on contacts.id = cases.requester
      where contacts.name %> ${wanted} and not exists (select from exact) limit ${CLOSE}))`;
}

/** So many that are merely close are enough for anybody. */
const CLOSE = 500;

/** `certif broken` → `'certif':* & 'broken':*`, with nothing left that a text search query would read as its syntax. */
function wordsQuery(text: string): string {
  return text
    .split(/\s+/u)
    .map((word) => word.replace(/['\\]/gu, ' ').trim())
    .filter((word) => word !== '')
    .map((word) => `'${word}':*`)
    .join(' & ');
}

function likePattern(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/gu, '\\$&')}%`;
}
