import { createHash } from 'node:crypto';

import type { CaseStore, ChannelState } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { z } from 'zod';

type CapPorts = Pick<CaseStore, 'channelState' | 'now'>;

/** So many mails that no person wrote reach one address a day, whatever asks for them; a person's words always do. */
const most = 20;
const within = { hours: 24 };

const instants = z.array(z.number());

/** Why no automatic mail may go to this address now, in words that do not name it, or undefined. */
export async function automaticCap(ports: CapPorts, address: string): Promise<string | undefined> {
  const sent = await sentTo(ports.channelState('email'), address, await ports.now());
  return sent.length >= most
    ? `${most} automatic mails went to this address within ${within.hours} h already`
    : undefined;
}

/** Counts one that went out; of several at once, from whatever process, none is lost. */
export async function countAutomatic(ports: Pick<CaseStore, 'transaction'>, address: string): Promise<void> {
  await ports.transaction(async (unit) => {
    const state = unit.channelState('email');
    const sent = await sentTo(state, address, unit.now);
    await state.put(keyOf(address), [...sent, unit.now.epochMilliseconds].slice(-most));
  });
}

async function sentTo(state: ChannelState, address: string, now: Temporal.Instant): Promise<readonly number[]> {
  const read = instants.safeParse(await state.get(keyOf(address)));
  const since = now.subtract(within).epochMilliseconds;
  return (read.data ?? []).filter((at) => at > since);
}

/** A hash, so that the counting keeps nobody's address. */
function keyOf(address: string): string {
  const plain = address.trim().toLowerCase();
  return `automatic/${createHash('sha256').update(plain).digest('hex').slice(0, 32)}`;
}
