import type { ChatAccount, Desk } from '@sla/desk';
import { sentenceOf } from '@sla/desk';

import { ProblemError } from './api/problem.ts';
import type { Admission, Visitor } from './session/admission.ts';
import type { LinkWords } from './words/words.ts';
import { wordsFor } from './words/words-for.ts';

interface LinkParts {
  readonly desk: Desk;
  readonly admission: Admission;
  readonly options: { readonly identity: { readonly language: string } };
}

/**
 * The page that a chat's private link leads to: says which account asks to act as whom, and asks the agent who is signed in to agree.
 * It needs no script, so that it works in the window that a chat opens.
 */
export async function linkPage(request: Request, { desk, admission, options }: LinkParts): Promise<Response> {
  const visitor = await admission.visitor(request);
  const words = wordsOf(visitor, options);
  if (!visitor) return page(words.signIn, words, 401);
  const token = new URL(request.url).searchParams.get('token') ?? '';
  const account = await desk.accounts.asked(token);
  if (!account) return page(words.gone, words, 410);
  const facts = {
    agent: visitor.agent.name,
    account: accountInWords(account, words),
    chat: words.chats[account.channel],
  };
  return page(words.question(facts), words, 200, form(token, visitor.session.csrf, words));
}

/** The agent agreed. Throws `sign-in-needed`, `foreign-page`, `stale-page` and `body-too-large`. */
export async function agreeToLink(request: Request, { desk, admission, options }: LinkParts): Promise<Response> {
  const fields = new URLSearchParams(await shortText(request));
  const visitor = await admission.admitForm(request, fields.get('csrf') ?? '');
  const words = wordsOf(visitor, options);
  const outcome = await desk.accounts.agree(`agent:${visitor.agent.id}`, fields.get('token') ?? '');
  if (!outcome.ok) {
    return page({ ...words.gone, text: sentenceOf(outcome.refusal, words.language) }, words, 410);
  }
  const { account, agent } = outcome;
  return page(
    words.done({ agent: agent.name, account: accountInWords(account, words), chat: words.chats[account.channel] }),
    words,
    200,
  );
}

function wordsOf(visitor: Visitor | undefined, options: LinkParts['options']): LinkWords {
  return wordsFor(visitor?.agent.language ?? options.identity.language).link;
}

/** What the chat calls them is for show; the id is what is linked. */
function accountInWords({ account, shownAs }: ChatAccount, words: LinkWords): string {
  return shownAs === undefined ? account : words.shownAs({ name: shownAs, account });
}

/** A form of a token or two. */
async function shortText(request: Request): Promise<string> {
  const limit = 4_096;
  if (Number(request.headers.get('content-length') ?? 0) > limit)
    throw new ProblemError('body-too-large', { limit: '4 kB' });
  const text = await request.text();
  if (text.length > limit) throw new ProblemError('body-too-large', { limit: '4 kB' });
  return text;
}

function form(token: string, csrf: string, words: LinkWords): string {
  return `<form method="post" action="/link">
<input type="hidden" name="token" value="${escaped(token)}">
<input type="hidden" name="csrf" value="${escaped(csrf)}">
<button>${escaped(words.agree)}</button>
</form>
<p class="quiet">${escaped(words.otherwise)}</p>`;
}

function page(
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
body { margin: 15vh auto 0; max-width: 34rem; padding: 0 1.5rem; font: 16px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1.25rem; border: 0; border-radius: .5rem; background: #1f5fd6; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #8fb4ff; outline-offset: 2px; }
.quiet { opacity: .75; }
`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
