import { afterEach, beforeEach, expect, it } from 'vitest';

import type { Deliverer, Delivery } from './delivery.ts';
import { type Outbox, startOutbox } from './outbox.ts';
import { done } from './testing/done.ts';
import { openTestChats, type TestChats } from './testing/test-chat.ts';
import { mail } from './testing/test-desk.ts';

let at: TestChats;
let outbox: Outbox;
let answer: Delivery;
const drawn: string[] = [];

beforeEach(async () => {
  at = await openTestChats({ cards: ['slack'], channels: ['slack'] });
  answer = { kind: 'refused', error: 'the channel is gone' };
  drawn.length = 0;
  const deliver: Deliverer['deliver'] = async ({ payload, caseId = '' }) => {
    if ((payload as { readonly kind: string }).kind !== 'card') return { kind: 'delivered' };
    if (answer.kind === 'delivered') drawn.push(caseId);
    return answer;
  };
  outbox = startOutbox(at.store, [{ destination: 'slack', deliver }], {
    desk: at.desk,
    onError: (error) => {
      throw error;
    },
    idleSeconds: 0.01,
    reviveCardsSeconds: 0.05,
  });
});
afterEach(async () => {
  await outbox.stop();
  await at.close();
});

const open = async (id: string) => done(await at.desk.receive(mail({ messageId: id, mayAcknowledge: false }))).case;
const dead = async () => at.store.listOutbox({ status: 'dead', destination: 'slack', limit: 50 });

it('cards that were given up are drawn once their channel works again, by whatever finds out, and older drawings end', async () => {
  const [one, other] = [await open('m1'), await open('m2')];
  await at.desk.claim('agent:ann', { case: one.id });
  await expect.poll(async () => (await dead()).length).toBeGreaterThanOrEqual(2);
  answer = { kind: 'delivered' };
  await expect
    .poll(async () => (await at.store.listOutbox({ status: 'delivered', destination: 'slack', limit: 50 })).length)
    .toBe(3);
  expect(await dead()).toEqual([]);
  expect(new Set(drawn)).toEqual(new Set([one.id, other.id]));
});
