import { type Kysely, sql } from 'kysely';

/**
 * Search: words in whatever language (configuration `simple`), trigrams where typing errors are forgiven. A tsvector holds
 * at most 1 MB, so only the beginning of a long message is indexed; otherwise a huge mail could not be kept at all.
 */
export async function search(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm with schema public`.execute(db);
  await sql`create index messages_words on messages using gin (to_tsvector('simple', left(text, 100000)))`.execute(db);
  await sql`create index cases_words on cases using gin (to_tsvector('simple', left(subject, 1000)))`.execute(db);
  await sql`create index cases_subject_trigrams on cases using gin (subject gin_trgm_ops)`.execute(db);
  await sql`create index cases_by_digits on cases (substring(number from '[0-9]+$'))`.execute(db);
  await sql`create index contacts_trigrams on contacts using gin (email gin_trgm_ops, name gin_trgm_ops)`.execute(db);
}
