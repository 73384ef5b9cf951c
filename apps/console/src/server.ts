import { randomUUID } from 'node:crypto';

import { type Context, Hono, type MiddlewareHandler } from 'hono';

import { type ApiParts, type ApiVariables, createApi } from './api/api.ts';
import { headersOf, ProblemError, problemOf, problemResponse } from './api/problem.ts';
import { html } from './html.ts';
import { agreeToLink, linkPage } from './link-account.ts';
import { changeLinkedAccounts, linkedAccountsPage } from './linked-accounts.ts';
import { plainPage } from './plain-page.ts';
import type { Addresses } from './session/addresses.ts';
import type { StaticPages } from './static-pages.ts';
import { statusPage } from './status-page.ts';
import { surveyPage, takeAnswer } from './survey-page.ts';
import { wordsFor } from './words/words-for.ts';

export interface ServerParts extends ApiParts {
  readonly addresses: Addresses;
  /** Undefined when they are not built. */
  readonly pages: StaticPages | undefined;
  /** Absent where the console has no store of its own. */
  readonly portal: Hono | undefined;
}

type Env = { Variables: Partial<ApiVariables> };

/** The console as one Hono app: sign-in, the API, and the pages for everything else. */
export function createServer(parts: ServerParts): Hono<Env> {
  const app = new Hono<Env>();
  app.use(closedByDefault(parts.addresses));
  // Before hosts are checked: a load balancer asks by address.
  app.get('/healthz', () => isUp(parts));
  app.use(async (c, next) => {
    parts.admission.checkHost(c.req.raw);
    // The one character that PostgreSQL cannot look for; no address of ours has it.
    if (c.req.url.includes('%00')) throw new ProblemError('no-such-page', { path: `${c.req.method} ${c.req.path}` });
    await next();
  });
  app.get('/sign-in', (c) => signIn(c.req.raw, parts));
  app.get('/link', (c) => linkPage(c.req.raw, parts));
  app.post('/link', (c) => agreeToLink(c.req.raw, parts));
  app.get('/link/accounts', (c) => linkedAccountsPage(c.req.raw, parts));
  app.post('/link/accounts', (c) => changeLinkedAccounts(c.req.raw, parts));
  app.get('/survey/:token/:score', (c) => surveyPage(c.req.param('score'), parts));
  app.post('/survey/:token/:score', (c) => takeAnswer(c.req.param('token'), c.req.param('score'), parts));
  app.get('/status', () => statusPage(parts));
  if (parts.portal) app.route('/portal', parts.portal as unknown as Hono<Env>);
  app.route('/api', createApi(parts) as unknown as Hono<Env>);
  app.get('*', (c, next) => (isApi(c.req.path) ? next() : pageResponse(c.req.raw, parts)));
  app.notFound((c) => {
    throw new ProblemError('no-such-page', { path: `${c.req.method} ${c.req.path}` });
  });
  app.onError((error, c) => failure(error, c, parts));
  return app;
}

/** For load balancers and watchdogs: whether the desk can be asked anything at all. */
async function isUp({ desk }: ServerParts): Promise<Response> {
  return desk.read.now().then(
    () => new Response('ok\n'),
    () => new Response('The database does not answer.\n', { status: 503, headers: { 'retry-after': '5' } }),
  );
}

/** A token in an address stays in histories and logs, so it is exchanged for a cookie at once. */
async function signIn(request: Request, { desk, sessions, cookie, options }: ServerParts): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  const session = await sessions.signIn(token, await desk.read.now());
  if (!session) return noticePage('badLink', 403, options);
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'set-cookie': cookie.set(session.cookie), 'cache-control': 'no-store' },
  });
}

async function pageResponse(request: Request, { pages, options }: ServerParts): Promise<Response> {
  if (!pages) return noticePage('pagesNotBuilt', 503, options);
  const response = await pages.respond(request);
  if (!response) throw new ProblemError('no-such-page', { path: new URL(request.url).pathname });
  return response;
}

function noticePage(
  notice: 'badLink' | 'pagesNotBuilt',
  status: number,
  { identity: { language, name } }: ServerParts['options'],
): Response {
  const { title, text } = wordsFor(language)[notice];
  return plainPage({ language, desk: name, title, body: html`<p>${text}</p>`, status });
}

/** Also the catcher's, which is mounted beside us: without it these addresses are nothing, and never a page. */
function isApi(path: string): boolean {
  return /^\/(?:[\w-]+\/)?api(?:\/|$)/.test(path);
}

function failure(error: Error, c: Context<Env>, parts: ServerParts): Response {
  const { options } = parts;
  if (error instanceof ProblemError) return refusal(error, c, parts);
  const reference = randomUUID().slice(0, 8);
  options.onFault?.({ error, reference, request: `${c.req.method} ${c.req.path}` });
  return refusal(new ProblemError('our-fault', { reference }), c, parts);
}

/** Problem details for programs; a page for whoever opened an address in a browser. */
function refusal(error: ProblemError, c: Context<Env>, { options: { identity } }: ServerParts): Response {
  const language = c.get('reading')?.reader.language ?? identity.language;
  const problem = problemOf(error, language);
  const headers = headersOf(error);
  if (isApi(c.req.path) || !c.req.header('accept')?.includes('text/html')) return problemResponse(problem, headers);
  const { title, detail, status } = problem;
  return plainPage({ language, desk: identity.name, title, body: html`<p>${detail}</p>`, status, headers });
}

/** Headers of every answer; one that needs to be more open has said so itself. */
function closedByDefault(addresses: Addresses): MiddlewareHandler {
  const defaults: Readonly<Record<string, string>> = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cache-control': 'no-store',
    ...(addresses.isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  };
  return async (c, next) => {
    await next();
    // Nobody reads what a HEAD would have had: let go of the file or the stream behind it.
    if (c.req.raw.method === 'HEAD') await c.res.body?.cancel();
    for (const [name, value] of Object.entries(defaults)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  };
}
