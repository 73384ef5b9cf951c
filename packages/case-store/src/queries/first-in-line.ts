import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { Tables } from '../tables.ts';

/** An item waits while an earlier one of its case and destination does; a dead one no longer waits and frees it. */
export function isFirstInLine(where: ExpressionBuilder<Tables, 'outbox'>): Expression<SqlBool> {
  return where.not(
    where.exists(
      where
        .selectFrom('outbox as earlier')
        .select('earlier.id')
        .whereRef('earlier.case_id', '=', 'outbox.case_id')
        .whereRef('earlier.destination', '=', 'outbox.destination')
        .whereRef('earlier.position', '<', 'outbox.position')
        .where('earlier.status', '=', 'waiting'),
    ),
  );
}
