import { fileURLToPath } from 'node:url';

import type { Person } from '@sla/core';
import type { Desk } from '@sla/desk';

import { caseNumbers } from './api/case-numbers.ts';
import { changeStreams } from './api/change-stream.ts';
import { ProblemError, problemOf, problemResponse } from './api/problem.ts';
import type { ConsoleOptions } from './console-options.ts';
import { createApiKeys } from './keys/api-keys.ts';
import { rateLimit } from './keys/rate-limit.ts';
import { createPortal } from './portal/create-portal.ts';
import { createPortalSessions } from './portal/portal-sessions.ts';
import { createServer } from './server.ts';
import { type Addresses, createAddresses } from './session/addresses.ts';
import { createAdmission } from './session/admission.ts';
import { sessionCookie } from './session/cookie.ts';
import { createSessions } from './session/sessions.ts';
import { readPages } from './static-pages.ts';

export type * from './api/contract.ts';
export type * from './api/machine-contract.ts';
export type * from './api/practice-contract.ts';
export type { ConsoleOptions, ConsoleStore } from './console-options.ts';
export { type ApiKey, type ApiKeys, createApiKeys, isAlive, type KeyRole, type NewApiKey } from './keys/api-keys.ts';
export { type KeyFault, newKey, type WantedKey } from './keys/new-key.ts';
export { ListenError, type Listening, listen } from './listen.ts';
export type { SettingsPort } from './session/sessions.ts';

export type Fetch = (request: Request) => Response | Promise<Response>;

/** The console, ready to be mounted. */
export interface Console {
  readonly fetch: Fetch;
  /** Puts another app under the console's session: the same hosts, the same sign-in, the same check of what may change something. It is told who is there. */
  guard(handler: (request: Request, person: Person) => Response | Promise<Response>): Fetch;
  /** An address that signs this agent in. Making one ends the agent's earlier link, not the sessions. */
  createSignInLink(agent: string): Promise<string>;
  /** Ends the open streams, so that a server can close. */
  stop(): Promise<void>;
}

/** The web console of a desk. Throws when `options.url`, or where customers reach it, is no http or https address. */
export async function start(desk: Desk, options: ConsoleOptions): Promise<Console> {
  const { identity, url, hosts = [] } = options;
  const addresses = createAddresses(url, [...hosts, new URL(identity.publicUrl ?? url).hostname]);
  const cookie = sessionCookie(url);
  const sessions = createSessions(options);
  const keys = options.store && createApiKeys(options.store);
  const admission = createAdmission({ desk, sessions, addresses, cookie, keys, rate: rateLimit(options.rate) });
  const numberOf = caseNumbers(desk);
  const changes = changeStreams({ subscribe: (listener) => desk.read.subscribe(listener), numberOf });
  const pages = await readPages(options.pages ?? BUILT_PAGES);
  const portal = portalOf(desk, options, addresses);
  const parts = { desk, options, addresses, cookie, sessions, admission, changes, numberOf, pages, keys, portal };
  const server = createServer(parts);

  return {
    fetch: (request) => server.fetch(request),
    guard: (handler) => async (request) => {
      try {
        admission.checkHost(request);
        const { agent } = await admission.admitPerson(request);
        return await handler(request, `agent:${agent.id}`);
      } catch (error) {
        if (error instanceof ProblemError) return problemResponse(problemOf(error, options.identity.language));
        throw error;
      }
    },
    createSignInLink: async (agent) => `${addresses.url}/sign-in?token=${await sessions.createToken(agent)}`,
    stop: async () => changes.stop(),
  };
}

function portalOf(desk: Desk, options: ConsoleOptions, addresses: Addresses) {
  const { store, identity, url } = options;
  if (!store) return undefined;
  const outside = createAddresses(identity.publicUrl ?? url, addresses.names);
  const parts = {
    addresses: {
      ...outside,
      // Opened by the name that agents use, its pages are ours too; the link in the mail leads outside.
      isOwnPage: (request: Request) => outside.isOwnPage(request) || addresses.isOwnPage(request),
    },
    sessions: createPortalSessions(store),
    links: rateLimit(LINK_RATE),
  };
  return createPortal({ desk, store, options, ...parts });
}

/** Links that one address may be sent: three at once, then one in ten minutes. */
const LINK_RATE = { burst: 3, perMinute: 0.1 };

/** The same from `src` and from `dist`. */
const BUILT_PAGES = fileURLToPath(new URL('../dist/web', import.meta.url));
