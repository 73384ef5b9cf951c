import type { Contact, Organisation } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import { type Desk, formatTime, type Reader, readerOf } from '@sla/desk';

import type { ConsoleOptions, ConsoleStore } from '../console-options.ts';
import type { RateLimit } from '../keys/rate-limit.ts';
import { organisationOf } from '../organisation-of.ts';
import type { Addresses } from '../session/addresses.ts';
import type { PortalFrame } from './portal-page.ts';
import type { PortalSession, PortalSessions } from './portal-sessions.ts';
import { type PortalWords, portalWordsFor } from './portal-words.ts';

export interface PortalParts {
  readonly desk: Desk;
  readonly store: ConsoleStore;
  readonly options: Pick<ConsoleOptions, 'identity'>;
  readonly addresses: Addresses;
  readonly sessions: PortalSessions;
  /** How often a link may be asked for. */
  readonly links: RateLimit;
}

/** A requester who is signed in, and how they are spoken to. */
export interface Guest {
  readonly session: PortalSession;
  /** Absent until their first request. */
  readonly contact: Contact | undefined;
  readonly organisation: Organisation | undefined;
  readonly reader: Reader;
  readonly words: PortalWords;
  readonly now: Temporal.Instant;
}

export async function guestOf(session: PortalSession, parts: PortalParts, now: Temporal.Instant): Promise<Guest> {
  const { store, options } = parts;
  const [contact, organisations] = await Promise.all([
    store.findContact({ email: session.email }),
    store.listOrganisations(),
  ]);
  const organisation = organisationOf(session.email, contact, organisations);
  const reader = readerOf(contact, organisation, undefined, options.identity);
  return { session, contact, organisation, reader, words: portalWordsFor(reader.language), now };
}

/** Who may ask for a link: people we know, and those of an organisation that we know. */
export async function isKnown(email: string, { store }: PortalParts): Promise<boolean> {
  const contact = await store.findContact({ email });
  return contact !== undefined || organisationOf(email, undefined, await store.listOrganisations()) !== undefined;
}

/** A time beside others of the same page, which names the zone where it matters. */
export function briefTime(at: Temporal.Instant, { reader, now }: Guest): string {
  return formatTime(at, reader, now).replace(/ \([^)]*\)$/, '');
}

export function frameOf({ session, contact, words }: Guest, { options }: PortalParts): PortalFrame {
  return {
    words,
    desk: options.identity.name,
    signedIn: { name: contact?.name ?? session.email, csrf: session.csrf },
  };
}

/** For whoever is not signed in: the language that their browser asks for, else the desk's. */
export function strangersFrame(request: Request, { options }: PortalParts): PortalFrame {
  const { name, language } = options.identity;
  const asked = /^\s*(de|en)\b/i.exec(request.headers.get('accept-language') ?? '')?.[1];
  return { words: portalWordsFor(asked ?? language), desk: name };
}
