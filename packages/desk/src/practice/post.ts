import type { Temporal } from '@sla/core';

import type { Delivery } from '../delivery.ts';

interface Target {
  readonly url: string;
  readonly now: () => Promise<Temporal.Instant>;
  readonly fetch?: typeof fetch;
}

interface Letter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts once and says how it went: what was taken, what to try again and when, what is in vain. */
export async function post(target: Target, letter: Letter, signal: AbortSignal): Promise<Delivery> {
  const send = target.fetch ?? fetch;
  let response: Response;
  try {
    response = await send(target.url, { method: 'POST', ...letter, signal, redirect: 'manual' });
  } catch (error) {
    return { kind: 'try-again', error: `${hostOf(target.url)} was not reached: ${reasonOf(error)}` };
  }
  const said = (await response.text().catch(() => '')).slice(0, 200).replace(/\s+/g, ' ').trim();
  if (response.ok) return { kind: 'delivered', detail: `${response.status}${said && ` ${said}`}` };
  const error = `${hostOf(target.url)} answered ${response.status}${said && `: ${said}`}`;
  if (!passing.has(response.status) && response.status < 500) return { kind: 'refused', error };
  const retryAfterSeconds = await retryAfter(response.headers.get('retry-after'), target);
  return { kind: 'try-again', error, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/** Refused now, perhaps not later. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** In seconds or as a date (RFC 9110, 10.2.3). */
async function retryAfter(header: string | null, { now }: Target): Promise<number | undefined> {
  if (header === null) return undefined;
  const isSeconds = /^\d+$/.test(header.trim());
  const seconds = isSeconds ? Number(header) : (Date.parse(header) - (await now()).epochMilliseconds) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

/** Without what may be secret in an address: its query and its path. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address';
}
