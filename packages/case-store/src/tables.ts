import type { ColumnType, GeneratedAlways } from 'kysely';

/** An instant as text: PostgreSQL's when read, ISO 8601 when written. */
export type InstantText = string;
/** A bigint: text when read, because it may be larger than a JavaScript number. */
export type BigIntText = ColumnType<string, number | string, number | string>;
/** Parsed when read, JSON text when written; both drivers would turn a bare array into a PostgreSQL array. */
export type Json = ColumnType<unknown, string, string>;

type NullableJson = ColumnType<unknown, string | null, string | null>;

export interface Tables {
  readonly cases: CaseTable;
  readonly case_events: CaseEventTable;
  readonly clocks: ClockTable;
  readonly effects: EffectTable;
  readonly timers: TimerTable;
  readonly messages: MessageTable;
  readonly organisations: OrganisationTable;
  readonly contacts: ContactTable;
  readonly agents: AgentTable;
  readonly teams: TeamTable;
  readonly inbox: InboxTable;
  readonly outbox: OutboxTable;
  readonly channel_state: ChannelStateTable;
  readonly settings: SettingTable;
  readonly audit: AuditTable;
  readonly policy_versions: PolicyVersionTable;
  readonly small_files: SmallFileTable;
}

export interface CaseTable {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  /** How many events it has; the next one's position. */
  readonly event_count: number;
  readonly subject: string;
  readonly requester: string;
  readonly organisation: string | null;
  readonly channel: string;
  readonly mailbox: string | null;
  readonly policy: string;
  readonly policy_version: number;
  readonly priority: string;
  readonly tier: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly team: string | null;
  readonly opened_at: InstantText;
  readonly changed_at: InstantText;
  readonly last_message_at: InstantText | null;
  readonly resolved_at: InstantText | null;
  readonly merged_into: string | null;
  readonly next_due_clock: string | null;
  readonly next_due_cycle: number | null;
  readonly next_due_at: InstantText | null;
  readonly next_due_missed: boolean | null;
  readonly next_due_at_risk: boolean | null;
  readonly tags: readonly string[];
}

export interface CaseEventTable {
  readonly case_id: string;
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly at: InstantText;
  readonly recorded_at: InstantText;
  /** All else that the event says. */
  readonly facts: Json;
}

export interface ClockTable {
  readonly case_id: string;
  readonly clock: string;
  readonly cycle: number;
  readonly kind: string;
  readonly clause: string | null;
  readonly status: string;
  readonly started_at: InstantText;
  readonly due_at: InstantText | null;
  /** ISO instants. */
  readonly warn_at: readonly string[];
  readonly stopped_at: InstantText | null;
  readonly breached_at: InstantText | null;
  readonly tightened: boolean;
  /** ISO durations in the clock's own time, which an SQL interval would rewrite. */
  readonly elapsed: string;
  readonly remaining: string | null;
  readonly reason: string | null;
}

export interface EffectTable {
  readonly case_id: string;
  readonly id: string;
  readonly position: GeneratedAlways<string>;
  readonly at: InstantText;
  readonly kind: string;
  readonly step: string | null;
  readonly clock: string | null;
  readonly cycle: number | null;
  readonly recipient: string | null;
  readonly via: readonly string[] | null;
  readonly clause: string | null;
}

export interface TimerTable {
  readonly id: GeneratedAlways<string>;
  readonly case_id: string;
  readonly clock: string;
  readonly due_at: InstantText;
  readonly generation: number;
}

export interface MessageTable {
  readonly id: string;
  readonly position: GeneratedAlways<string>;
  readonly case_id: string;
  readonly at: InstantText;
  readonly direction: string;
  readonly channel: string;
  readonly author: string;
  readonly author_name: string | null;
  readonly author_address: string | null;
  readonly automatic: boolean;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly quote_from: number | null;
  readonly to_addresses: readonly string[];
  readonly cc_addresses: readonly string[];
  readonly message_id: string | null;
  readonly reference_ids: readonly string[];
  readonly attachments: Json;
  readonly raw_hash: string | null;
  readonly raw_size: BigIntText | null;
  readonly evidence: readonly string[];
  readonly delivery: string | null;
  readonly erased_at: InstantText | null;
}

export interface OrganisationTable {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly policy: string | null;
  readonly time_zone: string | null;
  readonly language: string | null;
  readonly account_manager: string | null;
}

export interface ContactTable {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly organisation: string | null;
  readonly time_zone: string | null;
  readonly language: string | null;
  readonly erased_at: InstantText | null;
}

export interface AgentTable {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly teams: readonly string[];
  readonly time_zone: string | null;
  readonly language: string | null;
}

export interface TeamTable {
  readonly id: string;
  readonly name: string;
  readonly tier: string | null;
}

export interface InboxTable {
  readonly id: string;
  readonly position: GeneratedAlways<string>;
  readonly channel: string;
  readonly external_id: string;
  readonly received_at: InstantText;
  readonly raw_hash: string | null;
  readonly raw_size: BigIntText | null;
  readonly envelope: Json;
  readonly status: ColumnType<string, string | undefined, string>;
  readonly attempts: ColumnType<number, number | undefined, number>;
  readonly last_error: ColumnType<string | null, string | null | undefined, string | null>;
  readonly outcome: ColumnType<string | null, string | null | undefined, string | null>;
  readonly case_id: ColumnType<string | null, string | null | undefined, string | null>;
  readonly message_id: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface OutboxTable {
  readonly id: string;
  /** Orders the items of one case and destination. */
  readonly position: GeneratedAlways<string>;
  readonly key: string;
  readonly destination: string;
  readonly case_id: string | null;
  readonly payload: Json;
  readonly created_at: InstantText;
  readonly not_before: InstantText;
  /** When it may be claimed: `not_before`, or the end of the lease it is under. */
  readonly claimable_at: InstantText;
  readonly attempts: ColumnType<number, number | undefined, number>;
  readonly status: ColumnType<string, string | undefined, string>;
  readonly last_error: ColumnType<string | null, string | null | undefined, string | null>;
  readonly delivered_at: ColumnType<InstantText | null, InstantText | null | undefined, InstantText | null>;
  /** What the other side said to a delivery, such as its message id. */
  readonly detail: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface ChannelStateTable {
  readonly namespace: string;
  readonly key: string;
  readonly value: Json;
}

export interface SettingTable {
  readonly name: string;
  readonly value: Json;
}

export interface AuditTable {
  readonly position: GeneratedAlways<string>;
  readonly at: InstantText;
  readonly by: string;
  readonly what: string;
  readonly before: NullableJson;
  readonly after: NullableJson;
}

export interface PolicyVersionTable {
  readonly id: string;
  readonly version: number;
  readonly body: Json;
  readonly kept_at: InstantText;
}

export interface SmallFileTable {
  readonly hash: string;
  readonly content: Uint8Array;
  readonly put_at: InstantText;
}
