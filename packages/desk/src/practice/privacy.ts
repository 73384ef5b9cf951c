import type { CaseRecord, Contact, Message, StoredEvent } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type SurveyAnswer, surveyAnswers } from './surveys.ts';

/** All that a desk keeps of one person who asked, to be handed to them (GDPR, articles 15 and 20). */
export interface SubjectFile {
  readonly contact: Contact;
  readonly cases: readonly {
    readonly record: CaseRecord;
    readonly events: readonly StoredEvent[];
    /** Without notes: what agents said among themselves is not theirs to hand out unread. */
    readonly messages: readonly Message[];
  }[];
  readonly surveys: readonly SurveyAnswer[];
}

export interface Subject {
  /** Their address. */
  readonly email: string;
}

export type PrivacyOutcome<Facts> = ({ readonly ok: true } & Facts) | { readonly ok: false; readonly refusal: Refusal };

/** What there is of a person, whole. Leads and administrators may ask. */
export async function exportSubject(
  parts: DeskParts,
  by: Person,
  subject: Subject,
): Promise<PrivacyOutcome<{ readonly file: SubjectFile }>> {
  const { store } = parts;
  const contact = await admitted(parts, 'export-subject', by, subject);
  if ('code' in contact) return { ok: false, refusal: contact };
  const listed = await store.listCases({ requester: contact.id, order: 'opened', limit: mostCases });
  const cases = [];
  for (const { record } of listed) {
    const found = await store.findCase(record.id);
    const messages = (await store.listMessages(record.id)).filter(({ direction }) => direction !== 'note');
    cases.push({ record, events: found?.events ?? [], messages });
  }
  const numbers = new Set(listed.map(({ record }) => record.number));
  const surveys = (await surveyAnswers(store)).filter((answer) => numbers.has(answer.case));
  return { ok: true, file: { contact, cases, surveys } };
}

/**
 * Erases a person: their name, address and words, everywhere. Events and clocks stay, the audit stays, and what still waits to be
 * sent is told, to be erased when it has gone.
 */
export async function eraseSubject(
  parts: DeskParts,
  by: Person,
  subject: Subject,
): Promise<PrivacyOutcome<{ readonly cases: number; readonly waiting: readonly string[] }>> {
  const contact = await admitted(parts, 'erase-subject', by, subject);
  if ('code' in contact) return { ok: false, refusal: contact };
  const erased = await parts.store.transaction((unit) => unit.eraseContact(contact.id, by));
  if (!erased) return { ok: false, refusal: refusal('unknown-person', { person: subject.email }) };
  return { ok: true, cases: erased.cases.length, waiting: erased.waiting };
}

const mostCases = 100_000;

async function admitted(
  { store }: DeskParts,
  command: 'export-subject' | 'erase-subject',
  by: Person,
  { email }: Subject,
): Promise<Contact | Refusal> {
  const hindered = hindrance(command, by, standingOf(by, await loadPeople(store)));
  if (hindered) return hindered;
  const contact = await store.findContact({ email: email.trim().toLowerCase() });
  return contact ?? refusal('unknown-person', { person: email });
}
