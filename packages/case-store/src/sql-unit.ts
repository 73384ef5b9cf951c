import type { Effect, Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { StoreUnit } from './case-store.ts';
import { acceptInbox } from './queries/accept-inbox.ts';
import { addMessages } from './queries/add-messages.ts';
import { appendEvents } from './queries/append-events.ts';
import { channelStateIn } from './queries/channel-state.ts';
import { claimTimers } from './queries/claim-timers.ts';
import { emptyInbox } from './queries/empty-inbox.ts';
import { emptyOutbox } from './queries/empty-outbox.ts';
import { enqueue } from './queries/enqueue.ts';
import { eraseContact } from './queries/erase-contact.ts';
import { eraseMessages } from './queries/erase-messages.ts';
import { failInbox } from './queries/fail-inbox.ts';
import { takeHeld } from './queries/held-items.ts';
import { loadCase, lockCases } from './queries/load-cases.ts';
import { lockInbox } from './queries/lock-inbox.ts';
import { nextCaseNumbers } from './queries/next-case-numbers.ts';
import { nextTimerAt } from './queries/next-timer-at.ts';
import { putAgent } from './queries/put-agent.ts';
import { putContacts } from './queries/put-contacts.ts';
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
import type { CaseChange, Message, StoreChange } from './records.ts';
import { fromInstant } from './rows/values.ts';
import { readsOn } from './sql-reads.ts';
import type { Tables } from './tables.ts';

type Instant = Temporal.Instant;
/** Notes a change, to be told when the transaction has committed. */
type Tell = (change: StoreChange) => void;
type Inbox =
  | 'acceptInbox'
  | 'acceptInboxItems'
  | 'lockInbox'
  | 'lockInboxItems'
  | 'settleInbox'
  | 'settleInboxItems'
  | 'failInbox'
  | 'emptyInbox'
  | 'emptyOutbox';
type Desk =
  | 'putContact'
  | 'putContacts'
  | 'putOrganisation'
  | 'putAgent'
  | 'putTeam'
  | 'putSetting'
  | 'putPolicyVersion';

/** A unit on an open transaction. */
export function unitOn(db: Kysely<Tables>, now: Instant, tell: Tell): StoreUnit {
  return {
    now,
    ...readsOn(db),
    ...inboxOn(db, now, tell),
    ...deskOn(db, now),
    ...erasingOn(db, now, tell),
    channelState: (namespace) => channelStateIn(db, namespace),
    nextCaseNumber: async (prefix) => only(await nextCaseNumbers(db, prefix, 1)),
    nextCaseNumbers: (prefix, count) => nextCaseNumbers(db, prefix, count),
    lockCase: (ref) => loadCase(db, ref, 'locked'),
    lockCases: (refs) => lockCases(db, refs),
    saveCase: async (change) => (await saveCases(db, [change], now, tell))[0] ?? [],
    saveCases: (changes) => saveCases(db, changes, now, tell),
    ...messagesOn(db, tell),
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

function messagesOn(db: Kysely<Tables>, tell: Tell): Pick<StoreUnit, 'addMessage' | 'addMessages' | 'updateMessage'> {
  const addAll = async (messages: readonly Message[]) => {
    await addMessages(db, messages);
    for (const { caseId } of messages) tell({ kind: 'case', caseId });
  };
  return {
    addMessage: (message) => addAll([message]),
    addMessages: addAll,
    updateMessage: async (id, change) => {
      const caseId = await updateMessage(db, id, change);
      if (caseId !== undefined) tell({ kind: 'case', caseId });
    },
  };
}

function inboxOn(db: Kysely<Tables>, now: Instant, tell: Tell): Pick<StoreUnit, Inbox> {
  const acceptAll: StoreUnit['acceptInboxItems'] = async (items) => {
    const present = sql<string>`${fromInstant(now)}::timestamptz`;
    const accepted = await acceptInbox(db, { items, present });
    if (accepted.some(({ fresh }) => fresh)) tell({ kind: 'inbox' });
    return accepted;
  };
  const settleAll: StoreUnit['settleInboxItems'] = async (settlements) => {
    await settleInbox(db, settlements);
    tell({ kind: 'inbox' });
  };
  return {
    acceptInbox: async (item) => only(await acceptAll([item])),
    acceptInboxItems: acceptAll,
    lockInbox: async (id) => (await lockInbox(db, [id]))[0],
    lockInboxItems: (ids) => lockInbox(db, ids),
    settleInbox: (id, result) => settleAll([{ ...result, id }]),
    settleInboxItems: settleAll,
    emptyInbox: (cutoff, limit) => emptyInbox(db, cutoff, limit),
    emptyOutbox: (before, limit) => emptyOutbox(db, before, limit),
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
    putContact: async (contact) => only(await putContacts(db, [contact])),
    putContacts: (contacts) => putContacts(db, contacts),
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

function only<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error('The database gave back nothing for what it was given.');
  return item;
}
