import type { ChatAccount, Desk } from '@sla/desk';
import { sentenceOf } from '@sla/desk';

import { type Html, html } from './html.ts';
import { page, shortText } from './link-page.ts';
import type { Admission, Visitor } from './session/admission.ts';
import type { LinkWords } from './words/words.ts';
import { wordsFor } from './words/words-for.ts';

export interface LinkParts {
  readonly desk: Desk;
  readonly admission: Admission;
  readonly options: { readonly identity: { readonly language: string; readonly name: string } };
}

/**
 * The page that a chat's private link leads to: says which account asks to act as whom, and asks the agent who is signed in to agree.
 * It needs no script, so that it works in the window that a chat opens.
 */
export async function linkPage(request: Request, { desk, admission, options }: LinkParts): Promise<Response> {
  const visitor = await admission.visitor(request);
  const words = wordsOf(visitor, options);
  const { name } = options.identity;
  if (!visitor) return page(words.signIn, words, name, { status: 401 });
  const token = new URL(request.url).searchParams.get('token') ?? '';
  const account = await desk.accounts.asked(token);
  if (!account) return page(words.gone, words, name, { status: 410 });
  const facts = {
    agent: visitor.agent.name,
    account: accountInWords(account, words),
    chat: words.chats[account.channel],
  };
  return page(words.question(facts), words, name, { below: form(token, visitor.session.csrf, words) });
}

/** The agent agreed. Throws `sign-in-needed`, `foreign-page`, `stale-page` and `body-too-large`. */
export async function agreeToLink(request: Request, { desk, admission, options }: LinkParts): Promise<Response> {
  const fields = new URLSearchParams(await shortText(request));
  const visitor = await admission.admitForm(request, fields.get('csrf') ?? '');
  const words = wordsOf(visitor, options);
  const outcome = await desk.accounts.agree(`agent:${visitor.agent.id}`, fields.get('token') ?? '');
  if (!outcome.ok) {
    const text = sentenceOf(outcome.refusal, words.language);
    return page({ ...words.gone, text }, words, options.identity.name, { status: 410 });
  }
  const { account, agent } = outcome;
  return page(
    words.done({ agent: agent.name, account: accountInWords(account, words), chat: words.chats[account.channel] }),
    words,
    options.identity.name,
  );
}

export function wordsOf(visitor: Visitor | undefined, options: LinkParts['options']): LinkWords {
  return wordsFor(visitor?.agent.language ?? options.identity.language).link;
}

/** What the chat calls them is for show; the id is what is linked. */
export function accountInWords({ account, shownAs }: ChatAccount, words: LinkWords): string {
  return shownAs === undefined ? account : words.shownAs({ name: shownAs, account });
}

function form(token: string, csrf: string, words: LinkWords): Html {
  return html`<form method="post" action="/link">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="csrf" value="${csrf}">
<p class="buttons"><button class="button primary">${words.agree}</button></p>
</form>
<p class="quiet">${words.otherwise}</p>`;
}
