import { type Html, html } from './html.ts';

export interface PlainPage {
  readonly language: string;
  /** Whose page it is: the name in its head. */
  readonly desk: string;
  /** Where that name leads; nowhere unless given. */
  readonly home?: string;
  /** Beside the name: who is signed in. */
  readonly who?: Html | undefined;
  readonly title: string;
  /** Stands before the title: the way back, what the page is one of. */
  readonly above?: Html;
  /** Stands beside the title: what one comes here to do. */
  readonly beside?: Html;
  readonly body: Html;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A page that needs no script, in the type and colours of the console's pages (`web/styles/plain.css`, built with them), readable on a
 * telephone and on paper.
 */
export function plainPage({ status = 200, headers = {}, ...page }: PlainPage): Response {
  return new Response(documentOf(page).text, { status, headers: { ...HEADERS, ...headers } });
}

/** What such a page may load: our own style, type and mark. */
export const PLAIN_POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': PLAIN_POLICY,
  'x-robots-tag': 'noindex',
};

function documentOf({ language, desk, home, who, title, above, beside, body }: PlainPage): Html {
  const brand = html`<img src="/icon.svg" width="28" height="28" alt=""> <b>${desk}</b>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${desk}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header class="top">${home === undefined ? html`<span class="home">${brand}</span>` : html`<a class="home" href="${home}">${brand}</a>`}${who}</header>
<main>
${above && html`<div class="above">${above}</div>`}
<div class="head"><h1>${title}</h1>${beside}</div>
${body}
</main>
</body>
</html>
`;
}
