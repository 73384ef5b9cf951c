import { createHash } from 'node:crypto';

import type { NewOutboxItem, Organisation, StoreUnit } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { MailPayload } from '../delivery.ts';
import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** Something to tell customers beside any case, such as a webinar (S2-7). It touches no clock. */
export interface Announcing {
  readonly subject: string;
  readonly text: string;
  /** By their ids; all of them where none is named. */
  readonly organisations?: readonly string[];
  /** Says what would be sent, and sends nothing. */
  readonly preview?: boolean;
}

/** The one mail that an organisation gets of it. */
export interface AnnouncementMail {
  readonly organisation: string;
  readonly name: string;
  /** Empty where nobody of it is known. */
  readonly to: readonly string[];
  /** When it had this very announcement already: it gets none again. */
  readonly sentAt?: string;
}

export type AnnouncementOutcome =
  | { readonly ok: true; readonly sent: boolean; readonly mails: readonly AnnouncementMail[] }
  | { readonly ok: false; readonly refusal: Refusal };

const namespace = 'desk/announcements';

/** Mails customers, at most once to each organisation however often it is asked for. Leads may; the audit says who did. */
export async function announce(parts: DeskParts, by: Person, command: Announcing): Promise<AnnouncementOutcome> {
  const { store } = parts;
  const people = await loadPeople(store);
  const hindered = hindrance('announce', by, standingOf(by, people)) ?? wrongWords(command);
  if (hindered) return { ok: false, refusal: hindered };
  const wanted = command.organisations ?? [...people.organisations.keys()];
  const unknown = wanted.find((id) => !people.organisations.has(id));
  if (unknown !== undefined) {
    const known = [...people.organisations.keys()].join(', ');
    return { ok: false, refusal: refusal('unknown-organisation', { organisation: unknown, known }) };
  }
  const organisations = [...people.organisations.values()].filter(({ id }) => wanted.includes(id));
  return store.transaction(async (unit) => {
    const id = idOf(command);
    const mails: AnnouncementMail[] = [];
    for (const each of organisations) mails.push(await mailTo(unit, parts, each, id));
    const sent = command.preview !== true;
    if (sent) await send(unit, by, command, id, mails.filter(isNew));
    return { ok: true, sent, mails };
  });
}

function wrongWords({ subject, text }: Announcing): Refusal | undefined {
  return subject.trim() === '' || text.trim() === '' ? refusal('empty-message') : undefined;
}

/** The same words are the same announcement. */
function idOf({ subject, text }: Announcing): string {
  return createHash('sha256').update(`${subject.trim()}\n${text.trim()}`).digest('hex').slice(0, 32);
}

async function mailTo(
  unit: StoreUnit,
  { practice }: DeskParts,
  { id: organisation, name }: Organisation,
  id: string,
): Promise<AnnouncementMail> {
  const kept = (await unit.channelState(namespace).get(`${id}/${organisation}`)) as { readonly at: string } | undefined;
  const to = practice.announcements?.[organisation] ?? (await lastToAsk(unit, organisation));
  return { organisation, name, to, ...(kept && { sentAt: kept.at }) };
}

/** Where the settings name nobody, whoever of the organisation wrote last. */
async function lastToAsk(unit: StoreUnit, organisation: string): Promise<readonly string[]> {
  const [latest] = await unit.listCases({ organisation, order: 'changed', limit: 1 });
  const contact = latest && (await unit.findContact({ id: latest.record.requester }));
  return contact && contact.erasedAt === undefined ? [contact.email] : [];
}

function isNew({ to, sentAt }: AnnouncementMail): boolean {
  return to.length > 0 && sentAt === undefined;
}

async function send(
  unit: StoreUnit,
  by: Person,
  { subject, text }: Announcing,
  id: string,
  mails: readonly AnnouncementMail[],
): Promise<void> {
  if (mails.length === 0) return;
  const items = mails.map(({ organisation, to }): NewOutboxItem => {
    const key = `announcement/${id}/${organisation}`;
    const notice = { effect: 'announcement', effectId: key } as const;
    const payload: MailPayload = { kind: 'notice', to, subject: subject.trim(), text: text.trim(), case: '', notice };
    return { key, destination: 'email', payload };
  });
  for (const { organisation } of mails) {
    await unit.channelState(namespace).put(`${id}/${organisation}`, { at: unit.now.toString(), by });
  }
  const organisations = mails.map(({ organisation }) => organisation);
  await unit.putSetting(`announcement/${id}`, { subject: subject.trim(), organisations }, by);
  await unit.enqueue(items);
}
