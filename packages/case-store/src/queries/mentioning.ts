import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';

import type { Tables } from '../tables.ts';

/** Which cases mention something: by id, or, where they are too many to be named, as what is true of each. */
export type Mentioned =
  | { readonly kind: 'few'; readonly ids: readonly string[] }
  | { readonly kind: 'many'; readonly holds: RawBuilder<SqlBool> };

/** More are not named. */
const FEW = 5_000;
/** So many that are merely close are enough for anybody. */
const CLOSE = 500;

interface Found {
  readonly place: number;
  readonly id: string;
}

interface Wanted {
  readonly text: string;
  /** As a text search query. */
  readonly words: string;
  /** As a pattern of `like`. */
  readonly part: string;
}

/**
 * The subject or a message has all the words, each from its beginning, or the number or the requester is meant. Only where
 * nothing is, typing errors in the subject or the requester's name are forgiven: closeness is far dearer than words.
 */
export async function mentioning(db: Kysely<Tables>, text: string): Promise<Mentioned> {
  const wanted: Wanted = { text, words: wordsQuery(text), part: likePattern(text) };
  const { rows } = await exactly(wanted).execute(db);
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (ids.length === 0) return { kind: 'few', ids: (await closely(wanted).execute(db)).rows.map(({ id }) => id) };
  return ids.length > FEW || isCut(rows) ? { kind: 'many', holds: mentions(wanted) } : { kind: 'few', ids };
}

/** Each place answers from its own index, and never with more than tells that there are too many. */
function exactly({ text, words, part }: Wanted): RawBuilder<Found> {
  return sql<Found>`
    (select 1 as place, id from cases
      where to_tsvector('simple', left(subject, 1000)) @@ to_tsquery('simple', ${words}) limit ${FEW + 1})
    union all (select 2, id from cases where number = upper(${text}) or substring(number from '[0-9]+$') = ${text})
    union all (select 3, case_id from messages
      where to_tsvector('simple', left(text, 100000)) @@ to_tsquery('simple', ${words}) limit ${FEW + 1})
    union all (select 4, cases.id from cases join contacts on contacts.id = cases.requester
      where contacts.email like ${part} or contacts.name ilike ${part} limit ${FEW + 1})`;
}

function closely({ text }: Wanted): RawBuilder<{ readonly id: string }> {
  return sql`
    (select id from cases where subject %> ${text} limit ${CLOSE})
    union (select cases.id from cases join contacts on contacts.id = cases.requester
      where contacts.name %> ${text} limit ${CLOSE})`;
}

function isCut(rows: readonly Found[]): boolean {
  return [1, 3, 4].some((asked) => rows.filter(({ place }) => place === asked).length > FEW);
}

/** The same, asked of one case. */
function mentions({ text, words, part }: Wanted): RawBuilder<SqlBool> {
  return sql<SqlBool>`(
    to_tsvector('simple', left(cases.subject, 1000)) @@ to_tsquery('simple', ${words})
    or cases.number = upper(${text}) or substring(cases.number from '[0-9]+$') = ${text}
    or exists (
      select from contacts where contacts.id = cases.requester and (contacts.email like ${part} or contacts.name ilike ${part})
    )
    or exists (
      select from messages where messages.case_id = cases.id
      and to_tsvector('simple', left(messages.text, 100000)) @@ to_tsquery('simple', ${words})
    ))`;
}

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
