import { createHmac, timingSafeEqual } from 'node:crypto';

import type { OutboxItem } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { Deliverer } from '../delivery.ts';
import { post } from './post.ts';

export interface WebhookOptions {
  readonly url: string;
  /** As Standard Webhooks writes it: `whsec_` and at least 24 bytes in base64. */
  readonly secret: string;
  /** The desk's clock. */
  readonly now: () => Promise<Temporal.Instant>;
  readonly fetch?: typeof fetch;
}

/**
 * Sends what a destination of the outbox holds, signed as Standard Webhooks asks: HMAC-SHA-256 over id, seconds and body. A second
 * try bears the same id, so whoever receives it takes it once.
 */
export function createWebhook<Destination extends string>(
  destination: Destination,
  options: WebhookOptions,
): Deliverer & { readonly destination: Destination } {
  const key = keyOf(options.secret);
  return {
    destination,
    deliver: async (item, signal) => {
      const body = JSON.stringify(bodyOf(item));
      const seconds = Math.floor((await options.now()).epochMilliseconds / 1_000);
      const headers = signatureHeaders(key, { id: item.id, seconds, body });
      return post(options, { body, headers: { 'content-type': 'application/json', ...headers } }, signal);
    },
  } as Deliverer & { readonly destination: Destination };
}

/** What arrives: when it happened, of which kind, and what the outbox held. */
export function bodyOf({ destination, payload, createdAt }: OutboxItem): object {
  const type = (payload as { readonly type?: string }).type ?? `desk.${destination}`;
  return { type, timestamp: createdAt.toString(), data: payload };
}

interface Signed {
  readonly id: string;
  readonly seconds: number;
  readonly body: string;
}

function signatureHeaders(key: Buffer, signed: Signed): Readonly<Record<string, string>> {
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': String(signed.seconds),
    'webhook-signature': `v1,${signatureOf(key, signed)}`,
  };
}

function signatureOf(key: Buffer, { id, seconds, body }: Signed): string {
  return createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
}

/** What a receiver does with it: whether the body is ours, and not older than five minutes. */
export function isSignedBy(
  secret: string,
  headers: { get(name: string): string | null },
  body: string,
  nowMs: number,
): boolean {
  const id = headers.get('webhook-id') ?? '';
  const seconds = Number(headers.get('webhook-timestamp'));
  if (!Number.isInteger(seconds) || Math.abs(nowMs / 1_000 - seconds) > 300) return false;
  const expected = Buffer.from(signatureOf(keyOf(secret), { id, seconds, body }));
  return (headers.get('webhook-signature') ?? '').split(' ').some((each) => {
    const [version, signature = ''] = each.split(',', 2);
    const given = Buffer.from(signature);
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** Throws RangeError for what is no secret, with what is expected. */
function keyOf(secret: string): Buffer {
  const text = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  const key = Buffer.from(text, 'base64');
  if (key.length >= 24 && key.length <= 64 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)) return key;
  throw new RangeError(
    'the secret of a webhook is whsec_ and 24 to 64 bytes in base64, such as `whsec_$(openssl rand -base64 32)` makes',
  );
}
