import type { Effect } from '@sla/core';
import type { Kysely } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromEffect } from '../rows/effect-row.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

/** Returns those that were not there, in the order given: an effect's id is the same for ever. */
export async function recordEffects(db: Kysely<Tables>, { record, effects }: CaseChange): Promise<readonly Effect[]> {
  const fresh = await inChunks(
    effects.map((effect) => fromEffect(record.id, effect)),
    (chunk) =>
      db
        .insertInto('effects')
        .values(chunk)
        .onConflict((conflict) => conflict.columns(['case_id', 'id']).doNothing())
        .returning('id')
        .execute(),
  );
  const ids = new Set(fresh.map((row) => row.id));
  return effects.filter((effect) => ids.delete(effect.id));
}
