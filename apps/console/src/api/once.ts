import { createHash } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { z } from 'zod';

import type { Caller } from '../session/admission.ts';
import { ProblemError } from './problem.ts';

/** Remembers what came with an `Idempotency-Key`, for a day. */
export interface OnceBook {
  /** What became of this very request before; undefined when it is new. Throws `key-used-otherwise` when another came with the key. */
  known(request: OnceRequest): Promise<Done | undefined>;
  /** Call it when the request was carried out. */
  remember(request: OnceRequest, done: Done, now: Temporal.Instant): Promise<void>;
}

/** A request by its key, as its caller chose it, and what it asked for. */
export interface OnceRequest {
  readonly key: string;
  readonly fingerprint: string;
}

export interface Done {
  /** The case that it was for, by its id. */
  readonly case: string;
  readonly message?: string;
}

export function createOnceBook(store: Pick<CaseStore, 'channelState'>): OnceBook {
  const kept = store.channelState('console/once');
  let written = 0;
  return {
    async known({ key, fingerprint }) {
      const entry = Entry.safeParse(await kept.get(key)).data;
      if (!entry) return undefined;
      if (entry.fingerprint !== fingerprint) throw new ProblemError('key-used-otherwise');
      return entry.done;
    },
    async remember({ key, fingerprint }, done, now) {
      await kept.put(key, { fingerprint, done, at: now.toString() });
      if (written++ % SWEEP_EVERY === 0) await sweep(now);
    },
  };

  async function sweep(now: Temporal.Instant): Promise<void> {
    const before = now.subtract({ hours: 24 });
    for (const { key, value } of await kept.list('')) {
      const at = Entry.safeParse(value).data?.at;
      if (at === undefined || Temporal.Instant.compare(Temporal.Instant.from(at), before) < 0) await kept.delete(key);
    }
  }
}

const SWEEP_EVERY = 500;

const Entry = z.object({
  fingerprint: z.string(),
  done: z.object({ case: z.string(), message: z.string().exactOptional() }),
  at: z.iso.datetime({ offset: true }),
});

/** The request's `Idempotency-Key`, apart for each caller; undefined without one. Throws `bad-input` for one that is none. */
export function onceRequest(request: Request, caller: Caller, body: string): OnceRequest | undefined {
  const given = request.headers.get('idempotency-key');
  if (given === null) return undefined;
  // A structured field is a string in quotes; most clients send it bare.
  const key = /^"(.*)"$/.exec(given.trim())?.[1] ?? given.trim();
  if (!/^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(key)) {
    const message = 'expected 1 to 200 printable characters, such as a UUID';
    throw new ProblemError('bad-input', {}, [{ path: 'Idempotency-Key', message }]);
  }
  const who = 'key' in caller ? `key:${caller.key.id}` : `agent:${caller.agent.id}`;
  const { pathname } = new URL(request.url);
  return { key: digest(who, key), fingerprint: digest(request.method, pathname, body) };
}

function digest(...words: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url');
}
