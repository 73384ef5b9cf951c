import { createHash } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { z } from 'zod';

type CapPorts = Pick<CaseStore, 'channelState' | 'now'>;

/** So many mails that no person wrote reach one address a day, whatever asks for them; a person's words always do. */
const most = 20;
const within = { hours: 24 };

const instants = z.array(z.number());

/** Why no automatic mail may go to this address now, in words that do not name it, or undefined. */
export async function automaticCap(ports: CapPorts, address: string): Promise<string | undefined> {
  const sent = await sentTo(ports, address, await ports.now());
  return sent.length >= most
    ? `${most} automatic mails went to this address within ${within.hours} h already`
    : undefined;
}

/** The counts are read, raised and written: one after the other, lest one be lost. */
let counting: Promise<unknown> = Promise.resolve();

/** Counts one that went out. */
export async function countAutomatic(ports: CapPorts, address: string): Promise<void> {
  const counted = counting.then(() => addOne(ports, address));
  counting = counted.catch(() => undefined);
  await counted;
}

async function addOne(ports: CapPorts, address: string): Promise<void> {
  const now = await ports.now();
  const sent = await sentTo(ports, address, now);
  await ports.channelState('email').put(keyOf(address), [...sent, now.epochMilliseconds].slice(-most));
}

async function sentTo(ports: CapPorts, address: string, now: Temporal.Instant): Promise<readonly number[]> {
  const read = instants.safeParse(await ports.channelState('email').get(keyOf(address)));
  const since = now.subtract(within).epochMilliseconds;
  return (read.data ?? []).filter((at) => at > since);
}

/** A hash, so that the counting keeps nobody's address. */
function keyOf(address: string): string {
  const plain = address.trim().toLowerCase();
  return `automatic/${createHash('sha256').update(plain).digest('hex').slice(0, 32)}`;
}
