import type { ChatAccount, ChatAnswer, ChatCard } from '@sla/desk';
import { z } from 'zod';

import { type AdaptiveCard, asAttachment, cardContentType } from '../cards/adaptive-card.ts';
import { unlinkedCard, wordsCard } from '../cards/answer-cards.ts';
import { type CardValue, readCardValue } from '../cards/card-value.ts';
import { caseCard } from '../cards/case-card.ts';
import { alertCard } from '../cards/notice-card.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import type { ShownAlert } from '../conversation-book.ts';
import { accountOf } from '../identify-person.ts';
import { mayShowIn } from '../routing.ts';
import { toTeamsFault } from '../teams-fault.ts';
import { type Activity, placeOf, tenantOf } from './activity.ts';
import type { ActivityParts } from './parts.ts';
import { tellPrivately } from './tell.ts';

/** What a press on a card is answered with: the card for everybody, or words for whoever pressed. */
export type CardActionBody =
  | { readonly statusCode: 200; readonly type: typeof cardContentType; readonly value: AdaptiveCard }
  | { readonly statusCode: 200; readonly type: 'application/vnd.microsoft.activity.message'; readonly value: string }
  | {
      readonly statusCode: 400;
      readonly type: 'application/vnd.microsoft.error';
      readonly value: { readonly code: 'BadRequest'; readonly message: string };
    };

const action = z.object({ action: z.object({ data: z.unknown().exactOptional() }) });

export async function answerCardAction(parts: ActivityParts, activity: Activity): Promise<CardActionBody> {
  const sent = action.safeParse(activity.value);
  const value = sent.success ? readCardValue(sent.data.action.data) : undefined;
  const by = accountOf(activity, parts.options);
  const phrases = phrasesFor(parts.options.desk.language);
  if (value?.case === undefined) return badRequest('this button is none of ours');
  if (by === undefined) return words(phrases.notYou);
  if (value.action === 'refresh') return refreshed(parts, activity, value.case, by);
  const answer = await parts.inbox.once(activity, () => press(parts, activity, value));
  return answer === undefined ? words(phrases.alreadyReceived) : toBody(parts, activity, answer);
}

/** For agents only: a card that was forwarded elsewhere tells nobody more than it did. */
async function refreshed(
  parts: ActivityParts,
  activity: Activity,
  ref: string,
  by: ChatAccount,
): Promise<CardActionBody> {
  const { chat } = parts;
  const found = (await chat.agentOf(by)) && (await chat.card(ref, chat.everybody));
  if (found) return showHere(parts, activity, found.card);
  return toBody(parts, activity, await chat.command(by, 'help'));
}

/** The same for a button that comes back as a message, or opens a dialog. */
export async function press(
  { chat, options }: ActivityParts,
  activity: Activity,
  value: CardValue,
): Promise<ChatAnswer | undefined> {
  const by = accountOf(activity, options);
  const { case: ref = '', version = 0, action: asked, step, typed, form } = value;
  if (by === undefined || asked === 'refresh') return undefined;
  if (typed !== undefined) return chat.command(by, typed);
  if (asked === 'new') return chat.command(by, 'new');
  // A form that comes back with faults is asked for again, whatever became of the case meanwhile.
  if (form !== undefined && (asked === 'note' || asked === 'update')) return chat.command(by, `${asked} ${ref}`);
  if (asked === 'take-call') return chat.command(by, 'call');
  return chat.press(by, { case: ref, version, action: asked, ...(step !== undefined && { step }) });
}

/** The card as everybody here reads it, where everybody may. */
async function showHere(parts: ActivityParts, activity: Activity, card: ChatCard): Promise<CardActionBody> {
  const { chat, options, book } = parts;
  const { kind, conversationId } = placeOf(activity);
  const asked = (await book.alerts(card.id)).find(({ alert }) => alert.activityId === activity.replyToId);
  if (asked !== undefined) return showAlert(parts, asked.alert, card.id);
  if (kind === 'personal')
    return { statusCode: 200, type: cardContentType, value: caseCard(card, options.desk.language) };
  const { language } = chat.everybody;
  const shared = await chat.card(card.id, chat.everybody);
  if (shared === undefined || !mayShowIn(conversationId, shared.card, options))
    return words(phrasesFor(language).notHere);
  if (await isSecond(parts, activity, card.id))
    return {
      statusCode: 200,
      type: cardContentType,
      value: wordsCard(`${card.number}: ${phrasesFor(language).secondCard}`),
    };
  return { statusCode: 200, type: cardContentType, value: caseCard(shared.card, language) };
}

/** A post whose answer was lost stands twice, and nothing brings the first up to date: whoever touches it ends it. */
async function isSecond(
  { book }: ActivityParts,
  { conversation, replyToId }: Activity,
  caseId: string,
): Promise<boolean> {
  const [conversationId, rootId = replyToId] = conversation.id.split(';messageid=');
  const shown = await book.card(caseId);
  // A card that was asked for stands in a thread; only the case's own begins one.
  if (shown === undefined || replyToId === undefined || rootId !== replyToId) return false;
  return shown.conversationId === conversationId && shown.activityId !== replyToId;
}

/** Whoever asks for it again sees the alert, not the case in its place. */
async function showAlert({ chat }: ActivityParts, alert: ShownAlert, caseId: string): Promise<CardActionBody> {
  const { language, timeZone } = alert;
  const found = await chat.card(caseId, { language, timeZone });
  if (found === undefined) return words(phrasesFor(language).notHere);
  return { statusCode: 200, type: cardContentType, value: alertCard(alert, found.card) };
}

async function toBody(parts: ActivityParts, activity: Activity, answer: ChatAnswer): Promise<CardActionBody> {
  const { language } = parts.chat.everybody;
  switch (answer.kind) {
    case 'done':
    case 'card':
      return showHere(parts, activity, answer.card);
    case 'words':
      return words(answer.said);
    case 'refused':
      // Words reach one person and a card reaches all, so the card goes its own way.
      if (answer.card !== undefined) parts.later(refreshCard(parts, activity, answer.card));
      return words(answer.said);
    case 'unlinked':
      parts.later(tellPrivately(parts, activity, unlinkedCard(answer, language)));
      return words(`${answer.said} ${answer.url}`);
    case 'invalid':
      return words(Object.values(answer.faults).join(' '));
    case 'form':
      return words(answer.form.title);
    case 'list':
    case 'help':
      return words(answer.title);
  }
}

async function refreshCard(parts: ActivityParts, activity: Activity, stale: ChatCard): Promise<void> {
  const { conversations, options, faults } = parts;
  const { replyToId, serviceUrl } = activity;
  const body = await showHere(parts, activity, stale);
  if (replyToId === undefined || body.type !== cardContentType) return;
  const { conversationId } = placeOf(activity);
  const card = body.value;
  const to = { conversationId, tenantId: tenantOf(activity) ?? options.tenantId, serviceUrl };
  try {
    await conversations.replace(to, replyToId, { summary: card.fallbackText, card: asAttachment(card) });
  } catch (error) {
    const fault = toTeamsFault(error);
    if (fault.kind !== 'message-gone') await faults.raise(conversationId, fault.message);
  }
}

function words(value: string): CardActionBody {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value };
}

function badRequest(message: string): CardActionBody {
  return { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message } };
}
