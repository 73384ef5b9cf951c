import type { Agent } from '@sla/case-store';
import { type ChatAccount, type LinkOutcome, sentenceOf } from '@sla/desk';

import { type Html, html } from './html.ts';
import { accountInWords, type LinkParts, wordsOf } from './link-account.ts';
import { page, shortText } from './link-page.ts';
import type { Visitor } from './session/admission.ts';
import type { LinkWords } from './words/words.ts';

/** Which accounts of chats act as whom: one's own, and for an administrator everybody's, who may link and unlink them. */
export async function linkedAccountsPage(request: Request, parts: LinkParts): Promise<Response> {
  const visitor = await parts.admission.visitor(request);
  const words = wordsOf(visitor, parts.options);
  const { name } = parts.options.identity;
  if (!visitor) return page(words.signIn, words, name, { status: 401 });
  const [all, agents] = await Promise.all([parts.desk.accounts.list(), parts.desk.read.agents()]);
  const isAdmin = visitor.agent.role === 'admin';
  const rows = all
    .filter(({ agent }) => isAdmin || agent === visitor.agent.id)
    .map((each) => row(each, agents, visitor, words));
  const list =
    rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="quiet">${words.accounts.none}</p>`;
  const below = html`${list}${isAdmin && linkForm(agents, visitor, words)}`;
  return page(words.accounts, words, name, { below });
}

/** Links or unlinks an account. Throws `sign-in-needed`, `foreign-page`, `stale-page` and `body-too-large`. */
export async function changeLinkedAccounts(request: Request, parts: LinkParts): Promise<Response> {
  const fields = new URLSearchParams(await shortText(request));
  const visitor = await parts.admission.admitForm(request, fields.get('csrf') ?? '');
  const words = wordsOf(visitor, parts.options);
  const account = accountOf(fields);
  if (!account) return page(words.accounts.noAccount, words, parts.options.identity.name, { status: 422 });
  const outcome = await change(fields, account, visitor, parts);
  if (!outcome.ok) {
    const text = sentenceOf(outcome.refusal, words.language);
    return page({ title: words.accounts.title, text }, words, parts.options.identity.name, { status: 409 });
  }
  return new Response(null, { status: 303, headers: { location: '/link/accounts', 'cache-control': 'no-store' } });
}

function change(
  fields: URLSearchParams,
  account: ChatAccount,
  { agent }: Visitor,
  { desk }: LinkParts,
): Promise<LinkOutcome> {
  const by = `agent:${agent.id}` as const;
  return fields.get('do') === 'link'
    ? desk.accounts.link(by, account, fields.get('agent') ?? '')
    : desk.accounts.unlink(by, account);
}

/** `T0123/U0456`, or `TENANT/OBJECT-ID`, whose letters mean the same in either case. */
function accountOf(fields: URLSearchParams): ChatAccount | undefined {
  const account = (fields.get('account') ?? '').trim();
  if (!/^[\w-]{1,100}\/[\w-]{1,100}$/.test(account)) return undefined;
  const channel = fields.get('channel');
  if (channel === 'teams') return { channel, account: account.toLowerCase() };
  return channel === 'slack' ? { channel, account } : undefined;
}

function row(
  { account, agent }: { readonly account: ChatAccount; readonly agent: string },
  agents: readonly Agent[],
  { session }: Visitor,
  words: LinkWords,
): Html {
  const name = agents.find(({ id }) => id === agent)?.name ?? agent;
  const said = words.accounts.row({
    chat: words.chats[account.channel],
    account: accountInWords(account, words),
    agent: name,
  });
  return html`<li class="row"><span>${said}</span>
<form method="post" action="/link/accounts">
${hidden({ do: 'unlink', channel: account.channel, account: account.account, csrf: session.csrf })}
<button class="button" aria-label="${words.accounts.unlink}: ${said}">${words.accounts.unlink}</button>
</form></li>`;
}

function linkForm(agents: readonly Agent[], { session }: Visitor, words: LinkWords): Html {
  const { accounts, chats } = words;
  const options = (all: readonly (readonly [value: string, label: string])[]) =>
    all.map(([value, label]) => html`<option value="${value}">${label}</option>`);
  return html`<h2>${accounts.byHand}</h2>
<form class="short" method="post" action="/link/accounts">
${hidden({ do: 'link', csrf: session.csrf })}
<label class="text-field">${accounts.chat}<select name="channel">${options(Object.entries(chats))}</select></label>
<label class="text-field">${accounts.account}<input name="account" required maxlength="200" placeholder="T0123ABCD/U0123ABCD" autocomplete="off"></label>
<label class="text-field">${accounts.agent}<select name="agent">${options(agents.map(({ id, name }) => [id, name]))}</select></label>
<p class="buttons"><button class="button primary">${accounts.link}</button></p>
</form>`;
}

function hidden(fields: Readonly<Record<string, string>>): readonly Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
