import type { Agent } from '@sla/case-store';
import type { Desk } from '@sla/desk';

import { ProblemError } from '../api/problem.ts';
import { type ApiKey, type ApiKeys, isAlive } from '../keys/api-keys.ts';
import { lowerRole, outOfScope } from '../keys/key-scope.ts';
import type { RateLimit } from '../keys/rate-limit.ts';
import type { Addresses } from './addresses.ts';
import type { SessionCookie } from './cookie.ts';
import { isSame } from './secrets.ts';
import type { Session, Sessions } from './sessions.ts';

/** An agent who is signed in, and whose request it is. */
export interface Visitor {
  readonly agent: Agent;
  readonly session: Session;
}

/** A visitor, or a program that acts in an agent's name with the role that its key has. */
export type Caller = Visitor | { readonly agent: Agent; readonly key: ApiKey };

export interface Admission {
  /** Refuses what was meant for another name: a page elsewhere whose DNS now points here. */
  checkHost(request: Request): void;
  /**
   * Who asks. Throws `sign-in-needed`, and for whatever may change something `foreign-page` or `stale-page`; for a bearer of a key
   * `unknown-key`, `ended-key`, `too-many-requests` and what lies outside its scope.
   */
  admit(request: Request): Promise<Caller>;
  /** The same for what only people in browsers may do. */
  admitPerson(request: Request): Promise<Visitor>;
  /** Who asks, whatever for; undefined when nobody is signed in. For what changes nothing. */
  visitor(request: Request): Promise<Visitor | undefined>;
  /** The same as `admitPerson` for a form of a page without scripts, which carries its token as a field. */
  admitForm(request: Request, csrf: string): Promise<Visitor>;
}

export interface AdmissionParts {
  readonly desk: Desk;
  readonly sessions: Sessions;
  readonly addresses: Addresses;
  readonly cookie: SessionCookie;
  /** Absent where the console keeps no keys. */
  readonly keys?: ApiKeys | undefined;
  readonly rate: RateLimit;
}

export function createAdmission(parts: AdmissionParts): Admission {
  const { addresses } = parts;
  const admitPerson = async (request: Request) => {
    if (bearerOf(request) !== undefined) throw new ProblemError('not-for-keys');
    const visitor = await visitorOf(request, parts);
    if (!visitor) throw new ProblemError('sign-in-needed');
    if (!isHarmless(request)) checkPage(request, visitor.session, request.headers.get('x-csrf-token') ?? '', addresses);
    return visitor;
  };
  return {
    checkHost(request) {
      if (addresses.answersTo(request)) return;
      const host = request.headers.get('host') ?? new URL(request.url).host;
      throw new ProblemError('unknown-host', { host, names: addresses.names.join(', ') });
    },

    async admit(request) {
      const token = bearerOf(request);
      return token === undefined ? admitPerson(request) : admitKey(token, request, parts);
    },

    admitPerson,

    visitor: (request) => visitorOf(request, parts),

    async admitForm(request, csrf) {
      const visitor = await visitorOf(request, parts);
      if (!visitor) throw new ProblemError('sign-in-needed');
      checkPage(request, visitor.session, csrf, addresses);
      return visitor;
    },
  };
}

async function visitorOf(request: Request, { desk, sessions, cookie }: AdmissionParts): Promise<Visitor | undefined> {
  const value = cookie.read(request);
  const session = value === undefined ? undefined : await sessions.find(value, await desk.read.now());
  if (!session) return undefined;
  const agent = await agentBy(session.agent, desk);
  return agent && { agent, session };
}

/** A key is sent by programs on purpose, never by a browser on its own: no page of others can make use of it. */
async function admitKey(token: string, request: Request, { desk, keys, rate }: AdmissionParts): Promise<Caller> {
  const now = await desk.read.now();
  const key = await keys?.find(token, now);
  if (!key) throw new ProblemError('unknown-key');
  if (!isAlive(key, now)) throw new ProblemError('ended-key', { key: key.name });
  const seconds = rate.take(key.id, now.epochMilliseconds);
  if (seconds !== undefined) throw new ProblemError('too-many-requests', { seconds: String(seconds) });
  const agent = await agentBy(key.agent, desk);
  if (!agent) throw new ProblemError('key-without-agent', { agent: key.agent });
  const hindrance = outOfScope(key, request.method, new URL(request.url).pathname);
  if (hindrance) throw new ProblemError(hindrance.code, hindrance.facts);
  return { agent: { ...agent, role: lowerRole(agent.role, key) }, key };
}

async function agentBy(id: string, desk: Desk): Promise<Agent | undefined> {
  return (await desk.read.agents()).find((agent) => agent.id === id);
}

/** RFC 6750, 2.1; the scheme in any letters. */
function bearerOf(request: Request): string | undefined {
  const [, token] = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  return token;
}

function checkPage(request: Request, session: Session, csrf: string, addresses: Addresses): void {
  if (!addresses.isOwnPage(request)) {
    throw new ProblemError('foreign-page', { origin: request.headers.get('origin') ?? '–', url: addresses.url });
  }
  if (!isSame(csrf, session.csrf)) throw new ProblemError('stale-page');
}

function isHarmless({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}
