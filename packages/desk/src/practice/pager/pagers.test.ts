import type { OutboxItem } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startOutbox } from '../../outbox.ts';
import { done } from '../../testing/done.ts';
import { type PagerPeer, pagerPeer } from '../../testing/pager-peer.ts';
import { mail, openTestDesk } from '../../testing/test-desk.ts';
import { createWebhook, isSignedBy } from '../signed-webhook.ts';
import { createGoAlert } from './goalert.ts';
import { createPagerDuty } from './pagerduty.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const nowMs = Date.parse('2026-11-23T11:00:05Z');
const now = async () => Temporal.Instant.fromEpochMilliseconds(nowMs);
const signal = new AbortController().signal;

let peer: PagerPeer;
beforeEach(async () => {
  peer = await pagerPeer();
});
afterEach(() => peer.close());

const item: OutboxItem = {
  id: 'o-1',
  key: 'id-2/call-duty/1/notify/duty/phone/agent:pia',
  destination: 'phone',
  position: 1,
  createdAt: Temporal.Instant.from('2026-11-23T11:00:00Z'),
  notBefore: Temporal.Instant.from('2026-11-23T11:00:00Z'),
  attempts: 1,
  status: 'waiting',
  payload: {
    kind: 'notice',
    to: ['agent:pia'],
    subject: '[C-1001] Escalated to you (call-duty): Nobody can log in',
    text: 'Take this alert within 15 minutes, or the next step is told.',
    case: 'C-1001',
    notice: { effect: 'notify', effectId: 'call-duty/1/notify/duty', step: 'call-duty' },
  },
};

describe('S4-7 and S0-1: the pager', () => {
  it('as a signed webhook, in the form of Standard Webhooks, with the same id at each try', async () => {
    const webhook = createWebhook('phone', { url: `${peer.url}/page`, secret, now });
    peer.answers({ status: 503, headers: { 'retry-after': '30' }, body: 'busy' });
    expect(await webhook.deliver(item, signal)).toEqual({
      kind: 'try-again',
      error: `${new URL(peer.url).host} answered 503: busy`,
      retryAfterSeconds: 30,
    });
    expect((await webhook.deliver(item, signal)).kind).toBe('delivered');
    const [first, second] = peer.requests;
    expect(second?.headers.get('webhook-id')).toBe(first?.headers.get('webhook-id'));
    for (const { headers, body } of peer.requests) {
      expect(isSignedBy(secret, headers, body, nowMs)).toBe(true);
      expect(isSignedBy(secret, headers, `${body} `, nowMs)).toBe(false);
      expect(isSignedBy(secret, headers, body, nowMs + 301_000)).toBe(false);
      expect(JSON.parse(body)).toMatchObject({ type: 'desk.phone', data: { case: 'C-1001', to: ['agent:pia'] } });
    }
  });

  it('signs as the published example of Standard Webhooks does', () => {
    const headers = new Headers({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const published = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(isSignedBy(published, headers, '{"test": 2432232314}', 1_614_265_330_000)).toBe(true);
  });

  it('as PagerDuty, Events API v2', async () => {
    const pager = createPagerDuty({
      routingKey: 'R0',
      url: `${peer.url}/v2/enqueue`,
      deskUrl: 'https://d.example',
      now,
    });
    expect((await pager.deliver(item, signal)).kind).toBe('delivered');
    expect(peer.requests[0]?.path).toBe('/v2/enqueue');
    expect(JSON.parse(peer.requests[0]?.body ?? '')).toMatchObject({
      routing_key: 'R0',
      event_action: 'trigger',
      dedup_key: item.key,
      payload: { source: 'C-1001', severity: 'critical', summary: expect.stringContaining('call-duty') },
      links: [{ href: 'https://d.example/cases/C-1001', text: 'C-1001' }],
    });
    peer.answers({ status: 400, body: '{"status":"invalid event"}' }, { status: 429 });
    expect((await pager.deliver(item, signal)).kind).toBe('refused');
    expect((await pager.deliver(item, signal)).kind).toBe('try-again');
  });

  it('as GoAlert, its token never in the address', async () => {
    const pager = createGoAlert({ url: peer.url, token: 'T0', now });
    peer.answers({ status: 204 });
    expect((await pager.deliver(item, signal)).kind).toBe('delivered');
    const [request] = peer.requests;
    expect(request?.path).toBe('/api/v2/generic/incoming');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({ token: 'T0', dedup: item.key });
  });

  it('a pager that is away is tried again, and its address is not told', async () => {
    const { url } = peer;
    await peer.close();
    const webhook = createWebhook('phone', { url: `${url}/secret-path`, secret, now });
    const delivery = await webhook.deliver(item, signal);
    expect(delivery.kind).toBe('try-again');
    expect(JSON.stringify(delivery)).not.toContain('secret-path');
    peer = await pagerPeer();
  });

  it('a secret that is none is refused at the start', () => {
    expect(() => createWebhook('phone', { url: peer.url, secret: 'hunter2', now })).toThrow(/whsec_/);
  });

  it('a step of the ladder phones who is on duty, through the outbox, once', async () => {
    const at = await openTestDesk({ channels: ['phone'] });
    done(await at.desk.receive(mail()));
    await at.runUntil('2026-11-23T11:00:00Z');
    const pager = createPagerDuty({ routingKey: 'R0', url: peer.url, now });
    const outbox = startOutbox(at.store, [pager], {
      desk: at.desk,
      onError: (error) => expect.fail(String(error)),
      idleSeconds: 0.01,
    });
    await expect.poll(() => peer.requests.length).toBe(1);
    await outbox.stop();
    expect(JSON.parse(peer.requests[0]?.body ?? '')).toMatchObject({
      payload: { custom_details: { to: ['agent:pia'] } },
    });
    await at.close();
  });
});
