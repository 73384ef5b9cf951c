import type { Desk } from '@sla/desk';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import type { ConsoleOptions } from '../console-options.ts';
import type { Admission, Visitor } from '../session/admission.ts';
import type { SessionCookie } from '../session/cookie.ts';
import type { Sessions } from '../session/sessions.ts';
import { runCommand } from './case-commands.ts';
import { caseJson } from './case-json.ts';
import type { CaseNumbers } from './case-numbers.ts';
import type { ChangeStreams } from './change-stream.ts';
import { deskHealth } from './desk-health.ts';
import { readQuery } from './input.ts';
import { attachment, messagePageResponse, rawMessage } from './messages.ts';
import { practiceRoutes } from './practice-routes.ts';
import { ProblemError, problemOfRefusal, problemResponse } from './problem.ts';
import { QueueQuery, queue } from './queue.ts';
import { type Reading, readingFor } from './reading.ts';
import { sessionJson } from './session-json.ts';

export interface ApiParts {
  readonly desk: Desk;
  readonly options: ConsoleOptions;
  readonly admission: Admission;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly changes: ChangeStreams;
  readonly numberOf: CaseNumbers;
}

/** Who asks, and for whom the answer is written; set before any route below runs. */
export interface ApiVariables {
  visitor: Visitor;
  reading: Reading;
}

type Env = { Variables: ApiVariables };
type Api = Hono<Env>;

/** Everything under `/api`, for agents who are signed in. */
export function createApi(parts: ApiParts): Api {
  const { desk, options, admission } = parts;
  const api: Api = new Hono();
  api.use(async (c, next) => {
    const visitor = await admission.admit(c.req.raw);
    c.set('visitor', visitor);
    c.set('reading', await readingFor(visitor.agent, desk, options.identity));
    await next();
  });
  api.use(bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));
  sessionRoutes(api, parts);
  caseRoutes(api, desk);
  messageRoutes(api, desk);
  deskRoutes(api, parts);
  practiceRoutes(api, parts);
  return api;
}

const MOST_BYTES = 1_000_000;

function tooLarge(): never {
  throw new ProblemError('body-too-large', { limit: '1 MB' });
}

function sessionRoutes(api: Api, { desk, options, sessions, cookie }: ApiParts): void {
  api.get('/session', (c) => {
    const visitor = c.get('visitor');
    // Each look keeps the browser's cookie alive as long as the session itself.
    c.header('set-cookie', cookie.set(visitor.session.cookie));
    return c.json(sessionJson(visitor, desk, options, c.get('reading')));
  });

  api.delete('/session', async (c) => {
    await sessions.signOut(c.get('visitor').session.cookie);
    c.header('set-cookie', cookie.clear);
    return c.body(null, 204);
  });
}

function caseRoutes(api: Api, desk: Desk): void {
  api.get('/queue', async (c) => {
    const query = readQuery(c.req.raw, QueueQuery, languageOf(c));
    return c.json(await queue(desk, c.get('visitor').agent.id, query, c.get('reading')));
  });

  api.get('/cases/:number', (c) => caseResponse(c, desk, c.req.param('number')));

  api.post('/cases/:number/:command', async (c) => {
    const { number: ref, command: name } = c.req.param();
    const by = `agent:${c.get('visitor').agent.id}` as const;
    const outcome = await runCommand(desk, by, { name, ref, request: c.req.raw, language: languageOf(c) });
    if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
    return caseResponse(c, desk, outcome.case.id);
  });
}

function messageRoutes(api: Api, desk: Desk): void {
  api.get('/messages/:id/html', (c) =>
    messagePageResponse(desk, c.req.param('id'), c.req.raw, c.get('reading').words.messagePage),
  );
  api.get('/messages/:id/raw', (c) => rawMessage(desk, c.req.param('id')));
  api.get('/attachments/:message/:id', (c) => attachment(desk, c.req.param('message'), c.req.param('id')));
}

function deskRoutes(api: Api, { desk, options, changes, numberOf }: ApiParts): void {
  api.get('/events', () => changes.open());

  api.get('/health-of-desk', async (c) => c.json(await deskHealth(desk, numberOf, options)));

  api.post('/outbox/:id/revive', async (c) => {
    const outcome = await desk.revive(`agent:${c.get('visitor').agent.id}`, c.req.param('id'));
    if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
    return c.json(await deskHealth(desk, numberOf, options));
  });
}

async function caseResponse(c: Context<Env>, desk: Desk, ref: string): Promise<Response> {
  const view = await desk.read.case(ref);
  if (!view) throw new ProblemError('no-such-case', { case: ref });
  return c.json(caseJson(view, c.get('reading')));
}

function languageOf(c: Context<Env>): string {
  return c.get('reading').reader.language;
}
