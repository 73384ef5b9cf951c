import type { MailPayload } from '@sla/desk';
import { z } from 'zod';
import { html } from '../html.ts';
import { hashOf } from '../session/secrets.ts';
import { SESSION_DAYS } from '../session/sessions.ts';
import { portalPage } from './portal-page.ts';
import { isKnown, type PortalParts, strangersFrame } from './portal-parts.ts';

/** The cookie of requesters: only for the portal, and no agent's. */
export function portalCookie(url: string) {
  const { protocol, port } = new URL(url);
  const name = protocol === 'https:' ? '__Secure-sla-portal' : `sla-portal-${port || '80'}`;
  const attributes = `Path=/portal; HttpOnly; SameSite=Lax${protocol === 'https:' ? '; Secure' : ''}`;
  return {
    read: (request: Request) =>
      (request.headers.get('cookie') ?? '')
        .split(';')
        .map((pair) => pair.trim().split('='))
        .find(([key]) => key === name)?.[1],
    set: (value: string) => `${name}=${value}; Max-Age=${SESSION_DAYS * 86_400}; ${attributes}`,
    clear: `${name}=; Max-Age=0; ${attributes}`,
  };
}

interface SigningIn {
  /** What was typed, where it is no address. */
  readonly wrong?: string;
  /** The page of the case that was asked for. */
  readonly to?: string | undefined;
}

export function signInPage(
  request: Request,
  parts: PortalParts,
  { wrong, to = pageOfCase(new URL(request.url).pathname) }: SigningIn = {},
): Response {
  const frame = strangersFrame(request, parts);
  const words = frame.words.signIn;
  const body = html`<p>${words.text}</p>
${wrong !== undefined && html`<p class="problem" role="alert">${words.badAddress}</p>`}
<form class="short" method="post" action="/portal/sign-in">${hiddenTo(to)}
<label class="text-field">${words.email}<input type="email" name="email" value="${wrong ?? ''}" required autocomplete="email" maxlength="320"></label>
<p class="buttons"><button class="button primary">${words.send}</button></p>
</form>`;
  return portalPage(frame, words.title, body, { status: wrong === undefined ? 200 : 422 });
}

/** Mails a link to whom we know, and says the same to everybody: nobody learns here who our customers are. */
export async function sendLink(request: Request, form: FormData, parts: PortalParts): Promise<Response> {
  const { desk, sessions, store, options, addresses, links } = parts;
  const frame = strangersFrame(request, parts);
  const words = frame.words.signIn;
  const typed = String(form.get('email') ?? '').trim();
  const to = pageOfCase(String(form.get('to') ?? ''));
  const given = z.email().max(320).safeParse(typed);
  if (!given.success) return signInPage(request, parts, { wrong: typed, to });
  const email = given.data.toLowerCase();
  const now = await desk.read.now();
  const seconds = links.take(email, now.epochMilliseconds);
  if (seconds !== undefined) {
    const text = html`<p class="problem" role="alert">${words.tooOften(Math.ceil(seconds / 60))}</p>`;
    return portalPage(frame, words.title, text, { status: 429, headers: { 'retry-after': String(seconds) } });
  }
  if (await isKnown(email, parts)) {
    const token = await sessions.createLink(email, now);
    const onward = to === undefined ? '' : `&to=${encodeURIComponent(to)}`;
    const url = `${addresses.url}/portal/enter?token=${token}${onward}`;
    const payload: MailPayload = {
      kind: 'notice',
      to: [email],
      subject: `${words.mailSubject}: ${options.identity.name}`,
      text: words.mailText({ desk: options.identity.name, url }),
      case: '',
      notice: { effect: 'sign-in', effectId: 'portal-link' },
    };
    const key = `portal-link/${hashOf(token)}`;
    await store.transaction((unit) => unit.enqueue([{ key, destination: 'email', payload }]));
  }
  const body = html`<p>${words.sentText(options.identity.address)}</p><p class="buttons"><a class="button" href="/portal">${words.again}</a></p>`;
  return portalPage(frame, words.sent, body);
}

/** Where the link in the mail leads: scanners open it too, so that only the button uses it up. */
export async function enterPage(request: Request, parts: PortalParts): Promise<Response> {
  const frame = strangersFrame(request, parts);
  const words = frame.words.signIn;
  const { searchParams } = new URL(request.url);
  const token = searchParams.get('token') ?? '';
  if (!(await parts.sessions.isGood(token, await parts.desk.read.now()))) return linkGone(request, parts);
  const body = html`<p>${words.enterText}</p>
<form method="post" action="/portal/enter"><input type="hidden" name="token" value="${token}">${hiddenTo(pageOfCase(searchParams.get('to') ?? ''))}<p class="buttons"><button class="button primary">${words.title}</button></p></form>`;
  return portalPage(frame, words.enter, body);
}

export async function enter(request: Request, form: FormData, parts: PortalParts): Promise<Response> {
  const session = await parts.sessions.enter(String(form.get('token') ?? ''), await parts.desk.read.now());
  if (!session) return linkGone(request, parts);
  const to = pageOfCase(String(form.get('to') ?? '')) ?? '/portal';
  return seeOther(to, { 'set-cookie': portalCookie(parts.addresses.url).set(session.cookie) });
}

/** Mail leads to a case; nothing but such a page is come back to after signing in. */
function pageOfCase(path: string): string | undefined {
  return /^\/portal\/cases\/[A-Z][A-Z0-9]{0,7}-\d{1,12}$/.test(path) ? path : undefined;
}

function hiddenTo(to: string | undefined) {
  return to !== undefined && html`<input type="hidden" name="to" value="${to}">`;
}

function linkGone(request: Request, parts: PortalParts): Response {
  const frame = strangersFrame(request, parts);
  const { gone, goneText, askAnew } = frame.words.signIn;
  const body = html`<p>${goneText}</p><p class="buttons"><a class="button" href="/portal">${askAnew}</a></p>`;
  return portalPage(frame, gone, body, { status: 410 });
}

export function seeOther(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store', ...headers } });
}
