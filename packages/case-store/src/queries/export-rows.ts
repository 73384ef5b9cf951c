import { type RawBuilder, type Selectable, sql } from 'kysely';

import type { CaseRow } from '../rows/case-row.ts';
import type { ClockRow } from '../rows/clock-row.ts';
import type { EffectRow } from '../rows/effect-row.ts';
import type { EventRow } from '../rows/event-row.ts';
import type { InboxRow } from '../rows/inbox-row.ts';
import type { MessageRow } from '../rows/message-row.ts';
import type {
  AgentTable,
  AuditTable,
  ChannelStateTable,
  ContactTable,
  OrganisationTable,
  OutboxTable,
  PolicyVersionTable,
  SettingTable,
  TeamTable,
  TimerTable,
} from '../tables.ts';

export interface CaseFileRow extends CaseRow {
  readonly events: readonly EventRow[];
  readonly clocks: readonly ClockRow[];
  readonly effects: readonly EffectRow[];
  readonly timers: readonly Selectable<TimerTable>[];
}

export interface BlobRow {
  readonly hash: string;
  readonly size: string;
}

const table = <Row>(query: string): RawBuilder<Row> => sql.raw<Row>(query);

/** Everything, each table in an order that is the same wherever it is kept. */
export const EXPORTS = {
  blobs: table<BlobRow>(`
    select hash, min(size) as size from (
      select raw_hash as hash, raw_size as size from messages where raw_hash is not null
      union all select raw_hash, raw_size from inbox where raw_hash is not null
      union all select attachment->'blob'->>'hash', (attachment->'blob'->>'size')::bigint
        from messages, jsonb_array_elements(attachments) attachment where attachments <> '[]'
    ) named group by hash order by hash collate "C"`),
  organisations: table<Selectable<OrganisationTable>>('select * from organisations order by id'),
  teams: table<Selectable<TeamTable>>('select * from teams order by id'),
  agents: table<Selectable<AgentTable>>('select * from agents order by id'),
  contacts: table<Selectable<ContactTable>>('select * from contacts order by id'),
  policyVersions: table<Selectable<PolicyVersionTable>>('select * from policy_versions order by id, version'),
  settings: table<Selectable<SettingTable>>('select * from settings order by name'),
  audit: table<Selectable<AuditTable>>('select * from audit order by position'),
  channelState: table<Selectable<ChannelStateTable>>('select * from channel_state order by namespace, key'),
  cases: table<CaseFileRow>(`
    select cases.*,
      (select coalesce(json_agg(kept order by position), '[]') from case_events kept
        where kept.case_id = cases.id) as events,
      (select coalesce(json_agg(kept order by kept.clock, cycle), '[]') from clocks kept
        where kept.case_id = cases.id) as clocks,
      (select coalesce(json_agg(kept order by at, position), '[]') from effects kept
        where kept.case_id = cases.id) as effects,
      (select coalesce(json_agg(kept order by kept.clock), '[]') from timers kept
        where kept.case_id = cases.id) as timers
    from cases order by id`),
  messages: table<MessageRow>('select * from messages order by case_id, at, position'),
  inbox: table<InboxRow>('select * from inbox order by position'),
  outbox: table<Selectable<OutboxTable>>('select * from outbox order by position'),
};
