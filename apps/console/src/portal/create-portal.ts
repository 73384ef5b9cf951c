import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import { MOST_BYTES_WITH_FILES } from '../api/attached-files.ts';
import { ProblemError, problemOf } from '../api/problem.ts';
import { html } from '../html.ts';
import { isSame } from '../session/secrets.ts';
import { act, casePage, ownFile, sayFromForm } from './case-page.ts';
import { listPage } from './list-page.ts';
import { newPage, openFromForm } from './new-page.ts';
import { portalPage } from './portal-page.ts';
import { type Guest, guestOf, type PortalParts, strangersFrame } from './portal-parts.ts';
import { enter, enterPage, portalCookie, seeOther, sendLink, signInPage } from './sign-in.ts';

/** Where requesters see their own cases, answer, reopen and ask anew: pages of plain HTML under `/portal`. */
export function createPortal(parts: PortalParts): Hono {
  const portal = new Hono();
  const cookie = portalCookie(parts.addresses.url);
  const few = limited(MOST_BYTES, '16 kB');
  const many = limited(MOST_BYTES_WITH_FILES, '25 MB');
  // Before anybody is known, a form has room for an address and no more.
  portal.use((c, next) => (/\/(?:new|say)$/.test(c.req.path) ? many : few)(c, next));
  portal.get('/enter', (c) => enterPage(c.req.raw, parts));
  portal.post('/enter', async (c) => enter(c.req.raw, await formOf(c.req.raw, parts), parts));
  portal.post('/sign-in', async (c) => sendLink(c.req.raw, await formOf(c.req.raw, parts), parts));
  portal.post('/sign-out', async (c) => {
    await guestWithForm(c.req.raw, parts);
    await parts.sessions.signOut(cookie.read(c.req.raw) ?? '');
    return seeOther('/portal', { 'set-cookie': cookie.clear });
  });
  readingRoutes(portal, parts);
  changingRoutes(portal, parts);
  // Not `notFound`, which is the console's where the portal is mounted.
  portal.all('*', (c) => failure(new ProblemError('no-such-page', { path: c.req.path }), c.req.raw, parts));
  portal.onError((error, c) => {
    if (error instanceof ProblemError) return failure(error, c.req.raw, parts);
    throw error;
  });
  return portal;
}

const MOST_BYTES = 16_000;

function limited(maxSize: number, limit: string) {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError('body-too-large', { limit });
    },
  });
}

function readingRoutes(portal: Hono, parts: PortalParts): void {
  const page = (answer: (guest: Guest, c: Context) => Response | Promise<Response>) => async (c: Context) => {
    const guest = await visit(c.req.raw, parts);
    return guest ? answer(guest, c) : signInPage(c.req.raw, parts);
  };
  portal.get(
    '/',
    page((guest) => listPage(guest, parts)),
  );
  portal.get(
    '/new',
    page((guest) => newPage(guest, parts)),
  );
  portal.get(
    '/cases/:number',
    page((guest, c) => casePage(c.req.param('number') ?? '', guest, parts)),
  );
  portal.get(
    '/attachments/:message/:id',
    page((guest, c) => ownFile(c.req.param('message') ?? '', c.req.param('id') ?? '', guest, parts)),
  );
}

function changingRoutes(portal: Hono, parts: PortalParts): void {
  portal.post('/new', async (c) => {
    const { guest, form } = await guestWithForm(c.req.raw, parts);
    return openFromForm(guest, form, parts);
  });
  portal.post('/cases/:number/say', async (c) => {
    const { guest, form } = await guestWithForm(c.req.raw, parts);
    return sayFromForm(c.req.param('number'), guest, form, parts);
  });
  portal.post('/cases/:number/reopen', async (c) => {
    const { guest } = await guestWithForm(c.req.raw, parts);
    return act('reopen', c.req.param('number'), guest, parts);
  });
  portal.post('/cases/:number/solved', async (c) => {
    const { guest } = await guestWithForm(c.req.raw, parts);
    return act('resolve', c.req.param('number'), guest, parts);
  });
  portal.post('/zone', async (c) => {
    const { guest, form } = await guestWithForm(c.req.raw, parts);
    return changeZone(guest, String(form.get('zone') ?? '').trim(), parts);
  });
}

async function changeZone(guest: Guest, zone: string, parts: PortalParts): Promise<Response> {
  if (!isZone(zone)) return listPage(guest, parts, guest.words.zone.bad);
  const { contact } = guest;
  if (contact) await parts.store.transaction((unit) => unit.putContact({ ...contact, timeZone: zone }));
  return seeOther('/portal');
}

/** An offset is no zone: it knows no summer time. */
function isZone(zone: string): boolean {
  try {
    return zone.includes('/') && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

async function visit(request: Request, parts: PortalParts): Promise<Guest | undefined> {
  const value = portalCookie(parts.addresses.url).read(request);
  if (value === undefined) return undefined;
  const now = await parts.desk.read.now();
  const session = await parts.sessions.find(value, now);
  return session && guestOf(session, parts, now);
}

/** Who sends a form of ours. Throws `sign-in-needed`, `foreign-page` and `stale-page`. */
async function guestWithForm(request: Request, parts: PortalParts): Promise<{ guest: Guest; form: FormData }> {
  const guest = await visit(request, parts);
  if (!guest) throw new ProblemError('sign-in-needed');
  const form = await formOf(request, parts);
  if (!isSame(String(form.get('csrf') ?? ''), guest.session.csrf)) throw new ProblemError('stale-page');
  return { guest, form };
}

async function formOf(request: Request, { addresses }: PortalParts): Promise<FormData> {
  if (!addresses.isOwnPage(request)) {
    throw new ProblemError('foreign-page', { origin: request.headers.get('origin') ?? '–', url: addresses.url });
  }
  return request.formData().catch((cause: unknown) => {
    throw new ProblemError('bad-input', {}, [], { cause });
  });
}

/** Requesters get a page, not problem details. */
function failure(error: ProblemError, request: Request, parts: PortalParts): Response {
  const frame = strangersFrame(request, parts);
  if (error.code === 'sign-in-needed') return signInPage(request, parts);
  const { title, detail, status } = problemOf(error, frame.words.language);
  const body = html`<p class="problem">${detail}</p><p class="buttons"><a class="button" href="/portal">${frame.words.portal}</a></p>`;
  return portalPage(frame, title, body, { status });
}
