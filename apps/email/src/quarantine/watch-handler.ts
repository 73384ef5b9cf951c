import { ReadableStream } from 'node:stream/web';

import { Hono } from 'hono';
import { z } from 'zod';
import type { MailHealth } from '../mail-health.ts';
import type { Quarantine } from './open-quarantine.ts';
import type { RulingFault } from './quarantine.ts';

export interface Watched {
  readonly quarantine: Quarantine;
  readonly health: () => Promise<MailHealth>;
}

type Fetch = (request: Request) => Promise<Response>;
/** `person` is whoever is signed in, by name or as `agent:ann`. */
export type FetchBy = (request: Request, person?: string) => Promise<Response>;

/**
 * Under `/mail/api`, for agents: `GET health` says how mail is doing, with the faults' sentences. `GET quarantine` lists what
 * waits for a decision, `GET quarantine/ID` shows one with its words, `GET quarantine/ID/raw` gives its bytes, `POST
 * quarantine/ID` carries out what an agent decides, and `GET quarantine/rulings` tells who decided what. All else is for
 * `next`. Whoever mounts it sees to session and CSRF, and says who is there; that wins over what a request claims.
 */
export function watchHandler({ quarantine, health }: Watched, next: Fetch): FetchBy {
  const app = new Hono<{ Bindings: { readonly person?: string } }>().basePath('/mail/api');
  app.get('/health', async (context) => context.json(await health()));
  app.get('/quarantine', async (context) =>
    context.json({ held: await quarantine.list(limitOf(context.req.query('limit'))) }),
  );
  app.get('/quarantine/rulings', async (context) =>
    context.json({ rulings: await quarantine.rulings(limitOf(context.req.query('limit'))) }),
  );
  app.get('/quarantine/:id', async (context) => {
    const shown = await quarantine.show(context.req.param('id'));
    return shown === undefined ? context.json(problemOf('not-held'), 404) : context.json(shown);
  });
  app.get('/quarantine/:id/raw', async (context) => {
    const raw = await quarantine.raw(context.req.param('id'));
    if (raw === undefined) return context.json(problemOf('not-held'), 404);
    return new Response(ReadableStream.from(raw) as globalThis.ReadableStream<Uint8Array<ArrayBuffer>>, {
      headers: rawHeaders,
    });
  });
  app.post('/quarantine/:id', async (context) => {
    const read = verdictSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!read.success) return context.json(problem('bad-input', expected), 400);
    const { by, ...verdict } = read.data;
    const ruled = await quarantine.rule(context.req.param('id'), verdict, context.env.person ?? by);
    if (ruled.ok) return context.json({ held: await quarantine.list() });
    return context.json(problemOf(ruled.fault), ruled.fault === 'no-case-named' ? 400 : 404);
  });
  app.notFound((context) => next(context.req.raw));
  return async (request, person) => app.fetch(request, person === undefined ? {} : { person });
}

const rawHeaders = {
  'content-type': 'message/rfc822',
  'content-disposition': 'attachment; filename="mail.eml"',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** As many as a page shows, unless it asks for another number. */
function limitOf(asked: string | undefined): number {
  const wanted = Number(asked ?? 200);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, 1_000) : 200;
}

const by = z.string().trim().min(1).max(200).default('an agent');
const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), case: z.string().min(1).max(40).exactOptional(), by }),
  z.object({ kind: z.enum(['open', 'discard']), by }),
]);
const expected =
  'Say { "kind": "join" } or { "kind": "join", "case": "C-1042" }, { "kind": "open" } or { "kind": "discard" }.';

function problemOf(fault: RulingFault) {
  const sentences = {
    'not-held': 'This mail is not held any more.',
    'no-such-case': 'There is no such case.',
    'no-case-named': 'This mail claims no case: name the one that it shall join.',
  } as const;
  return problem(fault, sentences[fault]);
}

function problem(code: string, message: string) {
  return { error: { code, message } };
}
