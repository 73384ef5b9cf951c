import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import { fromInstant, toJson } from '../rows/values.ts';
import { PolicyVersionTaken } from '../store-error.ts';
import type { Tables } from '../tables.ts';

/** Keeping the same body again does nothing; the order of its keys does not count. */
export async function putPolicyVersion(
  db: Kysely<Tables>,
  policy: { readonly id: string; readonly version: number; readonly body: unknown },
  now: Temporal.Instant,
): Promise<void> {
  const { id, version } = policy;
  const body = toJson(policy.body);
  await db
    .insertInto('policy_versions')
    .values({ id, version, body, kept_at: fromInstant(now) })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .execute();
  const other = await db
    .selectFrom('policy_versions')
    .select('id')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('body', '<>', sql<unknown>`${body}::jsonb`)
    .executeTakeFirst();
  if (other) throw new PolicyVersionTaken(id, version);
}
