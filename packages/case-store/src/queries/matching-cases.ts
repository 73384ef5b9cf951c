import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';

import type { CaseQuery } from '../records.ts';
import { fromInstant, toText } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { mentioning } from './mentioning.ts';

type Where = ExpressionBuilder<Tables, 'cases'>;
type Cases = SelectQueryBuilder<Tables, 'cases', unknown>;

/** Each an index's order, down to the id, so that pages neither repeat nor lose a case. */
const ORDERS = {
  'next-due': sql`next_due_at asc nulls last, opened_at asc, id asc`,
  changed: sql`changed_at desc, id asc`,
  opened: sql`opened_at desc, id asc`,
};

/** Where so many cases mention what is looked for, no more are looked through. */
const LOOKED_THROUGH = 5_000;

export function inOrderOf({ order = 'next-due' }: CaseQuery) {
  return ORDERS[order];
}

/** The cases to be listed or counted; in a record, because a query by itself must not be awaited. */
export async function matchingCases(db: Kysely<Tables>, query: CaseQuery): Promise<{ readonly cases: Cases }> {
  const such = db.selectFrom('cases').where((where) => where.and(equalities(where, query)));
  const wanted = toText(query.text ?? '').trim();
  if (wanted === '') return { cases: such };
  const mentioned = await mentioning(db, wanted);
  if (mentioned.kind === 'few') return { cases: such.where(sql<boolean>`cases.id = any(${mentioned.ids}::text[])`) };
  const first = such.selectAll().orderBy(inOrderOf(query)).limit(LOOKED_THROUGH);
  return { cases: db.selectFrom(first.as('cases')).where(mentioned.holds) };
}

function equalities(where: Where, query: CaseQuery): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = [];
  if (query.states) conditions.push(where('state', 'in', query.states.length > 0 ? query.states : ['']));
  if (query.assignee === 'nobody') conditions.push(where('assignee', 'is', null));
  else if (query.assignee !== undefined) conditions.push(where('assignee', '=', query.assignee));
  for (const field of ['team', 'priority', 'organisation', 'requester'] as const) {
    const value = query[field];
    if (value !== undefined) conditions.push(where(field, '=', value));
  }
  if (query.dueBy) conditions.push(where('next_due_at', '<=', fromInstant(query.dueBy)));
  if (query.dueAfter) conditions.push(where('next_due_at', '>', fromInstant(query.dueAfter)));
  if (query.changedBy) conditions.push(where('changed_at', '<=', fromInstant(query.changedBy)));
  if (query.after) conditions.push(openedAfterwards(where, query.after));
  if (query.atRisk) conditions.push(where('next_due_at_risk', '=', true));
  return conditions;
}

/** The newest stand first, and of one instant the smaller id. */
function openedAfterwards(where: Where, { openedAt, id }: NonNullable<CaseQuery['after']>): Expression<SqlBool> {
  const instant = fromInstant(openedAt);
  return where.or([
    where('opened_at', '<', instant),
    where.and([where('opened_at', '=', instant), where('id', '>', id)]),
  ]);
}
