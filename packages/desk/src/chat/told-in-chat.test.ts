import type { OutboxItem } from '@sla/case-store';
import { definePolicy } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Deliverer } from '../delivery.ts';
import { type Outbox, startOutbox } from '../outbox.ts';
import { done } from '../testing/done.ts';
import { inSlack, openTestChats, type TestChats } from '../testing/test-chat.ts';
import { mail } from '../testing/test-desk.ts';

const policy = definePolicy({
  id: 'campus',
  version: 1,
  timeZone: 'Europe/London',
  tiers: ['L1', 'L2'],
  priorities: {
    critical: {
      targets: { 'first-response': { within: '1 hour' } },
      escalation: [
        {
          id: 'call-duty',
          after: '30 minutes',
          notify: [{ role: 'duty', via: ['slack'] }],
          acknowledgeWithin: '10 minutes',
        },
        { id: 'tell-boss', after: '3 hours', notify: [{ role: 'management', via: ['email'] }] },
      ],
    },
  },
  defaults: { priority: 'critical' },
});

let at: TestChats;
let outbox: Outbox | undefined;

beforeEach(async () => {
  at = await openTestChats({ policies: { current: [policy], defaultPolicy: 'campus' } });
});
afterEach(async () => {
  await outbox?.stop();
  outbox = undefined;
  await at.close();
});

const open = async () => done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
const told = async () =>
  (await at.outbox()).flatMap(({ item, payload }) =>
    payload.kind === 'notice' ? [`${item.destination} ${payload.to.join(', ')}: ${payload.subject}`] : [],
  );

/** A chat that refuses everything, as one whose channel is gone does. */
function refusing(error: string): { readonly deliverer: Deliverer; readonly seen: OutboxItem[] } {
  const seen: OutboxItem[] = [];
  const deliver: Deliverer['deliver'] = async (item) => {
    seen.push(item);
    return { kind: 'refused', error };
  };
  return { deliverer: { destination: 'slack', deliver }, seen };
}

async function settleWith({ deliverer, seen }: ReturnType<typeof refusing>, items: number): Promise<void> {
  const errors: unknown[] = [];
  const options = { desk: at.desk, onError: (error: unknown) => errors.push(error), idleSeconds: 0.01 };
  outbox = startOutbox(at.store, [deliverer], options);
  await expect
    .poll(async () => [seen.length, (await at.desk.read.deadLetters(100)).length], { timeout: 20_000 })
    .toEqual([items, items]);
  expect(errors).toEqual([]);
}

describe('an alert by way of a chat', () => {
  it('goes to who has an account there', async () => {
    await open();
    await at.runUntil('2026-11-23T10:30:00Z');
    expect(await told()).toEqual(['slack agent:pia: [C-1001] Escalated to you (call-duty): Nobody can log in']);
  });

  it('stands by itself, so that each can be taken; many at once are one message', async () => {
    for (const n of [1, 2, 3])
      await at.desk.receive(mail({ messageId: `${n}@ashdown.example`, mayAcknowledge: false }));
    await at.runUntil('2026-11-23T10:30:00Z');
    expect(await told()).toEqual(
      [1, 2, 3].map((n) => `slack agent:pia: [C-100${n}] Escalated to you (call-duty): Nobody can log in`),
    );
    for (let n = 4; n < 16; n += 1) {
      await at.desk.receive(
        mail({
          messageId: `${n}@ashdown.example`,
          from: { address: `${n}@b.example` },
          receivedAt: at.clock.now(),
          mayAcknowledge: false,
        }),
      );
    }
    await at.runUntil('2026-11-23T11:00:00Z');
    expect((await told()).filter((notice) => notice.startsWith('slack')).slice(3)).toEqual([
      'slack agent:pia: Needs you: 12 escalated',
    ]);
  });

  it('comes by mail to who has none, and says so', async () => {
    await at.desk.accounts.unlink('agent:pia', inSlack('pia'));
    await open();
    await at.runUntil('2026-11-23T10:30:00Z');
    const [notice] = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? [payload] : []));
    expect(notice).toMatchObject({ to: ['pia@desk.example'] });
    expect(notice?.text).toContain(
      'The policy asks for this by Slack; no account of yours is linked there, so it comes by mail.',
    );
  });

  it('comes by mail when the chat does not take it, and waits there to be taken', async () => {
    await open();
    await at.runUntil('2026-11-23T10:30:00Z');
    await settleWith(refusing('the channel #duty is archived: unarchive it, or name another'), 3);
    const mails = (await at.outbox()).flatMap(({ item, payload }) =>
      item.destination === 'email' && payload.kind === 'notice' && payload.notice.effect === 'notify' ? [payload] : [],
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: ['pia@desk.example'], notice: { step: 'call-duty' } });
    expect(mails[0]?.text).toContain(
      'This was to come by Slack, where it could not be delivered (the channel #duty is archived: unarchive it, or name another), so it comes by mail.',
    );
    const events = (await at.desk.read.case('C-1001'))?.events.map(({ type }) => type);
    expect(events).toContain('alerted');
    expect(events).not.toContain('unreachable');
  });

  it('is told who is given a case where they look first', async () => {
    const record = await open();
    await at.desk.assign('agent:ann', { case: record.id, to: 'agent:bob' });
    expect(await told()).toEqual([
      'slack agent:bob: [C-1001] Assigned to you: Nobody can log in',
      'teams agent:bob: [C-1001] Assigned to you: Nobody can log in',
    ]);
  });
});

describe('cards that a chat does not take', () => {
  it('are told to who leads the desk, once for each fault, and stand among the dead letters', async () => {
    await open();
    done(await at.desk.receive(mail({ messageId: 'm2@ashdown.example', mayAcknowledge: false })));
    await settleWith(refusing('the channel #triage is archived'), 2);
    expect(await told()).toEqual(['email lea@desk.example: Slack zeigt die Fälle des Supports nicht']);
    const [letter] = await at.desk.read.deadLetters(10);
    expect(letter).toMatchObject({ destination: 'slack', lastError: 'the channel #triage is archived' });
  });

  it('hold up no alert of their case', async () => {
    const record = await open();
    await at.runUntil('2026-11-23T10:30:00Z');
    const items = await at.store.claimOutbox(['slack'], 10, 60);
    expect(items.map(({ caseId }) => caseId)).toEqual([record.id, undefined]);
  });
});
