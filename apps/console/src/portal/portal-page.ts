import { type Html, html } from '../html.ts';
import { type PlainPage, plainPage } from '../plain-page.ts';
import type { PortalWords } from './portal-words.ts';

export interface PortalFrame {
  readonly words: PortalWords;
  readonly desk: string;
  /** Who is signed in. */
  readonly signedIn?: { readonly name: string; readonly csrf: string };
}

/** A page of the portal, which leads back to the list and lets whoever is signed in out again. */
export function portalPage(
  { words, desk, signedIn }: PortalFrame,
  title: string,
  body: Html,
  rest: Pick<PlainPage, 'above' | 'beside' | 'status' | 'headers'> = {},
): Response {
  const who =
    signedIn &&
    html`<form class="who" method="post" action="/portal/sign-out">${csrfField(signedIn.csrf)}<span>${words.list.signedInAs(signedIn.name)}</span> <button class="text-button">${words.signOut}</button></form>`;
  return plainPage({ language: words.language, desk, home: '/portal', who, title, body, ...rest });
}

export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}

/** The way back to the list. */
export function wayBack({ back }: PortalWords): Html {
  return html`<a class="crumb" href="/portal"><span aria-hidden="true">‹</span> ${back}</a>`;
}
