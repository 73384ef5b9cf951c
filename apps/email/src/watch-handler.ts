import { Hono } from 'hono';
import { z } from 'zod';

import type { Ruled } from './quarantine.ts';
import type { EmailChannel } from './start.ts';

export type Watched = Pick<EmailChannel, 'quarantine' | 'health'>;

type Fetch = (request: Request) => Promise<Response>;

/**
 * Under `/mail/api`: `GET health` says how mail is doing, with the faults' sentences; `GET quarantine` lists what waits for an agent, `POST quarantine/ID` carries out what one decides. All
 * else is for `next`. Whoever mounts it sees to session and CSRF.
 */
export function watchHandler({ quarantine, health }: Watched, next: Fetch): Fetch {
  const app = new Hono().basePath('/mail/api');
  app.get('/health', async (context) => context.json(await health()));
  app.get('/quarantine', async (context) => context.json({ held: await quarantine.list() }));
  app.post('/quarantine/:id', async (context) => {
    const read = verdictSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) return context.json(problem('bad-input', expected), 400);
    const { by, ...verdict } = read.data;
    const ruled = await quarantine.rule(context.req.param('id'), verdict, by);
    return ruled.ok ? context.json({ held: await quarantine.list() }) : context.json(problemOf(ruled), 404);
  });
  app.notFound((context) => next(context.req.raw));
  return async (request) => app.fetch(request);
}

const by = z.string().trim().min(1).max(200).default('an agent');
const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), case: z.string().min(1).max(40), by }),
  z.object({ kind: z.enum(['open', 'discard']), by }),
]);
const expected = 'Say { "kind": "join", "case": "C-1042" }, { "kind": "open" } or { "kind": "discard" }, and by whom.';

function problemOf({ fault }: Extract<Ruled, { ok: false }>) {
  const sentences = {
    'not-held': 'This mail is not held any more.',
    'no-such-case': 'There is no such case.',
  } as const;
  return problem(fault, sentences[fault]);
}

function problem(code: string, message: string) {
  return { error: { code, message } };
}
