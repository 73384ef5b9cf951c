import type { Selectable } from 'kysely';
import { expect, it } from 'vitest';

import { openMemoryPglite } from './memory-pglite.ts';
import type { Tables } from './tables.ts';

/** SQL's name of a column's type; with `?` where it may be null. */
type SqlOf<Value> = unknown extends Value
  ? 'jsonb' | 'jsonb?'
  : null extends Value
    ? `${Bare<Exclude<Value, null>>}?`
    : Bare<Value>;
type Bare<Value> = Value extends string
  ? 'text' | 'bigint' | 'timestamp with time zone'
  : Value extends number
    ? 'integer'
    : Value extends boolean
      ? 'boolean'
      : Value extends readonly string[]
        ? 'ARRAY'
        : Value extends Uint8Array
          ? 'bytea'
          : never;
type Columns<Table> = { readonly [Column in keyof Selectable<Table>]: SqlOf<Selectable<Table>[Column]> };

const instant = 'timestamp with time zone';

/** The hand-written interface as a value: the compiler holds it to the types, the test to the database. */
const TABLES: { readonly [Name in keyof Tables]: Columns<Tables[Name]> } = {
  cases: {
    id: 'text',
    number: 'text',
    version: 'integer',
    event_count: 'integer',
    subject: 'text',
    requester: 'text',
    organisation: 'text?',
    channel: 'text',
    mailbox: 'text?',
    policy: 'text',
    policy_version: 'integer',
    priority: 'text',
    tier: 'text',
    state: 'text',
    assignee: 'text?',
    team: 'text?',
    opened_at: instant,
    changed_at: instant,
    last_message_at: `${instant}?`,
    resolved_at: `${instant}?`,
    merged_into: 'text?',
    next_due_clock: 'text?',
    next_due_cycle: 'integer?',
    next_due_at: `${instant}?`,
    next_due_missed: 'boolean?',
    next_due_at_risk: 'boolean?',
    tags: 'ARRAY',
  },
  case_events: {
    case_id: 'text',
    position: 'integer',
    id: 'text',
    type: 'text',
    at: instant,
    recorded_at: instant,
    facts: 'jsonb',
  },
  clocks: {
    case_id: 'text',
    clock: 'text',
    cycle: 'integer',
    kind: 'text',
    clause: 'text?',
    status: 'text',
    started_at: instant,
    due_at: `${instant}?`,
    warn_at: 'ARRAY',
    stopped_at: `${instant}?`,
    breached_at: `${instant}?`,
    tightened: 'boolean',
    elapsed: 'text',
    remaining: 'text?',
    reason: 'text?',
  },
  effects: {
    case_id: 'text',
    id: 'text',
    position: 'bigint',
    at: instant,
    kind: 'text',
    step: 'text?',
    clock: 'text?',
    cycle: 'integer?',
    recipient: 'text?',
    via: 'ARRAY?',
    clause: 'text?',
  },
  timers: { id: 'bigint', case_id: 'text', clock: 'text', due_at: instant, generation: 'integer' },
  messages: {
    id: 'text',
    position: 'bigint',
    case_id: 'text',
    at: instant,
    direction: 'text',
    channel: 'text',
    author: 'text',
    author_name: 'text?',
    author_address: 'text?',
    automatic: 'boolean',
    subject: 'text?',
    text: 'text',
    html: 'text?',
    quote_from: 'integer?',
    to_addresses: 'ARRAY',
    cc_addresses: 'ARRAY',
    message_id: 'text?',
    reference_ids: 'ARRAY',
    attachments: 'jsonb',
    raw_hash: 'text?',
    raw_size: 'bigint?',
    evidence: 'ARRAY',
    delivery: 'text?',
    erased_at: `${instant}?`,
  },
  organisations: {
    id: 'text',
    name: 'text',
    domains: 'ARRAY',
    policy: 'text?',
    time_zone: 'text?',
    language: 'text?',
    account_manager: 'text?',
  },
  contacts: {
    id: 'text',
    email: 'text',
    name: 'text?',
    organisation: 'text?',
    time_zone: 'text?',
    language: 'text?',
    erased_at: `${instant}?`,
  },
  agents: {
    id: 'text',
    name: 'text',
    email: 'text',
    role: 'text',
    teams: 'ARRAY',
    time_zone: 'text?',
    language: 'text?',
  },
  teams: { id: 'text', name: 'text', tier: 'text?' },
  inbox: {
    id: 'text',
    position: 'bigint',
    channel: 'text',
    external_id: 'text',
    received_at: instant,
    raw_hash: 'text?',
    raw_size: 'bigint?',
    envelope: 'jsonb',
    status: 'text',
    attempts: 'integer',
    last_error: 'text?',
    outcome: 'text?',
    case_id: 'text?',
    message_id: 'text?',
  },
  outbox: {
    id: 'text',
    position: 'bigint',
    key: 'text',
    destination: 'text',
    case_id: 'text?',
    payload: 'jsonb',
    created_at: instant,
    not_before: instant,
    claimable_at: instant,
    attempts: 'integer',
    status: 'text',
    last_error: 'text?',
    delivered_at: `${instant}?`,
    detail: 'text?',
  },
  channel_state: { namespace: 'text', key: 'text', value: 'jsonb' },
  settings: { name: 'text', value: 'jsonb' },
  audit: { position: 'bigint', at: instant, by: 'text', what: 'text', before: 'jsonb?', after: 'jsonb?' },
  small_files: { hash: 'text', content: 'bytea', put_at: instant },
  policy_versions: { id: 'text', version: 'integer', body: 'jsonb', kept_at: instant },
};

it('the tables are what their types say', async () => {
  const pglite = await openMemoryPglite();
  const { rows } = await pglite.query<{ table_name: string; column_name: string; type: string }>(`
    select table_name, column_name, data_type || case is_nullable when 'YES' then '?' else '' end as type
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'case_store_migrations%'`);
  await pglite.close();
  const found: Record<string, Record<string, string>> = {};
  for (const { table_name, column_name, type } of rows) {
    found[table_name] = { ...found[table_name], [column_name]: type };
  }
  expect(found).toEqual(TABLES);
});
