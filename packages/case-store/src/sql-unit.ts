import type { Effect, Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { StoreUnit } from './case-store.ts';
import { acceptInbox } from './queries/accept-inbox.ts';
import { addMessage } from './queries/add-message.ts';
import { appendEvents } from './queries/append-events.ts';
import { channelStateIn } from './queries/channel-state.ts';
import { claimTimers } from './queries/claim-timers.ts';
import { enqueue } from './queries/enqueue.ts';
import { failInbox } from './queries/fail-inbox.ts';
import { loadCase } from './queries/load-case.ts';
import { lockInbox } from './queries/lock-inbox.ts';
import { nextCaseNumber } from './queries/next-case-number.ts';
import { putAgent } from './queries/put-agent.ts';
import { putContact } from './queries/put-contact.ts';
import { putOrganisation } from './queries/put-organisation.ts';
import { putPolicyVersion } from './queries/put-policy-version.ts';
import { putSetting } from './queries/put-setting.ts';
import { putTeam } from './queries/put-team.ts';
import { recordEffects } from './queries/record-effects.ts';
import { replaceTimers } from './queries/replace-timers.ts';
import { saveCaseRecord } from './queries/save-case-record.ts';
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
    channelState: (namespace) => channelStateIn(db, namespace),
    nextCaseNumber: (prefix) => nextCaseNumber(db, prefix),
    lockCase: (ref) => loadCase(db, ref, 'locked'),
    saveCase: (change) => saveCase(db, change, now, tell),
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

/** The record goes first: its version check also holds off everybody else until the transaction ends. */
async function saveCase(db: Kysely<Tables>, change: CaseChange, now: Instant, tell: Tell): Promise<readonly Effect[]> {
  const firstPosition = await saveCaseRecord(db, change);
  await appendEvents(db, change, firstPosition, now);
  await saveClocks(db, change);
  const fresh = await recordEffects(db, change);
  await replaceTimers(db, change);
  tell({ kind: 'case', caseId: change.record.id });
  if (change.timers.length > 0) tell({ kind: 'timer', caseId: change.record.id });
  return fresh;
}
