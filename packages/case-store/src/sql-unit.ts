import type { Effect, Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { StoreUnit } from './case-store.ts';
import { acceptInbox } from './queries/accept-inbox.ts';
import { addMessage } from './queries/add-message.ts';
import { appendEvents } from './queries/append-events.ts';
import { channelStateIn } from './queries/channel-state.ts';
import { claimTimers } from './queries/claim-timers.ts';
import { enqueue } from './queries/enqueue.ts';
import { eraseContact } from './queries/erase-contact.ts';
import { eraseMessages } from './queries/erase-messages.ts';
import { failInbox } from './queries/fail-inbox.ts';
import { takeHeld } from './queries/held-items.ts';
import { loadCase, lockCases } from './queries/load-cases.ts';
import { lockInbox } from './queries/lock-inbox.ts';
import { nextCaseNumber } from './queries/next-case-number.ts';
import { nextTimerAt } from './queries/next-timer-at.ts';
import { putAgent } from './queries/put-agent.ts';
import { putContact } from './queries/put-contact.ts';
import { putOrganisation } from './queries/put-organisation.ts';
import { putPolicyVersion } from './queries/put-policy-version.ts';
import { putSetting } from './queries/put-setting.ts';
import { putTeam } from './queries/put-team.ts';
import { recordEffects } from './queries/record-effects.ts';
import { replaceTimers } from './queries/replace-timers.ts';
import { saveCaseRecords } from './queries/save-case-records.ts';
import { saveClocks } from './queries/save-clocks.ts';
import { settleInbox } from './queries/settle-inbox.ts';
import { updateMessage } from './queries/update-message.ts';
import type { CaseChange, StoreChange } from './records.ts';
import { readsOn } from './sql-reads.ts';
import type { Tables } from './tables.ts';

type Instant = Temporal.Instant;
/** Notes a change, to be told when the transaction has committed. */
type Tell = (change: StoreChange) => void;
type Inbox = 'acceptInbox' | 'lockInbox' | 'settleInbox' | 'failInbox';
type Desk = 'putContact' | 'putOrganisation' | 'putAgent' | 'putTeam' | 'putSetting' | 'putPolicyVersion';

/** A unit on an open transaction. */
export function unitOn(db: Kysely<Tables>, now: Instant, tell: Tell): StoreUnit {
  return {
    now,
    ...readsOn(db),
    ...inboxOn(db, now, tell),
    ...deskOn(db, now),
    ...erasingOn(db, now, tell),
    channelState: (namespace) => channelStateIn(db, namespace),
    nextCaseNumber: (prefix) => nextCaseNumber(db, prefix),
    lockCase: (ref) => loadCase(db, ref, 'locked'),
    lockCases: (ids) => lockCases(db, ids),
    saveCase: async (change) => (await saveCases(db, [change], now, tell))[0] ?? [],
    saveCases: (changes) => saveCases(db, changes, now, tell),
    addMessage: async (message) => {
      await addMessage(db, message);
      tell({ kind: 'case', caseId: message.caseId });
    },
    updateMessage: async (id, change) => {
      const caseId = await updateMessage(db, id, change);
      if (caseId !== undefined) tell({ kind: 'case', caseId });
    },
    enqueue: async (items) => {
      await enqueue(db, items, now);
      for (const { caseId } of items) tell(caseId === undefined ? { kind: 'outbox' } : { kind: 'outbox', caseId });
    },
    hold: (items) => enqueue(db, items, now, 'held'),
    takeHeld: (since) => takeHeld(db, since),
    nextTimerAt: (except = []) => nextTimerAt(db, except),
    claimTimers: (limit, except = []) => claimTimers(db, limit, now, except),
  };
}

function inboxOn(db: Kysely<Tables>, now: Instant, tell: Tell): Pick<StoreUnit, Inbox> {
  return {
    acceptInbox: async (item) => {
      const accepted = await acceptInbox(db, item, now);
      if (accepted.fresh) tell({ kind: 'inbox' });
      return accepted;
    },
    lockInbox: (id) => lockInbox(db, id),
    settleInbox: async (id, result) => {
      await settleInbox(db, id, result);
      tell({ kind: 'inbox' });
    },
    failInbox: async (id, error, lastAttempt) => {
      await failInbox(db, id, error, lastAttempt);
      tell({ kind: 'inbox' });
    },
  };
}

function erasingOn(db: Kysely<Tables>, now: Instant, tell: Tell): Pick<StoreUnit, 'eraseMessages' | 'eraseContact'> {
  return {
    eraseMessages: async (ids, by) => {
      const erased = await eraseMessages(db, { ids, by }, now);
      for (const { caseId } of erased) tell({ kind: 'case', caseId });
      return erased.map(({ id }) => id);
    },
    eraseContact: async (id, by) => {
      const erased = await eraseContact(db, { id, by }, now);
      for (const caseId of erased?.cases ?? []) tell({ kind: 'case', caseId });
      return erased;
    },
  };
}

function deskOn(db: Kysely<Tables>, now: Instant): Pick<StoreUnit, Desk> {
  return {
    putContact: (contact) => putContact(db, contact),
    putOrganisation: (organisation) => putOrganisation(db, organisation),
    putAgent: (agent) => putAgent(db, agent),
    putTeam: (team) => putTeam(db, team),
    putSetting: (name, value, by) => putSetting(db, { name, value, by }, now),
    putPolicyVersion: (id, version, body) => putPolicyVersion(db, { id, version, body }, now),
  };
}

/** The records go first: their version check also holds off everybody else until the transaction ends. */
async function saveCases(
  db: Kysely<Tables>,
  changes: readonly CaseChange[],
  now: Instant,
  tell: Tell,
): Promise<readonly (readonly Effect[])[]> {
  if (changes.length === 0) return [];
  const firstPositions = await saveCaseRecords(db, changes);
  await appendEvents(db, changes, firstPositions, now);
  await saveClocks(db, changes);
  const fresh = await recordEffects(db, changes);
  await replaceTimers(db, changes);
  for (const { record, timers } of changes) {
    tell({ kind: 'case', caseId: record.id });
    if (timers.length > 0) tell({ kind: 'timer', caseId: record.id });
  }
  return fresh;
}
