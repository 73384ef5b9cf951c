import type { Desk } from '@sla/desk';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import type { ConsoleOptions } from '../console-options.ts';
import type { ApiKeys } from '../keys/api-keys.ts';
import type { Admission, Caller } from '../session/admission.ts';
import type { SessionCookie } from '../session/cookie.ts';
import type { Sessions } from '../session/sessions.ts';
import { MOST_BYTES_WITH_FILES } from './attached-files.ts';
import { runCommand } from './case-commands.ts';
import { caseJson } from './case-json.ts';
import type { CaseNumbers } from './case-numbers.ts';
import type { ChangeStreams } from './change-stream.ts';
import { deskHealth } from './desk-health.ts';
import { readJson, readQuery } from './input.ts';
import { keyRoutes } from './key-routes.ts';
import { clockRoutes, machineRoutes } from './machine-routes.ts';
import { attachment, messagePageResponse, rawMessage } from './messages.ts';
import { createOnceBook, type OnceBook, onceRequest } from './once.ts';
import { practiceRoutes } from './practice-routes.ts';
import { ProblemError, problemOfRefusal, problemResponse } from './problem.ts';
import { QueueQuery, queue } from './queue.ts';
import { type Reading, readingFor } from './reading.ts';
import { caseFor, checkMessage } from './scope.ts';
import { sessionJson } from './session-json.ts';
import { settingsRoutes } from './settings.ts';

export interface ApiParts {
  readonly desk: Desk;
  readonly options: ConsoleOptions;
  readonly admission: Admission;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly changes: ChangeStreams;
  readonly numberOf: CaseNumbers;
  /** Absent where the console keeps no keys. */
  readonly keys: ApiKeys | undefined;
}

/** Who asks, and for whom the answer is written; set before any route below runs. */
export interface ApiVariables {
  caller: Caller;
  reading: Reading;
}

type Env = { Variables: ApiVariables };
type Api = Hono<Env>;

/** Everything under `/api`, for agents who are signed in and for programs with a key. */
export function createApi(parts: ApiParts): Api {
  const { desk, options, admission } = parts;
  const api: Api = new Hono();
  api.use(async (c, next) => {
    const caller = await admission.admit(c.req.raw);
    c.set('caller', caller);
    c.set('reading', await readingFor(caller.agent, desk, options.identity));
    await next();
  });
  const { store } = options;
  const onceBook = store && createOnceBook(store);
  const few = bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge('1 MB') });
  const many = bodyLimit({ maxSize: MOST_BYTES_WITH_FILES, onError: tooLarge('25 MB') });
  api.use((c, next) => (bringsFiles(c.req.path) ? many : few)(c, next));
  sessionRoutes(api, parts);
  clockRoutes(api, desk);
  if (store && onceBook) machineRoutes(api, { desk, store, onceBook, url: options.url.replace(/\/+$/, '') });
  keyRoutes(api, parts);
  settingsRoutes(api, parts);
  caseRoutes(api, desk, onceBook);
  messageRoutes(api, desk);
  deskRoutes(api, parts);
  practiceRoutes(api, parts);
  return api;
}

const MOST_BYTES = 1_000_000;

function bringsFiles(path: string): boolean {
  return /^\/api\/cases(?:\/[^/]+\/messages)?$/.test(path);
}

function tooLarge(limit: string): () => never {
  return () => {
    throw new ProblemError('body-too-large', { limit });
  };
}

function sessionRoutes(api: Api, { desk, options, sessions, cookie }: ApiParts): void {
  const visitorOf = (c: Context<Env>) => {
    const caller = c.get('caller');
    if ('session' in caller) return caller;
    throw new ProblemError('not-for-keys');
  };
  api.get('/session', (c) => {
    const visitor = visitorOf(c);
    // Each look keeps the browser's cookie alive as long as the session itself.
    c.header('set-cookie', cookie.set(visitor.session.cookie));
    return c.json(sessionJson(visitor, desk, options, c.get('reading')));
  });

  api.delete('/session', async (c) => {
    await sessions.signOut(visitorOf(c).session.cookie);
    c.header('set-cookie', cookie.clear);
    return c.body(null, 204);
  });
}

function caseRoutes(api: Api, desk: Desk, onceBook: OnceBook | undefined): void {
  api.get('/queue', async (c) => {
    const query = readQuery(c.req.raw, QueueQuery, languageOf(c));
    return c.json(await queue(desk, c.get('caller').agent.id, query, c.get('reading')));
  });

  api.get('/cases/:number', (c) => caseResponse(c, desk, c.req.param('number')));

  api.post('/cases/:number/:command', async (c) => {
    const { number, command: name } = c.req.param();
    const caller = c.get('caller');
    const given = await readJson(c.req.raw);
    const once = onceRequest(c.req.raw, caller, JSON.stringify(given));
    const known = once && (await onceBook?.known(once));
    if (known) return caseResponse(c, desk, known.case);
    // A number outside a key's organisation is no number to it.
    const ref = 'key' in caller ? (await caseFor(caller, desk, number)).record.id : number;
    const by = `agent:${caller.agent.id}` as const;
    const outcome = await runCommand(desk, by, { name, ref, given, key: once?.key, language: languageOf(c) });
    if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
    if (once) await onceBook?.remember(once, { case: outcome.case.id }, await desk.read.now());
    return caseResponse(c, desk, outcome.case.id);
  });
}

function messageRoutes(api: Api, desk: Desk): void {
  api.get('/messages/:id/html', async (c) => {
    await checkMessage(c.get('caller'), desk, c.req.param('id'));
    return messagePageResponse(desk, c.req.param('id'), c.req.raw, c.get('reading').words.messagePage);
  });
  api.get('/messages/:id/raw', async (c) => {
    await checkMessage(c.get('caller'), desk, c.req.param('id'));
    return rawMessage(desk, c.req.param('id'));
  });
  api.get('/attachments/:message/:id', async (c) => {
    await checkMessage(c.get('caller'), desk, c.req.param('message'));
    return attachment(desk, c.req.param('message'), c.req.param('id'));
  });
}

function deskRoutes(api: Api, { desk, options, changes, numberOf }: ApiParts): void {
  api.get('/events', () => changes.open());

  api.get('/health-of-desk', async (c) => c.json(await deskHealth(desk, numberOf, options)));

  api.post('/outbox/:id/skip', async (c) => {
    const outcome = await desk.skipDelivery(`agent:${c.get('caller').agent.id}`, c.req.param('id'));
    if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
    return c.json(await deskHealth(desk, numberOf, options));
  });

  api.post('/outbox/:id/revive', async (c) => {
    const outcome = await desk.revive(`agent:${c.get('caller').agent.id}`, c.req.param('id'));
    if (!outcome.ok) return problemResponse(problemOfRefusal(outcome.refusal, languageOf(c)));
    return c.json(await deskHealth(desk, numberOf, options));
  });
}

async function caseResponse(c: Context<Env>, desk: Desk, ref: string): Promise<Response> {
  return c.json(caseJson(await caseFor(c.get('caller'), desk, ref), c.get('reading')));
}

function languageOf(c: Context<Env>): string {
  return c.get('reading').reader.language;
}
