import { Html, html } from './html.ts';
import { portalStyle } from './portal-style.ts';
import type { PortalWords } from './portal-words.ts';

export interface PortalFrame {
  readonly words: PortalWords;
  readonly desk: string;
  /** Who is signed in. */
  readonly signedIn?: { readonly name: string; readonly csrf: string };
}

/** A page of the portal: no script, nothing from elsewhere, readable on a telephone and on paper. */
export function portalPage(
  { words, desk, signedIn }: PortalFrame,
  title: string,
  body: Html,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const page = html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>${title} · ${desk}</title>
<style>${new Html(portalStyle)}</style>
</head>
<body>
<header><a class="home" href="/portal">${desk}</a>${
    signedIn &&
    html`<form method="post" action="/portal/sign-out">${csrfField(signedIn.csrf)}<span>${words.list.signedInAs(signedIn.name)}</span> <button class="quiet">${words.signOut}</button></form>`
  }</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(page.text, { status, headers: { ...HEADERS, ...headers } });
}

export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
