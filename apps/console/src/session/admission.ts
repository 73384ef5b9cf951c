import type { Agent } from '@sla/case-store';
import type { Desk } from '@sla/desk';

import { ProblemError } from '../api/problem.ts';
import type { Addresses } from './addresses.ts';
import type { SessionCookie } from './cookie.ts';
import { isSame } from './secrets.ts';
import type { Session, Sessions } from './sessions.ts';

/** An agent who is signed in, and whose request it is. */
export interface Visitor {
  readonly agent: Agent;
  readonly session: Session;
}

export interface Admission {
  /** Refuses what was meant for another name: a page elsewhere whose DNS now points here. */
  checkHost(request: Request): void;
  /** Who asks. Throws `sign-in-needed`, and for whatever may change something `foreign-page` or `stale-page`. */
  admit(request: Request): Promise<Visitor>;
  /** Who asks, whatever for; undefined when nobody is signed in. For what changes nothing. */
  visitor(request: Request): Promise<Visitor | undefined>;
  /** The same as `admit` for a form of a page without scripts, which carries its token as a field. */
  admitForm(request: Request, csrf: string): Promise<Visitor>;
}

export function createAdmission(
  desk: Desk,
  sessions: Sessions,
  addresses: Addresses,
  cookie: SessionCookie,
): Admission {
  return {
    checkHost(request) {
      if (addresses.answersTo(request)) return;
      const host = request.headers.get('host') ?? new URL(request.url).host;
      throw new ProblemError('unknown-host', { host, names: addresses.names.join(', ') });
    },

    async admit(request) {
      const visitor = await visitorOf(request);
      if (!visitor) throw new ProblemError('sign-in-needed');
      if (!isHarmless(request)) checkPage(request, visitor.session, request.headers.get('x-csrf-token') ?? '');
      return visitor;
    },

    visitor: visitorOf,

    async admitForm(request, csrf) {
      const visitor = await visitorOf(request);
      if (!visitor) throw new ProblemError('sign-in-needed');
      checkPage(request, visitor.session, csrf);
      return visitor;
    },
  };

  async function visitorOf(request: Request): Promise<Visitor | undefined> {
    const value = cookie.read(request);
    const session = value === undefined ? undefined : await sessions.find(value, await desk.read.now());
    if (!session) return undefined;
    const agent = (await desk.read.agents()).find(({ id }) => id === session.agent);
    return agent && { agent, session };
  }

  function checkPage(request: Request, session: Session, csrf: string): void {
    if (!addresses.isOwnPage(request)) {
      throw new ProblemError('foreign-page', { origin: request.headers.get('origin') ?? '–', url: addresses.url });
    }
    if (!isSame(csrf, session.csrf)) throw new ProblemError('stale-page');
  }
}

function isHarmless({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}
