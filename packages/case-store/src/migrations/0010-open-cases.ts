import { type Kysely, sql } from 'kysely';

const OPEN = sql.raw(`state in ('new', 'open', 'awaiting-requester', 'on-hold')`);

/**
 * What queues ask of a million cases, however few it is about: the open ones, by whom they wait for; those at risk; those that are
 * done. Each index holds only the cases it is about.
 */
export async function openCases(db: Kysely<unknown>): Promise<void> {
  await sql`create index cases_open on cases (next_due_at, opened_at, id) where ${OPEN}`.execute(db);
  for (const column of ['assignee', 'team', 'priority']) {
    await sql`
      create index ${sql.id(`cases_open_by_${column}`)} on cases (${sql.id(column)}, next_due_at, opened_at, id)
      where ${OPEN}`.execute(db);
  }
  await sql`create index cases_at_risk on cases (next_due_at) where next_due_at_risk`.execute(db);
  await sql`
    create index cases_finished on cases (changed_at desc, id) where state in ('resolved', 'closed')`.execute(db);
  await sql`drop index cases_by_assignee`.execute(db);
}
