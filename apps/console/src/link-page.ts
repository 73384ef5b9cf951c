import { ProblemError } from './api/problem.ts';
import type { LinkWords } from './words/words.ts';

/** The fields of a small form. Throws `body-too-large`. */
export async function shortText(request: Request): Promise<string> {
  const limit = 4_096;
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw new ProblemError('body-too-large', { limit: '4 kB' });
  const text = await request.text();
  if (text.length > limit) throw new ProblemError('body-too-large', { limit: '4 kB' });
  return text;
}

/** A page that needs no script. What stands `below` its text is HTML. */
export function page(
  { title, text }: { readonly title: string; readonly text: string },
  { language }: LinkWords,
  status: number,
  below = '',
): Response {
  return new Response(
    `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body><main><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${below}</main></body>
</html>
`,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        // The token stands in the address.
        'referrer-policy': 'same-origin',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      },
    },
  );
}

const style = `
:root { color-scheme: light dark; }
body { margin: 15vh auto 3rem; max-width: 34rem; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1.25rem; border: 0; border-radius: .5rem; background: #1f5fd6; color: #fff; cursor: pointer; }
button.plain { padding: .25rem .75rem; background: transparent; color: inherit; border: 1px solid currentColor; }
label { display: block; margin: .75rem 0; }
input, select { font: inherit; display: block; width: 100%; padding: .4rem; box-sizing: border-box; }
ul { padding: 0; list-style: none; }
li form { flex: none; }
li { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .5rem 0; border-top: 1px solid #8884; }
h2 { font-size: 1rem; margin-top: 2rem; }
button:focus-visible { outline: 3px solid #8fb4ff; outline-offset: 2px; }
.quiet { opacity: .75; }
`;

/** Text as HTML, also within quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
