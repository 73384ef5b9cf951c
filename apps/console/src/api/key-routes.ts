import type { Agent } from '@sla/case-store';
import { Temporal } from '@sla/core';
import type { Context, Hono } from 'hono';
import { z } from 'zod';

import { type ApiKey, type ApiKeys, isAlive } from '../keys/api-keys.ts';
import { newKey } from '../keys/new-key.ts';
import type { ApiParts, ApiVariables } from './api.ts';
import { plainText, readBody } from './input.ts';
import type { KeyJson, KeysJson } from './machine-contract.ts';
import { present } from './present.ts';
import { ProblemError } from './problem.ts';
import { iso } from './reading.ts';
import { keyOf } from './scope.ts';

type Env = { Variables: ApiVariables };

/** Of which role, for which organisation, until when. */
export const NewKey = z.strictObject({
  name: plainText(100).trim().min(1),
  role: z.enum(['requester', 'agent', 'lead', 'admin']),
  /** In whose name it acts; without it, in the name of who makes it. */
  agent: plainText(200).min(1).exactOptional(),
  organisation: plainText(200).min(1).exactOptional(),
  expiresAt: z.iso.datetime({ offset: true }).exactOptional(),
});

/** What administrators do with keys in their browsers, and what a key may ask of itself. */
export function keyRoutes(api: Hono<Env>, parts: ApiParts): void {
  const { desk, keys, options } = parts;
  api.get('/key', async (c) => {
    const key = keyOf(c.get('caller'));
    if (!key) throw new ProblemError('no-such-key', { key: '–' });
    return c.json(keyJson(key, await desk.read.agents(), await desk.read.now()));
  });
  const { store } = options;
  if (!keys || !store) return;
  const answer = async (c: Context<Env>, token?: string) => c.json(await keysJson(parts, keys, token));
  api.get('/keys', async (c) => {
    checkAdmin(c);
    return answer(c);
  });
  api.post('/keys', async (c) => {
    const by = checkAdmin(c);
    const body = await readBody(c.req.raw, NewKey, c.get('reading').reader.language);
    const [agents, organisations] = await Promise.all([desk.read.agents(), store.listOrganisations()]);
    const { expiresAt, agent = c.get('caller').agent.id, ...rest } = body;
    const wanted = { ...rest, agent, ...(expiresAt !== undefined && { expiresAt: Temporal.Instant.from(expiresAt) }) };
    const checked = newKey(wanted, { agents, organisations }, await desk.read.now());
    if ('faults' in checked) throw new ProblemError('bad-input', {}, checked.faults);
    return answer(c, (await keys.create(by, checked.key)).token);
  });
  api.post('/keys/:id/revoke', async (c) => {
    const by = checkAdmin(c);
    const id = c.req.param('id');
    if (!(await keys.revoke(by, id))) throw new ProblemError('no-such-key', { key: id });
    return answer(c);
  });
}

function checkAdmin(c: Context<Env>): string {
  const { id, role } = c.get('caller').agent;
  if (role !== 'admin') throw new ProblemError('admins-only');
  return `agent:${id}`;
}

async function keysJson({ desk, options }: ApiParts, keys: ApiKeys, token: string | undefined): Promise<KeysJson> {
  const [all, agents, now, organisations] = await Promise.all([
    keys.list(),
    desk.read.agents(),
    desk.read.now(),
    options.store?.listOrganisations() ?? [],
  ]);
  return present({
    keys: all.map((key) => keyJson(key, agents, now)),
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    token,
  });
}

function keyJson(key: ApiKey, agents: readonly Agent[], now: Temporal.Instant): KeyJson {
  const { id, name, role, organisation } = key;
  const nameOf = (agent: string) => agents.find((each) => each.id === agent)?.name ?? agent;
  return present({
    id,
    name,
    role,
    agent: { id: key.agent, name: nameOf(key.agent) },
    organisation,
    createdAt: iso(key.createdAt),
    createdBy: key.createdBy.startsWith('agent:') ? nameOf(key.createdBy.slice('agent:'.length)) : key.createdBy,
    expiresAt: iso(key.expiresAt),
    revokedAt: iso(key.revokedAt),
    lastUsedAt: iso(key.lastUsedAt),
    state: key.revokedAt ? ('revoked' as const) : isAlive(key, now) ? ('valid' as const) : ('expired' as const),
  });
}
