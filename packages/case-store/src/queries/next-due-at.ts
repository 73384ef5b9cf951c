import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import { toInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { isFirstInLine } from './first-in-line.ts';

/** Two look-ups at the head of an index: of the timers, and of what may be sent once it is due. */
export async function nextDueAt(
  db: Kysely<Tables>,
  destinations: readonly string[] | undefined,
): Promise<Temporal.Instant | undefined> {
  const timer = db.selectFrom('timers').select('due_at as at').orderBy('due_at').orderBy('id').limit(1);
  const delivery = db
    .selectFrom('outbox')
    .select('claimable_at as at')
    .where('status', '=', 'waiting')
    .$if(destinations !== undefined, (items) => items.where('destination', 'in', [...(destinations ?? []), '']))
    .where(isFirstInLine)
    .orderBy('claimable_at')
    .orderBy('position')
    .limit(1);
  const { at } = await db
    .selectNoFrom((select) => select.fn<string | null>('least', [timer, delivery]).as('at'))
    .executeTakeFirstOrThrow();
  return at === null ? undefined : toInstant(at);
}
