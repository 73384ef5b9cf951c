import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { z } from 'zod';

import { derived, hashOf, newSecret } from '../session/secrets.ts';
import { SESSION_DAYS } from '../session/sessions.ts';

type Instant = Temporal.Instant;

/** A requester who is signed in; by address, for the first request may come before the desk knows more of them. */
export interface PortalSession {
  readonly email: string;
  readonly cookie: string;
  /** Comes back as a field of each form. */
  readonly csrf: string;
}

export interface PortalSessions {
  /** The token of a link to be mailed to this address. */
  createLink(email: string, now: Instant): Promise<string>;
  /** Whether a link would still work; looking at it uses nothing up. */
  isGood(token: string, now: Instant): Promise<boolean>;
  /** Uses a link up. */
  enter(token: string, now: Instant): Promise<PortalSession | undefined>;
  find(cookie: string, now: Instant): Promise<PortalSession | undefined>;
  signOut(cookie: string): Promise<void>;
}

export const LINK_MINUTES = 30;
const DAY_MS = 86_400_000;

/** Kept as hashes: whoever reads the database gets in nowhere. */
export function createPortalSessions(store: Pick<CaseStore, 'channelState' | 'transaction'>): PortalSessions {
  const kept = store.channelState(NAMESPACE);
  const read = async (key: string) => Entry.safeParse(await kept.get(key)).data;
  return {
    async createLink(email, now) {
      const secret = newSecret();
      await sweep(now);
      await kept.put(linkOf(secret), { email, at: now.toString() });
      return secret;
    },

    async isGood(token, now) {
      const link = await read(linkOf(token));
      return link !== undefined && ageMs(link, now) < LINK_MINUTES * 60_000;
    },

    async enter(token, now) {
      const secret = newSecret();
      const email = await store.transaction(async (unit) => {
        const inside = unit.channelState(NAMESPACE);
        const link = Entry.safeParse(await inside.get(linkOf(token))).data;
        if (!link || ageMs(link, now) >= LINK_MINUTES * 60_000) return undefined;
        await inside.delete(linkOf(token));
        await inside.put(sessionOf(secret), { email: link.email, at: now.toString() });
        return link.email;
      });
      return email === undefined ? undefined : session(email, secret);
    },

    async find(cookie, now) {
      const entry = await read(sessionOf(cookie));
      if (!entry || ageMs(entry, now) >= SESSION_DAYS * DAY_MS) return undefined;
      // Written at most once a day, so that looking at a page changes nothing.
      if (ageMs(entry, now) >= DAY_MS) await kept.put(sessionOf(cookie), { ...entry, at: now.toString() });
      return session(entry.email, cookie);
    },

    signOut: (cookie) => kept.delete(sessionOf(cookie)),
  };

  async function sweep(now: Instant): Promise<void> {
    for (const { key, value } of await kept.list('link/')) {
      const link = Entry.safeParse(value).data;
      if (!link || ageMs(link, now) >= LINK_MINUTES * 60_000) await kept.delete(key);
    }
  }
}

const NAMESPACE = 'console/portal';
const Entry = z.object({ email: z.string(), at: z.iso.datetime({ offset: true }) });

const linkOf = (secret: string) => `link/${hashOf(secret)}`;
const sessionOf = (secret: string) => `session/${hashOf(secret)}`;

function session(email: string, secret: string): PortalSession {
  return { email, cookie: secret, csrf: derived(secret, 'portal-csrf') };
}

function ageMs({ at }: z.infer<typeof Entry>, now: Instant): number {
  return now.epochMilliseconds - Date.parse(at);
}
