import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import { toJson } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { addAudit } from './add-audit.ts';
import { findSetting } from './find-setting.ts';

/** Keeps the value, and in the audit who changed it from what. */
export async function putSetting(
  db: Kysely<Tables>,
  setting: { readonly name: string; readonly value: unknown; readonly by: string },
  now: Temporal.Instant,
): Promise<void> {
  const { name, by } = setting;
  const before = await findSetting(db, name);
  const value = toJson(setting.value);
  await db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
  await addAudit(db, [{ by, what: name, before, after: setting.value ?? null }], now);
}
