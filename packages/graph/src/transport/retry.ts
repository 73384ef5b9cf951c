import type { Temporal } from 'temporal-polyfill';

/** How patient a request is, and what it waits with. */
export interface Patience {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Longest single wait in milliseconds; a service that asks for more gets the request back later, from the caller. */
  readonly longestWaitMs: number;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Evenly spread over [0, 1). */
  readonly random: () => number;
  readonly now: () => Temporal.Instant;
}

export interface Attempts {
  /** Doing it twice is doing it once. Otherwise only what was certainly not done is tried again. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
}

const firstWaitMs = 500;

/**
 * Sends until there is an answer worth returning. Throttled requests (429, or 503 that names a time) were not executed, so
 * they are always tried again; after a lost connection or another 5xx only what is repeatable is.
 */
export async function withRetries(
  send: () => Promise<Response>,
  { repeatable, signal }: Attempts,
  patience: Patience,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send().catch((error: unknown) => new Lost(error));
    signal?.throwIfAborted();
    const waitMs = attempt < patience.attempts ? nextWaitMs(outcome, attempt, repeatable, patience) : undefined;
    if (waitMs === undefined) {
      if (outcome instanceof Lost) throw outcome.error;
      return outcome;
    }
    if (!(outcome instanceof Lost)) await outcome.body?.cancel();
    await patience.wait(waitMs, signal);
  }
}

/** What `Retry-After` asks for, in milliseconds: RFC 9110 section 10.2.3 has seconds or a date. */
export function retryAfterMs(headers: Headers, now: Temporal.Instant): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.epochMilliseconds);
}

class Lost {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

function nextWaitMs(
  outcome: Response | Lost,
  attempt: number,
  repeatable: boolean,
  patience: Patience,
): number | undefined {
  if (outcome instanceof Lost) return repeatable ? backOffMs(attempt, patience) : undefined;
  const asked = retryAfterMs(outcome.headers, patience.now());
  const notDone = outcome.status === 429 || (outcome.status === 503 && asked !== undefined);
  if (!notDone && !(repeatable && isServerFault(outcome.status))) return undefined;
  if (asked === undefined) return backOffMs(attempt, patience);
  if (asked > patience.longestWaitMs) return undefined;
  // Never earlier than asked, and not all clients at the same instant.
  return asked + Math.round(patience.random() * Math.max(250, asked * 0.2));
}

function backOffMs(attempt: number, { longestWaitMs, random }: Patience): number {
  const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

function isServerFault(status: number): boolean {
  return status === 500 || status === 502 || status === 503 || status === 504;
}
