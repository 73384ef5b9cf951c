import { type Kysely, sql } from 'kysely';

import type { ChannelState } from '../case-store.ts';
import { toJson, toText, toTexts } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { insertRows } from './insert-rows.ts';

export function channelStateIn(db: Kysely<Tables>, namespace: string): ChannelState {
  const entries = db.selectFrom('channel_state').where('namespace', '=', namespace);
  const getAll: ChannelState['getAll'] = async (keys) => {
    if (keys.length === 0) return new Map();
    const rows = await entries
      .select(['key', 'value'])
      .where(sql<boolean>`key = any(${toTexts(keys)}::text[])`)
      .execute();
    const found = new Map(rows.map(({ key, value }) => [key, value]));
    return new Map(keys.flatMap((key) => (found.has(toText(key)) ? [[key, found.get(toText(key))] as const] : [])));
  };
  const putAll: ChannelState['putAll'] = async (given) => {
    const rows = [...given].map(([key, value]) => ({ namespace, key: toText(key), value: JSON.parse(toJson(value)) }));
    await insertRows(db, 'channel_state', rows, sql`on conflict (namespace, key) do update set value = excluded.value`);
  };
  return {
    get: async (key) => (await getAll([key])).get(key),
    getAll,
    put: (key, value) => putAll(new Map([[key, value]])),
    putAll,
    async delete(key) {
      await db.deleteFrom('channel_state').where('namespace', '=', namespace).where('key', '=', toText(key)).execute();
    },
    async list(prefix) {
      return entries
        .select(['key', 'value'])
        .where(sql<boolean>`starts_with(key, ${toText(prefix)})`)
        .orderBy('key')
        .execute();
    },
  };
}
