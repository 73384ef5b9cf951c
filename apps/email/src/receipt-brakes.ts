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
  const sent = await sentTo(state, senderKey(mail));
  const alike = alikeness(mail);
  if (count(sent, limits.sender, now) >= limits.sender.most) return over(`to ${mail.address}`, limits.sender);
  const same = sent.filter((one) => one.subject === alike.subject || one.body === alike.body);
  if (count(same, limits.alike, now) >= limits.alike.most) return over('for mails as like as this one', limits.alike);
  const domain = await sentTo(state, domainKey(mail));
  if (count(domain, limits.domain, now) >= limits.domain.most) return over(`to ${domainOf(mail)}`, limits.domain);
  const all = await sentTo(state, deskKey);
  return count(all, limits.desk, now) >= limits.desk.most ? over('from this desk', limits.desk) : undefined;
}

/** Counts a receipt that goes out. */
export async function countReceipt(state: ChannelState, mail: Answered, now: Instant): Promise<void> {
  const one: Sent = { at: now.epochMilliseconds, ...alikeness(mail) };
  for (const [key, most] of [
    [senderKey(mail), limits.sender.most],
    [domainKey(mail), limits.domain.most],
    [deskKey, limits.desk.most],
  ] as const) {
    const kept = key === senderKey(mail) ? one : { at: one.at };
    await state.put(key, [...(await sentTo(state, key)), kept].slice(-most));
  }
}

const sentSchema = z.array(z.object({ at: z.number(), subject: z.string().optional(), body: z.string().optional() }));

type Sent = z.infer<typeof sentSchema>[number];

const deskKey = 'receipts/desk';

function senderKey({ address }: Answered): string {
  return `receipts/sender/${address}`;
}

function domainKey(mail: Answered): string {
  return `receipts/domain/${domainOf(mail)}`;
}

function domainOf({ address }: Answered): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Hashes, so that nothing a person wrote stays here. */
function alikeness({ subject, bodyHash }: Answered): { readonly subject: string; readonly body: string } {
  const bare = subject
    .toLowerCase()
    .replace(/[\d\W]+/g, ' ')
    .trim();
  return { subject: createHash('sha256').update(bare).digest('hex').slice(0, 16), body: bodyHash.slice(0, 16) };
}

async function sentTo(state: ChannelState, key: string): Promise<readonly Sent[]> {
  const read = sentSchema.safeParse(await state.get(key));
  return read.success ? read.data : [];
}

function count(sent: readonly Sent[], limit: { readonly within: number }, now: Instant): number {
  return sent.filter(({ at }) => at > now.epochMilliseconds - limit.within).length;
}

function over(whom: string, limit: { readonly most: number; readonly within: number }): string {
  return `${limit.most} receipts went ${whom} within ${limit.within / hour} h already`;
}
