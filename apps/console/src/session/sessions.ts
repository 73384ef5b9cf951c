import type { Temporal } from '@sla/core';
import { z } from 'zod';

import { derived, hashOf, isSame, newSecret } from './secrets.ts';

type Instant = Temporal.Instant;

/** Where the console keeps what must outlive the process: values of JSON by name. */
export interface SettingsPort {
  readonly readSetting: (name: string) => Promise<unknown>;
  readonly writeSetting: (name: string, value: unknown) => Promise<void>;
}

/** Somebody signed in. `cookie` is the only place where its secret is. */
export interface Session {
  readonly agent: string;
  readonly cookie: string;
  /** Comes back as the header `x-csrf-token`. */
  readonly csrf: string;
}

export interface Sessions {
  /** The token of a link that signs this agent in. The agent's earlier link stops working; sessions go on. */
  createToken(agent: string): Promise<string>;
  /** A new session for the bearer of a token. */
  signIn(token: string, now: Instant): Promise<Session | undefined>;
  find(cookie: string, now: Instant): Promise<Session | undefined>;
  signOut(cookie: string): Promise<void>;
}

/** A session ends this long after it was last used. */
export const SESSION_DAYS = 30;

/**
 * Tokens and sessions, kept as hashes under one setting an agent each. Processes that share a database share them too; should two of them
 * write for one agent in the same instant, one of them may lose a session, whose owner then signs in again.
 */
export function createSessions(port: SettingsPort): Sessions {
  const oneAtATime = queue();
  const rowsOf = async (agent: string) => parsed(Rows, await port.readSetting(sessionsOf(agent))) ?? [];

  return {
    async createToken(agent) {
      const secret = newSecret();
      await port.writeSetting(signInOf(agent), { hash: hashOf(secret) });
      return bearer(agent, secret);
    },

    async signIn(token, now) {
      const holder = parseBearer(token);
      const kept = holder && parsed(SignIn, await port.readSetting(signInOf(holder.agent)));
      if (!holder || !kept || !isSame(kept.hash, hashOf(holder.secret))) return undefined;
      const secret = newSecret();
      const row: Row = { hash: hashOf(secret), seenAt: now.toString() };
      await oneAtATime(async () => {
        const others = (await rowsOf(holder.agent)).filter((each) => isAlive(each, now));
        await port.writeSetting(sessionsOf(holder.agent), [row, ...others].slice(0, MOST_SESSIONS));
      });
      return session(holder.agent, secret);
    },

    async find(cookie, now) {
      const holder = parseBearer(cookie);
      if (!holder) return undefined;
      const hash = hashOf(holder.secret);
      const row = (await rowsOf(holder.agent)).find((each) => isSame(each.hash, hash));
      if (!row || !isAlive(row, now)) return undefined;
      if (ageMs(row, now) >= TOUCH_AFTER_MS) await oneAtATime(() => touch(holder.agent, hash, now));
      return session(holder.agent, holder.secret);
    },

    async signOut(cookie) {
      const holder = parseBearer(cookie);
      if (!holder) return;
      const hash = hashOf(holder.secret);
      await oneAtATime(async () => {
        const others = (await rowsOf(holder.agent)).filter((each) => !isSame(each.hash, hash));
        await port.writeSetting(sessionsOf(holder.agent), others);
      });
    },
  };

  async function touch(agent: string, hash: string, now: Instant): Promise<void> {
    const rows = (await rowsOf(agent)).filter((each) => isAlive(each, now));
    await port.writeSetting(
      sessionsOf(agent),
      rows.map((each) => (each.hash === hash ? { ...each, seenAt: now.toString() } : each)),
    );
  }
}

const DAY_MS = 86_400_000;
/** Written at most once a day, so that looking at a page changes nothing. */
const TOUCH_AFTER_MS = DAY_MS;
/** Of one agent; the ones signed in longest ago go first. */
const MOST_SESSIONS = 20;

const SignIn = z.object({ hash: z.string() });
const Rows = z.array(z.object({ hash: z.string(), seenAt: z.iso.datetime({ offset: true }) }));
type Row = z.infer<typeof Rows>[number];

const signInOf = (agent: string) => `console.sign-in.${agent}`;
const sessionsOf = (agent: string) => `console.sessions.${agent}`;

function session(agent: string, secret: string): Session {
  return { agent, cookie: bearer(agent, secret), csrf: derived(secret, 'csrf') };
}

/** Says whose secret it is, so that it is looked for in one place. */
function bearer(agent: string, secret: string): string {
  return `${Buffer.from(agent).toString('base64url')}.${secret}`;
}

function parseBearer(text: string): { readonly agent: string; readonly secret: string } | undefined {
  const [, agent, secret] = /^([\w-]{1,200})\.([\w-]{43})$/.exec(text) ?? [];
  return agent && secret ? { agent: Buffer.from(agent, 'base64url').toString(), secret } : undefined;
}

function isAlive(row: Row, now: Instant): boolean {
  return ageMs(row, now) < SESSION_DAYS * DAY_MS;
}

function ageMs(row: Row, now: Instant): number {
  return now.epochMilliseconds - Date.parse(row.seenAt);
}

/** What is kept otherwise than we write it counts as not there: the reader signs in again. */
function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value | undefined {
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

/** Runs one piece of work after another, whatever became of the one before. */
function queue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
