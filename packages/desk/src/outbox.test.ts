import type { OutboxItem } from '@sla/case-store';
import { definePolicy } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { mostTries } from './back-off.ts';
import type { Deliverer, Delivery, MailPayload } from './delivery.ts';
import { whyHeldBack } from './held-back.ts';
import { type Outbox, type OutboxOptions, startOutbox } from './outbox.ts';
import { done, refusalOf } from './testing/done.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
let outbox: Outbox | undefined;
const errors: unknown[] = [];

beforeEach(async () => {
  errors.length = 0;
  at = await openTestDesk();
});
afterEach(async () => {
  await outbox?.stop();
  outbox = undefined;
  await at.close();
  expect(errors).toEqual([]);
});

/** A channel that writes down what it is asked to send, and answers as told. */
function recorder(answer: (item: OutboxItem) => Delivery | Promise<Delivery> = () => ({ kind: 'delivered' })) {
  const sent: OutboxItem[] = [];
  const deliverer: Deliverer = {
    destination: 'email',
    deliver: async (item) => {
      sent.push(item);
      return answer(item);
    },
  };
  return { sent, deliverer };
}

function start(deliverer: Deliverer, options: Partial<OutboxOptions> = {}): void {
  outbox = startOutbox(at.store, [deliverer], {
    desk: at.desk,
    onError: (error) => errors.push(error),
    random: () => 0.5,
    idleSeconds: 0.01,
    ...options,
  });
}

const opened = async (messageId: string, priority = 'normal') =>
  done(await at.desk.receive(mail({ messageId, priority, from: { address: `${messageId}` } }))).case;

/** The machine may be busy: a condition has as long as the test. */
const until = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 25_000, interval: 10 });

const isFor = (caseId: string) => (item: OutboxItem) => item.caseId === caseId;

describe('the outbox', () => {
  it('sends each case’s mail in order and marks the messages as delivered', async () => {
    const record = await opened('1@ashdown.example');
    await at.desk.reply('agent:ann', { case: record.id, text: 'One.' });
    await at.desk.reply('agent:ann', { case: record.id, text: 'Two.' });
    const { sent, deliverer } = recorder(() => ({ kind: 'delivered', detail: '250 OK' }));
    start(deliverer);
    await until(async () => {
      const messages = await at.store.listMessages(record.id);
      expect(messages.filter(({ direction }) => direction === 'out').map(({ delivery }) => delivery)).toEqual([
        'delivered',
        'delivered',
        'delivered',
      ]);
    });
    expect(sent.map(({ payload }) => (payload as MailPayload & { purpose?: string }).purpose)).toEqual([
      'receipt',
      'reply',
      'reply',
    ]);
  });

  it('tries again later what failed, and holds back what stands behind it in the same case alone', async () => {
    const poor = await opened('1@ashdown.example');
    const rich = await opened('2@ashdown.example');
    const { sent, deliverer } = recorder((item) =>
      isFor(poor.id)(item) && sent.length < 3 ? { kind: 'try-again', error: '421 busy' } : { kind: 'delivered' },
    );
    await at.desk.reply('agent:ann', { case: poor.id, text: 'Hello.' });
    start(deliverer);
    await until(() => expect(sent.filter(isFor(rich.id))).toHaveLength(1));
    await until(async () => {
      const [first] = (await at.store.listOutbox({ status: 'waiting', limit: 10 })).filter(isFor(poor.id)).toReversed();
      expect(first).toMatchObject({ attempts: 1, lastError: '421 busy' });
    });
    expect(sent.filter(isFor(poor.id))).toHaveLength(1);
    at.clock.pass({ seconds: 6 });
    await until(() => expect(sent.filter(isFor(poor.id)).length).toBeGreaterThanOrEqual(2));
    at.clock.pass({ minutes: 1 });
    await until(async () => expect(await at.store.listOutbox({ status: 'waiting', limit: 10 })).toEqual([]));
  });

  it('waits as long as the other side asks', async () => {
    await opened('1@ashdown.example');
    const { sent, deliverer } = recorder(() =>
      sent.length === 1 ? { kind: 'try-again', error: '429', retryAfterSeconds: 300 } : { kind: 'delivered' },
    );
    start(deliverer);
    await until(async () => expect((await at.outbox())[0]?.item.lastError).toBe('429'));
    expect((await at.store.nextDueAt(['email']))?.toString()).toBe('2026-11-23T10:05:00Z');
  });

  it('gives up after the last try, tells who keeps the case, and sends it again on demand', async () => {
    const record = await opened('1@ashdown.example');
    await at.desk.claim('agent:ann', { case: record.id });
    let isBroken = true;
    const { sent, deliverer } = recorder((item) =>
      isBroken && (item.payload as MailPayload).kind === 'message'
        ? { kind: 'try-again', error: '451 not now' }
        : { kind: 'delivered' },
    );
    start(deliverer);
    for (let tries = 1; tries < mostTries; tries += 1) {
      await until(async () => {
        const [waiting] = await at.outbox();
        expect(waiting?.item.attempts).toBe(tries);
        // Settled: no longer under the lease of its claim.
        expect(await at.store.nextDueAt(['email'])).not.toEqual(at.clock.now().add({ seconds: 60 }));
      });
      at.clock.pass({ hours: 13 });
    }
    await until(async () => expect(await at.desk.read.deadLetters(10)).toHaveLength(1));
    expect(sent.filter(({ payload }) => (payload as MailPayload).kind === 'message')).toHaveLength(mostTries);
    const notice = await until(() => {
      const payload = sent.map((item) => item.payload as MailPayload).find(({ kind }) => kind === 'notice');
      if (payload?.kind !== 'notice') throw new Error('no notice yet');
      return payload;
    });
    expect(notice.to).toEqual(['ann@desk.example']);
    expect(notice.subject).toBe('[C-1001] A message could not be delivered: Nobody can log in');
    expect(notice.text).toContain('The mail to 1@ashdown.example was given up: 451 not now');
    const [dead] = await at.desk.read.deadLetters(10);
    const message = (dead?.payload as { message: string } | undefined)?.message ?? '';
    expect(await at.desk.read.message(message)).toMatchObject({ delivery: 'failed' });

    isBroken = false;
    expect(await at.desk.revive('agent:ann', dead?.id ?? '')).toEqual({ ok: true });
    await until(async () => expect(await at.desk.read.message(message)).toMatchObject({ delivery: 'delivered' }));
    expect(await at.desk.revive('agent:ann', dead?.id ?? '')).toMatchObject({ refusal: { code: 'unknown-delivery' } });
    expect(await at.desk.revive('requester:id-1', dead?.id ?? '')).toMatchObject({ refusal: { code: 'not-an-agent' } });
  });

  it('keeps what a channel holds back for what it is: its reason on the case, and nobody acknowledged by it', async () => {
    const targets = { acknowledgement: { within: '1 hour', automatic: true } } as const;
    const lenient = definePolicy({
      id: 'campus',
      version: 2,
      timeZone: 'Europe/London',
      priorities: { normal: { targets } },
      defaults: { priority: 'normal' },
    });
    await at.close();
    at = await openTestDesk({ policies: { current: [lenient], defaultPolicy: 'campus' } });
    const record = await opened('1@ashdown.example');
    const clock = async () => (await at.desk.read.case(record.id))?.sla.clocks[0]?.status;
    expect(await clock()).toBe('met');
    const { deliverer } = recorder(() => ({ kind: 'held-back', reason: 'they want none' }));
    start(deliverer);
    const held = await until(async () => {
      const [item] = await at.store.listOutbox({ status: 'held-back', limit: 9 });
      const receipt = (await at.store.listMessages(record.id)).at(-1);
      expect([item?.attempts, receipt?.delivery]).toEqual([1, 'held-back']);
      return receipt;
    });
    expect(held && whyHeldBack(held)).toBe('they want none');
    expect(await clock()).toBe('running');
    expect((await at.store.findCase(record.id))?.events.at(-1)).toMatchObject({ type: 'undone', by: 'system' });
    expect(await at.desk.read.deadLetters(9)).toEqual([]);
    await at.desk.reply('agent:ann', { case: record.id, text: 'Hello.' });
    expect((await at.store.listMessages(record.id)).at(-1)?.references).toEqual(['1@ashdown.example']);
  });

  it('does not call delivered what was reported to have come back before its try was written down', async () => {
    const record = await opened('1@ashdown.example');
    const { deliverer } = recorder(async ({ payload }) => {
      const { message } = payload as Extract<MailPayload, { kind: 'message' }>;
      await at.store.transaction((unit) => unit.updateMessage(message, { delivery: 'failed' }));
      return { kind: 'delivered', messageId: 'given@relay.example' };
    });
    start(deliverer);
    await until(async () => {
      const receipt = (await at.store.listMessages(record.id)).at(-1);
      expect(receipt).toMatchObject({ messageId: 'given@relay.example', delivery: 'failed' });
    });
  });

  it('gives up at once what is refused for good', async () => {
    await opened('1@ashdown.example');
    const { sent, deliverer } = recorder(({ payload }) =>
      (payload as MailPayload).kind === 'message'
        ? { kind: 'refused', error: '550 no such user' }
        : { kind: 'delivered' },
    );
    start(deliverer);
    await until(async () => expect(await at.desk.read.deadLetters(10)).toHaveLength(1));
    expect(sent.filter(({ payload }) => (payload as MailPayload).kind === 'message')).toHaveLength(1);
  });

  it('breaks off a delivery that hangs, and sends others meanwhile', async () => {
    const stuck = await opened('1@ashdown.example');
    const other = await opened('2@ashdown.example');
    const { sent, deliverer } = recorder((item) =>
      isFor(stuck.id)(item) ? new Promise<Delivery>(() => undefined) : { kind: 'delivered' },
    );
    start(deliverer, { timeoutSeconds: 0.05 });
    await until(async () =>
      expect(await at.store.listOutbox({ status: 'waiting', limit: 10 })).toMatchObject([
        { caseId: stuck.id, lastError: 'no answer within 0.05 s' },
      ]),
    );
    expect(sent.filter(isFor(other.id))).toHaveLength(1);
  });

  it('survives a channel that throws', async () => {
    await opened('1@ashdown.example');
    const { deliverer } = recorder(() => {
      throw new Error('socket closed');
    });
    start(deliverer);
    await until(async () => expect((await at.outbox())[0]?.item.lastError).toBe('socket closed'));
  });

  it('sends once more what a sender took and never settled', async () => {
    await opened('1@ashdown.example');
    const taken = await at.store.claimOutbox(['email'], 10, 60);
    expect(taken).toHaveLength(1);
    const { sent, deliverer } = recorder();
    start(deliverer);
    await opened('2@ashdown.example');
    await until(() => expect(sent).toHaveLength(1));
    at.clock.pass({ seconds: 61 });
    await until(async () => expect(await at.outbox()).toEqual([]));
    expect(sent.map(({ id }) => id)).toContain(taken[0]?.id);
    expect(sent).toHaveLength(2);
  });

  it('ends when what is under way has been settled', async () => {
    await opened('1@ashdown.example');
    let deliver: (delivery: Delivery) => void = () => undefined;
    const { sent, deliverer } = recorder(() => new Promise<Delivery>((resolve) => (deliver = resolve)));
    start(deliverer);
    await until(() => expect(sent).toHaveLength(1));
    const stopped = outbox?.stop();
    await opened('2@ashdown.example');
    deliver({ kind: 'delivered' });
    await stopped;
    expect(await at.outbox()).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });
});

describe('an alert whose delivery is given up', () => {
  it('falls through to the next step', async () => {
    await at.desk.receive(mail({ mayAcknowledge: false }));
    await at.runUntil('2026-11-23T11:00:00Z');
    const alert = (await at.outbox()).find(
      ({ payload }) => payload.kind === 'notice' && payload.notice.step === 'call-duty',
    );
    if (!alert) throw new Error('nobody was called');
    await at.desk.deliveryFailed(alert.item, '550 no such user');
    await at.desk.deliveryFailed(alert.item, '550 no such user');
    const told = (await at.outbox()).filter(
      ({ payload }) => payload.kind === 'notice' && payload.to.includes('boss@desk.example'),
    );
    expect(told).toHaveLength(1);
  });
});

it('refuses to resolve for who is nobody', async () => {
  const record = await opened('1@ashdown.example');
  expect(refusalOf(await at.desk.resolve('agent:zoe', { case: record.id, text: 'Done.' }))).toBe('not-an-agent');
});
