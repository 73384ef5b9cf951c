import type { Kysely } from 'kysely';

import type { StoreReads } from './case-store.ts';
import { contactsByEmail } from './queries/contacts-by-email.ts';
import { contactsById } from './queries/contacts-by-id.ts';
import { countCases } from './queries/count-cases.ts';
import { findContact } from './queries/find-contact.ts';
import { findInboxItem } from './queries/find-inbox-item.ts';
import { findMessage } from './queries/find-message.ts';
import { findMessagesById } from './queries/find-messages-by-id.ts';
import { findPolicyVersion } from './queries/find-policy-version.ts';
import { findSetting } from './queries/find-setting.ts';
import { lastWords } from './queries/last-words.ts';
import { latestClocks } from './queries/latest-clocks.ts';
import { listAgents } from './queries/list-agents.ts';
import { listAudit } from './queries/list-audit.ts';
import { listCaseRecords, listCaseRecordsOf } from './queries/list-cases.ts';
import { listEffects } from './queries/list-effects.ts';
import { listInbox } from './queries/list-inbox.ts';
import { listMessages } from './queries/list-messages.ts';
import { listOrganisations } from './queries/list-organisations.ts';
import { listOutbox } from './queries/list-outbox.ts';
import { listTeams } from './queries/list-teams.ts';
import { loadCase } from './queries/load-cases.ts';
import { organisationsById } from './queries/organisations-by-id.ts';
import type { CaseListItem, CaseQuery, CaseRecord } from './records.ts';
import { defined } from './rows/values.ts';
import type { Tables } from './tables.ts';

/** The same questions, of the store as it stands or inside a transaction. */
export function readsOn(db: Kysely<Tables>): StoreReads {
  return {
    findCase: (ref) => loadCase(db, ref, 'unlocked'),
    listCases: (query) => listCases(db, query),
    listCaseRecords: (query) => listCaseRecords(db, query),
    listCaseRecordsOf: (requesters, limit) => listCaseRecordsOf(db, requesters, limit),
    countCases: (query, most) => countCases(db, query, most),
    listMessages: (caseId) => listMessages(db, caseId),
    findMessage: (id) => findMessage(db, id),
    listEffects: async (caseId) => (await listEffects(db, [caseId])).get(caseId) ?? [],
    listEffectsOf: (caseIds) => listEffects(db, caseIds),
    findMessagesById: (messageIds) => findMessagesById(db, messageIds),
    findContact: (ref) => findContact(db, ref),
    findContacts: (ids) => contactsById(db, ids),
    findContactsByEmail: (emails) => contactsByEmail(db, emails),
    listOrganisations: () => listOrganisations(db),
    listAgents: () => listAgents(db),
    listTeams: () => listTeams(db),
    listInbox: (channel, limit, status = 'waiting') => listInbox(db, channel, limit, status),
    findInboxItem: (channel, externalId) => findInboxItem(db, channel, externalId),
    listOutbox: (query) => listOutbox(db, query),
    setting: (name) => findSetting(db, name),
    findPolicyVersion: (id, version) => findPolicyVersion(db, id, version),
    listAudit: (limit) => listAudit(db, limit),
  };
}

async function listCases(db: Kysely<Tables>, query: CaseQuery): Promise<readonly CaseListItem[]> {
  const records = await listCaseRecords(db, query);
  const ids = records.map((record) => record.id);
  const requesters = await contactsById(
    db,
    distinct(records, (record) => record.requester),
  );
  const organisations = await organisationsById(
    db,
    distinct(records, (record) => record.organisation),
  );
  const clocks = await latestClocks(db, ids);
  const words = await lastWords(db, ids);
  return records.map((record) => ({
    record,
    clocks: clocks.get(record.id) ?? [],
    ...defined({
      requester: requesters.get(record.requester),
      organisation: record.organisation === undefined ? undefined : organisations.get(record.organisation),
      lastMessage: words.get(record.id),
    }),
  }));
}

function distinct(records: readonly CaseRecord[], field: (record: CaseRecord) => string | undefined): string[] {
  return [...new Set(records.map(field))].filter((id) => id !== undefined);
}
