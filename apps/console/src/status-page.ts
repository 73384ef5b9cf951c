import { toInstant } from '@sla/core';
import { type Desk, formatTime } from '@sla/desk';

import { wordsFor } from './words/words-for.ts';

interface StatusParts {
  readonly desk: Desk;
  readonly options: {
    readonly identity: { readonly name: string; readonly language: string; readonly timeZone: string };
  };
}

/** What was published of incidents, for everybody: no case, no customer, no name (S4-9). */
export async function statusPage({ desk, options }: StatusParts): Promise<Response> {
  const { name, language, timeZone } = options.identity;
  const words = wordsFor(language).status;
  const now = await desk.read.now();
  const published = (await desk.read.incidents()).filter(({ publications }) => publications.length > 0).toReversed();
  const time = (at: string) => escaped(formatTime(toInstant(at), { language, timeZone }, now));
  const sections = published.slice(0, 50).map(
    ({ title, endedAt, publications }) => `<section><h2>${escaped(title)}</h2>
<p><b>${endedAt === undefined ? words.lasts : `${words.over} ${time(endedAt)}`}</b></p>
<ol>${publications
      .toReversed()
      .map(({ at, text }) => `<li><time datetime="${at}">${time(at)}</time><br>${escaped(text)}</li>`)
      .join('')}</ol></section>`,
  );
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: ${words.title}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 3rem auto; max-width: 42rem; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; }
ol { padding-left: 1.2rem; white-space: pre-line; }
</style>
</head>
<body><main><h1>${escaped(name)}: ${words.title}</h1>${sections.length > 0 ? sections.join('\n') : `<p>${words.quiet}</p>`}</main></body>
</html>
`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
