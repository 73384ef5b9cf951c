import { createHmac, timingSafeEqual } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';

type QuietPorts = Pick<CaseStore, 'channelState'>;

/** Where somebody turns automatic mail off, by one click of the mail program (RFC 8058). */
export const quietPath = '/mail/quiet/';

export function quietLink(deskUrl: string, address: string, secret: string): string {
  const name = Buffer.from(address.toLowerCase()).toString('base64url');
  return `${deskUrl}${quietPath}${name}.${signature(name, secret)}`;
}

/** Whether the address has asked for no automatic mail. What people write still reaches it. */
export async function isQuiet(ports: QuietPorts, address: string): Promise<boolean> {
  return (await ports.channelState('email').get(key(address))) !== undefined;
}

/**
 * `POST /mail/quiet/…` turns automatic mail to one address off, or on again; `GET` only asks, since scanners follow every
 * link. The signature in the path is all the right that it needs.
 */
export function quietHandler(ports: QuietPorts, secret: string, now: () => Promise<Date>) {
  return async (request: Request): Promise<Response> => {
    const address = addressOf(new URL(request.url).pathname, secret);
    if (address === undefined) return page(said('This link is not one of ours. Please use the one in our mail.'), 404);
    const state = ports.channelState('email');
    if (request.method === 'GET') {
      const quiet = (await state.get(key(address))) !== undefined;
      return page(quiet ? form('again', 'Send me automatic mail again') : form('off', 'Send me no automatic mail'));
    }
    if (request.method !== 'POST') return page(said('Please use the button of the page.'), 405);
    const again = new URLSearchParams((await request.text()).slice(0, 1_000)).get('automatic') === 'again';
    if (again) await state.delete(key(address));
    else await state.put(key(address), { at: (await now()).toISOString() });
    return page(
      said(again ? 'You will get receipts and updates again.' : 'You will get no automatic mail from us any more.'),
    );
  };
}

function addressOf(path: string, secret: string): string | undefined {
  const [name = '', given = ''] = path.slice(quietPath.length).split('.');
  const wanted = signature(name, secret);
  if (given.length !== wanted.length || !timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) return undefined;
  return Buffer.from(name, 'base64url').toString();
}

function signature(name: string, secret: string): string {
  return createHmac('sha256', secret).update(`quiet ${name}`).digest('base64url').slice(0, 22);
}

function key(address: string): string {
  return `quiet/${address.toLowerCase()}`;
}

function form(automatic: 'again' | 'off', label: string): string {
  return `<form method="post"><p class="buttons"><button class="button primary" name="automatic" value="${automatic}">${label}</button></p></form>`;
}

function said(text: string): string {
  return `<p>${text}</p>`;
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** In the dress of the console's plain pages, which stands at the same address; without it the page reads all the same. */
function page(body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Automatic mail</title>
<link rel="stylesheet" href="/plain.css">
</head>
<body><main><div class="head"><h1>Automatic mail</h1></div>${body}</main></body>
</html>
`;
  return new Response(html, { status, headers: pageHeaders });
}
