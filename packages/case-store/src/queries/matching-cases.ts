import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { CaseQuery } from '../records.ts';
import { fromInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { mentioning } from './mentioning.ts';

type Cases = ExpressionBuilder<Tables, 'cases'>;

/** What a case must be like to be listed or counted. */
export function matchingCases(query: CaseQuery): (where: Cases) => Expression<SqlBool> {
  return (where) => where.and([...equalities(where, query), ...(query.text ? [mentioning(query.text)] : [])]);
}

function equalities(where: Cases, query: CaseQuery): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = [];
  if (query.states) conditions.push(where('state', 'in', query.states.length > 0 ? query.states : ['']));
  if (query.assignee === 'nobody') conditions.push(where('assignee', 'is', null));
  else if (query.assignee !== undefined) conditions.push(where('assignee', '=', query.assignee));
  for (const field of ['team', 'priority', 'organisation', 'requester'] as const) {
    const value = query[field];
    if (value !== undefined) conditions.push(where(field, '=', value));
  }
  if (query.dueBy) conditions.push(where('next_due_at', '<=', fromInstant(query.dueBy)));
  if (query.after) conditions.push(openedAfterwards(where, query.after));
  if (query.atRisk) conditions.push(where('next_due_at_risk', '=', true));
  return conditions;
}

/** The newest stand first, and of one instant the smaller id. */
function openedAfterwards(where: Cases, { openedAt, id }: NonNullable<CaseQuery['after']>): Expression<SqlBool> {
  const instant = fromInstant(openedAt);
  return where.or([
    where('opened_at', '<', instant),
    where.and([where('opened_at', '=', instant), where('id', '>', id)]),
  ]);
}
