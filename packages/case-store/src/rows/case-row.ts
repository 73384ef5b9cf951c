import type { CaseState } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { CaseRecord, NextDue } from '../records.ts';
import type { CaseTable } from '../tables.ts';
import { fromInstant, fromNull, orNull, present, toInstant, toText, toTexts } from './values.ts';

export type CaseRow = Selectable<CaseTable>;

export function toCaseRecord(row: CaseRow): CaseRecord {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    subject: row.subject,
    requester: row.requester,
    channel: row.channel,
    policy: row.policy,
    policyVersion: row.policy_version,
    priority: row.priority,
    tier: row.tier,
    state: row.state as CaseState,
    openedAt: toInstant(row.opened_at),
    changedAt: toInstant(row.changed_at),
    tags: row.tags,
    ...present({
      organisation: row.organisation,
      mailbox: row.mailbox,
      assignee: row.assignee,
      team: row.team,
      lastMessageAt: fromNull(row.last_message_at, toInstant),
      resolvedAt: fromNull(row.resolved_at, toInstant),
      mergedInto: row.merged_into,
      nextDue: toNextDue(row),
    }),
  };
}

function toNextDue(row: CaseRow): NextDue | null {
  if (row.next_due_clock === null || row.next_due_cycle === null || row.next_due_at === null) return null;
  return {
    clock: row.next_due_clock,
    cycle: row.next_due_cycle,
    dueAt: toInstant(row.next_due_at),
    missed: row.next_due_missed === true,
    atRisk: row.next_due_at_risk === true,
  };
}

/** All but the version and the number of events, which the saving statement sets. */
export function fromCaseRecord(record: CaseRecord): Omit<Insertable<CaseTable>, 'version' | 'event_count'> {
  const due = record.nextDue;
  return {
    id: record.id,
    number: record.number,
    subject: toText(record.subject),
    requester: record.requester,
    organisation: record.organisation ?? null,
    channel: record.channel,
    mailbox: orNull(record.mailbox, toText),
    policy: record.policy,
    policy_version: record.policyVersion,
    priority: record.priority,
    tier: record.tier,
    state: record.state,
    assignee: record.assignee ?? null,
    team: record.team ?? null,
    opened_at: fromInstant(record.openedAt),
    changed_at: fromInstant(record.changedAt),
    last_message_at: orNull(record.lastMessageAt, fromInstant),
    resolved_at: orNull(record.resolvedAt, fromInstant),
    merged_into: record.mergedInto ?? null,
    next_due_clock: due?.clock ?? null,
    next_due_cycle: due?.cycle ?? null,
    next_due_at: orNull(due?.dueAt, fromInstant),
    next_due_missed: due?.missed ?? null,
    next_due_at_risk: due?.atRisk ?? null,
    tags: toTexts(record.tags),
  };
}
