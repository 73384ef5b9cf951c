import { createHash } from 'node:crypto';

import { type ChatCard, type ChatDesk, restrictedTag, type ThreadLine } from '@sla/desk';

import { caseCard, type SlackMessage } from './blocks/case-card.ts';
import { sentence } from './blocks/said.ts';
import { wordsFor } from './blocks/words.ts';
import type { Cards, PostedCard } from './cards.ts';
import type { ChannelCheck } from './channel-check.ts';
import type { Installation, Installations } from './installations.ts';
import type { Log } from './log.ts';
import { findMarked, marks } from './message-metadata.ts';
import type { SlackRoute } from './options.ts';
import type { Place, Poster } from './posting.ts';
import { routesFor } from './routes.ts';
import type { SlackClients } from './slack-clients.ts';
import { mayHaveHappened, slackFault } from './slack-fault.ts';
import { NotPosted, notPosted, type Troubles } from './troubles.ts';

type Found = NonNullable<Awaited<ReturnType<ChatDesk['card']>>>;

/** What showing things takes. */
export interface ShowParts {
  readonly chat: ChatDesk;
  readonly cards: Cards;
  readonly clients: SlackClients;
  readonly installations: Installations;
  readonly poster: Poster;
  readonly check: ChannelCheck;
  readonly troubles: Troubles;
  readonly routes: readonly SlackRoute[];
  /** Seconds of Slack's clock, some minutes ago: from where to look for what may have arrived. */
  readonly since: () => Promise<string>;
  readonly log: Log;
  /** Tells whoever leads the desk that a channel fails, though another stands in for it. */
  readonly onTrouble: (caseId: string, sentence: string) => Promise<void>;
}

/**
 * Shows a case as it now stands: edits its card, or posts it in the best channel that can be posted to. Throws NotPosted when
 * there is none.
 */
export async function showCard(parts: ShowParts, caseId: string): Promise<PostedCard | undefined> {
  const found = await parts.chat.card(caseId, parts.chat.everybody);
  if (!found) return undefined;
  const routes = routesOf(parts, found);
  const kept = await parts.cards.card(caseId);
  if (kept && staysPut(kept, routes)) {
    const edited = await edit(parts, caseId, kept);
    if (edited) return edited;
  }
  const posted = await postAnew(parts, caseId, found, kept);
  if (kept && kept.ts !== posted.ts) await retire(parts, kept, found.card);
  return posted;
}

export function routesOf({ routes }: Pick<ShowParts, 'routes'>, { card, view }: Found): readonly SlackRoute[] {
  const { tags } = view.record;
  return routesFor({ ...view.record, tags: card.restricted ? [...tags, restrictedTag] : tags }, routes);
}

/** A card that had to stand in somewhere stays there until another channel becomes the best. */
function staysPut(card: PostedCard, routes: readonly SlackRoute[]): boolean {
  return routes[0]?.channel === card.best && routes.some(({ channel }) => channel === card.channel);
}

/** Undefined when the message or its channel cannot be edited any more; then it is posted anew. */
async function edit(parts: ShowParts, caseId: string, kept: PostedCard): Promise<PostedCard | undefined> {
  const { chat, cards, clients, poster, check, troubles, log } = parts;
  const client = await clients.byKey(kept.workspace);
  if (!client) return undefined;
  let shown: PostedCard = kept;
  try {
    await poster.edit(client, kept, 'card', async () => {
      // As late as this, so that many changes in a row become one edit.
      const found = await chat.card(caseId, chat.everybody);
      if (!found) return undefined;
      await check.mayShow(client, kept, found.card.restricted === true);
      const message = cardMessage(parts, found.card);
      shown = { ...kept, version: found.card.version, hash: hashOf(message) };
      return shown.hash === kept.hash ? undefined : { message, metadata: marks('case_card', caseId) };
    });
  } catch (error) {
    const fault = error instanceof NotPosted ? undefined : slackFault(error, kept.channel);
    if (fault?.kind === 'later' || fault?.kind === 'payload') throw notPosted(error, kept.channel);
    const { message } = notPosted(error, kept.channel);
    if (fault?.kind !== 'gone') troubles.note(kept.channel, fault?.code ?? 'not-shown', message);
    check.forget(kept.channel);
    log.warn({ case: caseId, channel: kept.channel, error: message }, 'the card cannot be edited; it is posted anew');
    return undefined;
  }
  if (shown !== kept) await cards.putCard(caseId, shown);
  return shown;
}

async function postAnew(
  parts: ShowParts,
  caseId: string,
  found: Found,
  kept: PostedCard | undefined,
): Promise<PostedCard> {
  const routes = routesOf(parts, found);
  if (routes.length === 0) throw new NotPosted(noRoute(found.card), false);
  const refusals: NotPosted[] = [];
  for (const route of routes) {
    try {
      const posted = await postTo(parts, caseId, route, { best: routes[0]?.channel ?? route.channel, kept });
      parts.troubles.over(route.channel);
      for (const { message } of refusals) await parts.onTrouble(caseId, message);
      return posted;
    } catch (error) {
      const refusal = notPosted(error, route.channel);
      parts.troubles.note(route.channel, slackCode(refusal), refusal.message);
      parts.check.forget(route.channel);
      refusals.push(refusal);
      // It may be there already: somewhere else it would stand twice.
      if (refusal.again) break;
    }
  }
  const again = refusals.some((refusal) => refusal.again);
  const wait = Math.max(0, ...refusals.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0));
  throw new NotPosted(refusals.map(({ message }) => message).join(' '), again, wait || undefined, {
    cause: refusals[0],
  });
}

async function postTo(
  parts: ShowParts,
  caseId: string,
  route: SlackRoute,
  { best, kept }: { readonly best: string; readonly kept: PostedCard | undefined },
): Promise<PostedCard> {
  const { chat, cards, clients, poster, check } = parts;
  const installation = await installationOf(parts.installations, route);
  const client = clients.of(installation);
  const place: Place = { workspace: installation.key, channel: route.channel };
  let shown: { readonly card: ChatCard; readonly hash: string; readonly lines: readonly ThreadLine[] } | undefined;
  const look = async () => {
    const found = await chat.card(caseId, chat.everybody);
    if (!found) throw new NotPosted('The case is gone.', false);
    await check.mayShow(client, place, found.card.restricted === true);
    const message = cardMessage(parts, found.card);
    const lines = chat.threadLines(found.view, new Set(), chat.everybody);
    shown = { card: found.card, hash: hashOf(message), lines };
    return { message, metadata: marks('case_card', caseId) };
  };
  const before = await arrived(parts, caseId, place);
  const ts = before ?? (await firstPost(parts, caseId, place, () => poster.post(client, place, 'card', look)));
  if (!shown) await look();
  const files = kept?.files ?? {};
  const posted: PostedCard = {
    ...place,
    ts,
    best,
    version: shown?.card.version ?? 0,
    hash: shown?.hash ?? '',
    // The card shows what has happened already; what came after a lost answer has yet to be said.
    said: (shown?.lines ?? [])
      .filter(({ at }) => before === undefined || at.epochMilliseconds <= Number(before) * 1_000)
      .map(({ id }) => id),
    files,
  };
  await cards.putCard(caseId, posted);
  return posted;
}

/** Notes that a post is on its way before it goes, and forgets it again only when Slack has surely not taken it. */
async function firstPost(
  { cards, since }: ShowParts,
  caseId: string,
  place: Place,
  post: () => Promise<string>,
): Promise<string> {
  await cards.putPosting(caseId, { ...place, since: await since() });
  try {
    return await post();
  } catch (error) {
    if (error instanceof NotPosted || !mayHaveHappened(error)) await cards.dropPosting(caseId);
    throw error;
  }
}

/** The card of an earlier try whose answer was lost. */
async function arrived({ cards, clients }: ShowParts, caseId: string, place: Place): Promise<string | undefined> {
  const posting = await cards.posting(caseId);
  if (!posting || posting.channel !== place.channel) return undefined;
  const client = await clients.byKey(posting.workspace);
  return client && findMarked(client, posting, marks('case_card', caseId));
}

/** What the old place says once the card stands elsewhere; where it can no longer be said, nobody misses it. */
async function retire({ chat, clients, poster, log }: ShowParts, kept: PostedCard, card: ChatCard): Promise<void> {
  const client = await clients.byKey(kept.workspace);
  const message = sentence(`${card.number}: ${wordsFor(chat.everybody.language).moved}`);
  if (!client) return;
  await poster
    .edit(client, kept, 'alert', async () => ({ message }))
    .catch((error: unknown) =>
      log.info({ channel: kept.channel, error: String(error) }, 'an old card stays as it was'),
    );
}

/** The installation that posts to a channel. Throws NotPosted when it is not clear which, or none is there. */
export async function installationOf(
  installations: Installations,
  { workspace, channel }: Pick<SlackRoute, 'workspace' | 'channel'>,
): Promise<Installation> {
  const found = workspace === undefined ? await installations.only() : await installations.byKey(workspace);
  if (found) return found;
  const why =
    workspace === undefined
      ? 'the app is installed in no workspace, or in several: name the one under channels.slack.channels'
      : `the app is not installed in ${workspace}: install it there`;
  throw new NotPosted(`Nobody can post to the channel ${channel}: ${why}.`, false);
}

function cardMessage({ chat }: ShowParts, card: ChatCard): SlackMessage {
  return caseCard(card, wordsFor(chat.everybody.language));
}

function noRoute({ number, restricted }: ChatCard): string {
  return restricted
    ? `${number} is restricted, and no channel under channels.slack.channels is marked \`restricted: true\`.`
    : `No channel under channels.slack.channels is for the team and priority of ${number}: name one without either.`;
}

function slackCode(error: NotPosted): string {
  return error.cause === undefined ? 'not-shown' : slackFault(error.cause).code;
}

/** Block ids bear the version; the same card of another version is drawn again. */
function hashOf(message: SlackMessage): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 32);
}
