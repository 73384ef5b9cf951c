import type { ApiKey, KeyRole } from './api-keys.ts';

/** Why a key may not ask this; undefined when it may. What it may see of cases is decided where they are read. */
export type OutOfScope =
  | { readonly code: 'key-role-too-low'; readonly facts: { readonly role: string; readonly needed: string } }
  | { readonly code: 'outside-scope'; readonly facts: { readonly organisation: string } }
  | { readonly code: 'not-for-keys'; readonly facts: Record<never, string> };

export function outOfScope(key: ApiKey, method: string, path: string): OutOfScope | undefined {
  const needed = neededFor(method === 'HEAD' ? 'GET' : method, path);
  if (needed === 'nobody') return { code: 'not-for-keys', facts: {} };
  if (RANK[key.role] < RANK[needed]) return { code: 'key-role-too-low', facts: { role: key.role, needed } };
  if (key.organisation === undefined || isOfCases(path)) return undefined;
  return { code: 'outside-scope', facts: { organisation: key.organisation } };
}

const RANK: Readonly<Record<KeyRole, number>> = { requester: 0, agent: 1, lead: 2, admin: 3 };

/** The lower of the two: a key never does what the agent it acts for may not, nor the other way round. */
export function lowerRole<Role extends Exclude<KeyRole, 'requester'>>(role: Role, { role: limit }: ApiKey): Role {
  return RANK[limit] < RANK[role] ? ((limit === 'requester' ? 'agent' : limit) as Role) : role;
}

type Rule = readonly [methods: string, path: RegExp, needed: KeyRole | 'nobody'];

/** The first that fits counts; what fits none is for agents. */
const RULES: readonly Rule[] = [
  ['GET', /^\/api\/key$/, 'requester'],
  ['GET POST', /^\/api\/cases$/, 'requester'],
  ['GET', /^\/api\/cases\/[^/]+\/(?:messages|sla|explain)$/, 'requester'],
  ['POST', /^\/api\/cases\/[^/]+\/(?:messages|reopen)$/, 'requester'],
  ['GET', /^\/api\/attachments\//, 'requester'],
  ['POST', /^\/api\/cases\/[^/]+\/move-to-policy$/, 'lead'],
  ['GET', /^\/api\/audit$/, 'lead'],
  ['POST', /^\/api\/privacy\/export$/, 'lead'],
  ['POST', /^\/api\/privacy\/erase$/, 'admin'],
  // What belongs to a person in a browser, and what would let a key make itself another.
  ['GET POST DELETE', /^\/api\/(?:session|keys|settings)(?:\/|$)/, 'nobody'],
];

function neededFor(method: string, path: string): KeyRole | 'nobody' {
  return RULES.find(([methods, pattern]) => methods.split(' ').includes(method) && pattern.test(path))?.[2] ?? 'agent';
}

/** Where each answer is about one organisation; linking would show another's subject. */
function isOfCases(path: string): boolean {
  return /^\/api\/(?:key$|cases(?:\/|$)|messages\/|attachments\/)/.test(path) && !/\/link$/.test(path);
}
