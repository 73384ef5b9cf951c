import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import { Temporal } from '@sla/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Answered, countReceipt, receiptBrake } from './receipt-brakes.ts';

const noon = Temporal.Instant.from('2026-11-23T12:00:00Z');
let store: CaseStore;
let namespace = 0;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

/** Sends receipts one a minute for mails made by number; how many went out. */
async function sendUntilBraked(mail: (number: number) => Answered, tries: number): Promise<number> {
  namespace += 1;
  const state = store.channelState(`brakes-${namespace}`);
  for (let number = 0; number < tries; number += 1) {
    const at = noon.add({ seconds: number * 10 });
    if ((await receiptBrake(state, mail(number), at)) !== undefined) return number;
    await countReceipt(state, mail(number), at);
  }
  return tries;
}

const words = 'printer vpn mouse screen login course grade video quiz upload export forum'.split(' ');
const mail = (address: string, subject: string, bodyHash: string): Answered => ({ address, subject, bodyHash });

describe('receipts stop without any header', () => {
  it.each([
    [
      'for one subject, whatever number it bears',
      (n: number) => mail('bot@x.example', `Ticket ${n} received`, `${n}`),
      2,
    ],
    ['for one text', (n: number) => mail('bot@x.example', words[n % 12] ?? '', 'same'), 2],
    ['for one sender', (n: number) => mail('bot@x.example', words[n % 12] ?? '', `${n}`), 10],
    [
      'for a sender that changes its address each time',
      (n: number) => mail(`bot${n}@x.example`, 'Received', 'same'),
      40,
    ],
    ['for the whole desk', (n: number) => mail(`bot@x${n}.example`, 'Received', 'same'), 300],
  ])('%s', async (_, make, expected) => {
    expect(await sendUntilBraked(make, 400)).toBe(expected);
  });

  it('and go on when time has passed', async () => {
    const state = store.channelState('brakes-later');
    const one = mail('mia@x.example', 'VPN', 'a');
    for (const minute of [0, 1]) await countReceipt(state, one, noon.add({ minutes: minute }));
    expect(await receiptBrake(state, one, noon.add({ minutes: 2 }))).toBe(
      '2 receipts went for mails as like as this one within 3 h already',
    );
    expect(await receiptBrake(state, one, noon.add({ hours: 4 }))).toBeUndefined();
  });
});
