import { createHash } from 'node:crypto';

import type { ChannelState } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { z } from 'zod';

type Instant = Temporal.Instant;

/** A mail that a receipt would answer. */
export interface Answered {
  readonly address: string;
  readonly subject: string;
  readonly bodyHash: string;
}

const hour = 3_600_000;

/** How many receipts may go out. They stop two robots that answer each other, whatever their headers say. */
const limits = {
  sender: { most: 10, within: 3 * hour },
  /** The same words, or the same subject, from one sender. */
  alike: { most: 2, within: 3 * hour },
  domain: { most: 40, within: hour },
  desk: { most: 300, within: hour },
} as const;

/** Why no receipt may go to this sender now, or undefined. */
export async function receiptBrake(state: ChannelState, mail: Answered, now: Instant): Promise<string | undefined> {
  const domain = await sentTo(state, mail);
  const { sender, subject, body } = alikeness(mail);
  const own = domain.filter((one) => one.sender === sender);
  if (count(own, limits.sender, now) >= limits.sender.most) return over(`to ${mail.address}`, limits.sender);
  const same = own.filter((one) => one.subject === subject || one.body === body);
  if (count(same, limits.alike, now) >= limits.alike.most) return over('for mails as like as this one', limits.alike);
  if (count(domain, limits.domain, now) >= limits.domain.most) return over(`to ${domainOf(mail)}`, limits.domain);
  const all = (await instantsOfDesk(state)).filter((at) => at > now.epochMilliseconds - limits.desk.within);
  return all.length >= limits.desk.most ? over('from this desk', limits.desk) : undefined;
}

/** The counts are read, raised and written: one after the other, lest one be lost. */
let counting: Promise<unknown> = Promise.resolve();

/** Counts a receipt that goes out. */
export async function countReceipt(state: ChannelState, mail: Answered, now: Instant): Promise<void> {
  const counted = counting.then(() => addReceipt(state, mail, now));
  counting = counted.catch(() => undefined);
  await counted;
}

/** The same inside a transaction, whose reads and writes nobody can come between. */
export async function addReceipt(state: ChannelState, mail: Answered, now: Instant): Promise<void> {
  const at = now.epochMilliseconds;
  await state.put(deskKey, [...(await instantsOfDesk(state)), at].slice(-limits.desk.most));
  const lately = (await sentTo(state, mail)).filter((one) => one.at > at - limits.sender.within);
  await state.put(keyOf(mail), [...lately, { at, ...alikeness(mail) }].slice(-mostKept));
}

/** More than all limits together ask for. */
const mostKept = 200;

const sentSchema = z.array(z.object({ at: z.number(), sender: z.string(), subject: z.string(), body: z.string() }));

type Sent = z.infer<typeof sentSchema>[number];

const deskKey = 'receipts/desk';
const instants = z.array(z.number());

async function instantsOfDesk(state: ChannelState): Promise<readonly number[]> {
  const read = instants.safeParse(await state.get(deskKey));
  return read.success ? read.data : [];
}

/** Where the counts that concern a mail stand. */
export function keysOfReceipts(mail: Answered): readonly string[] {
  return [deskKey, keyOf(mail)];
}

function keyOf(mail: Answered): string {
  return `receipts/to/${domainOf(mail)}`;
}

function domainOf({ address }: Answered): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Hashes, so that nothing a person wrote stays here. */
function alikeness({ address, subject, bodyHash }: Answered): Omit<Sent, 'at'> {
  const bare = subject
    .toLowerCase()
    .replace(/[\d\W]+/g, ' ')
    .trim();
  return { sender: digest(address), subject: digest(bare), body: bodyHash.slice(0, 16) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function sentTo(state: ChannelState, mail: Answered): Promise<readonly Sent[]> {
  const read = sentSchema.safeParse(await state.get(keyOf(mail)));
  return read.success ? read.data : [];
}

function count(sent: readonly Sent[], limit: { readonly within: number }, now: Instant): number {
  return sent.filter(({ at }) => at > now.epochMilliseconds - limit.within).length;
}

function over(whom: string, limit: { readonly most: number; readonly within: number }): string {
  return `${limit.most} receipts went ${whom} within ${limit.within / hour} h already`;
}
