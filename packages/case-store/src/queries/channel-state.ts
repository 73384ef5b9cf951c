import { type Kysely, sql } from 'kysely';

import type { ChannelState } from '../case-store.ts';
import { toJson } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

export function channelStateIn(db: Kysely<Tables>, namespace: string): ChannelState {
  const entries = db.selectFrom('channel_state').where('namespace', '=', namespace);
  return {
    async get(key) {
      return (await entries.select('value').where('key', '=', key).executeTakeFirst())?.value;
    },
    async put(key, given) {
      const value = toJson(given);
      await db
        .insertInto('channel_state')
        .values({ namespace, key, value })
        .onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet({ value }))
        .execute();
    },
    async delete(key) {
      await db.deleteFrom('channel_state').where('namespace', '=', namespace).where('key', '=', key).execute();
    },
    async list(prefix) {
      return entries.select(['key', 'value']).where(sql<boolean>`starts_with(key, ${prefix})`).orderBy('key').execute();
    },
  };
}
