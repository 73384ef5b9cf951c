import { createHash } from 'node:crypto';

import type { TeamsChannelRule } from '@sla/config';
import type { CardPayload, CaseView, ChatCard, Delivery } from '@sla/desk';
import { answerWhereAsked } from './answer-where-asked.ts';
import { type CardParts, cardPost } from './card-parts.ts';
import { wordsCard } from './cards/answer-cards.ts';
import { caseCard, sharedCard } from './cards/case-card.ts';
import { alertCard } from './cards/notice-card.ts';
import { phrasesFor } from './cards/platform-phrases.ts';
import type { ShownCard } from './conversation-book.ts';
import type { Conversation } from './conversations.ts';
import { postOnce } from './post-once.ts';
import { channelsOf, mayShowIn } from './routing.ts';
import { sayNews, shareFiles } from './say-news.ts';
import { toDelivery, toTeamsFault } from './teams-fault.ts';
import { postToWorkflow } from './workflow-hook.ts';

interface Shown {
  readonly card: ChatCard;
  readonly view: CaseView;
}

/** Brings every place that shows the case to its newest state: the card, its thread, alerts that ended, the requester's own thread. */
export async function deliverCard(parts: CardParts, payload: CardPayload, signal: AbortSignal): Promise<Delivery> {
  const shown = await parts.chat.card(payload.case, parts.chat.everybody);
  if (shown === undefined) return { kind: 'delivered', detail: 'the case is gone' };
  try {
    await endAlerts(parts, shown.view);
    await answerWhereAsked(parts, shown);
    return await showInChannel(parts, shown, signal);
  } catch (error) {
    return toDelivery(toTeamsFault(error));
  }
}

async function showInChannel(parts: CardParts, shown: Shown, signal: AbortSignal): Promise<Delivery> {
  const { record } = shown.view;
  const rules = channelsOf(record, shown.card, parts.options);
  const known = await parts.book.card(record.id);
  const place = rules.findIndex(({ id }) => id === known?.conversationId);
  if (known !== undefined && place < 0) await leave(parts, shown, known);
  if (known !== undefined && place >= 0) {
    const settled = (await moveUp(parts, shown, known, rules.slice(0, place))) ?? (await renew(parts, shown, known));
    if (settled !== undefined) return settled;
  }
  const { delivery, refusals } = await postInBest(parts, shown, rules);
  return delivery ?? withoutChannel(parts, shown, refusals, signal);
}

/** A case whose team or priority changed moves to the channel that they choose; channels in trouble are not tried again for it. */
async function moveUp(
  parts: CardParts,
  shown: Shown,
  known: ShownCard,
  better: readonly TeamsChannelRule[],
): Promise<Delivery | undefined> {
  const troubled = new Set(parts.faults.list().map(({ place }) => place));
  const { delivery } = await postInBest(
    parts,
    shown,
    better.filter(({ id }) => !troubled.has(id)),
  );
  if (delivery?.kind === 'delivered') await leaveBehind(parts, shown, known);
  return delivery;
}

/** The card, replaced in place; undefined when it is no longer there. */
async function renew(parts: CardParts, shown: Shown, known: ShownCard): Promise<Delivery | undefined> {
  const { book, conversations, faults } = parts;
  const { record } = shown.view;
  const card = caseCard(shown.card, parts.chat.everybody.language);
  const print = printOf(shown.card);
  try {
    if (print !== known.print) await conversations.replace(known, known.activityId, cardPost(card));
    const current = { ...known, print };
    await book.keepCard(record.id, current);
    await shareFiles(parts, shown.view, await sayNews(parts, shown.view, current));
    faults.clear(known.conversationId);
    return { kind: 'delivered', detail: `shown at version ${shown.card.version}` };
  } catch (error) {
    const fault = toTeamsFault(error);
    if (fault.kind === 'throttled' || fault.kind === 'passing') return toDelivery(fault);
    // Happens about once in a thousand edits, and whenever somebody deletes the card: it is posted anew and linked again.
    await book.forgetCard(record.id);
    if (fault.kind !== 'message-gone') await faults.raise(known.conversationId, fault.message);
    return undefined;
  }
}

/** Posted in the best channel that takes it, or why none does. */
async function postInBest(
  parts: CardParts,
  shown: Shown,
  rules: readonly TeamsChannelRule[],
): Promise<{ readonly delivery?: Delivery; readonly refusals: readonly string[] }> {
  const card = caseCard(shown.card, parts.chat.everybody.language);
  const refusals: string[] = [];
  for (const rule of rules) {
    const to = await whereIs(parts, rule);
    try {
      await postOnce(parts, {
        key: `card/${shown.card.id}/${rule.id}`,
        to,
        post: cardPost(card),
        mark: shown.card.id,
        keep: (activityId) => link(parts, shown.view, to, { activityId, print: printOf(shown.card) }),
      });
      const posted = await parts.book.card(shown.card.id);
      if (posted !== undefined) await shareFiles(parts, shown.view, posted);
      parts.faults.clear(rule.id);
      const instead = refusals.length === 0 ? '' : `, instead of a channel that did not take it: ${refusals.join(' ')}`;
      return { delivery: { kind: 'delivered', detail: `posted in ${rule.id}${instead}` }, refusals };
    } catch (error) {
      const fault = toTeamsFault(error);
      if (fault.kind === 'throttled' || fault.kind === 'passing') return { delivery: toDelivery(fault), refusals };
      await parts.faults.raise(rule.id, fault.message);
      refusals.push(fault.message);
    }
  }
  return { refusals };
}

/** Where no channel takes it, the flow does; where there is none, that is told. */
async function withoutChannel(
  parts: CardParts,
  shown: Shown,
  refusals: readonly string[],
  signal: AbortSignal,
): Promise<Delivery> {
  const { workflow } = parts.options;
  if (workflow !== undefined && !shown.card.restricted) return tellFlow(parts, shown, workflow.url, signal);
  if (refusals.length > 0) return { kind: 'refused', error: refusals.join(' ') };
  return { kind: 'delivered', detail: 'no channel of channels.teams.channels may show this case' };
}

/** One way: each post stays, so only what somebody would want to know of is posted. */
async function tellFlow(
  { book, options }: CardParts,
  { card, view }: Shown,
  url: string,
  signal: AbortSignal,
): Promise<Delivery> {
  const { state, risk, facts } = card;
  const print = hashOf([state, risk.level, facts]);
  if ((await book.flowPrint(view.record.id)) === print)
    return { kind: 'delivered', detail: 'nothing new for the flow' };
  const delivery = await postToWorkflow(url, sharedCard(card, options.desk.language), signal);
  if (delivery.kind === 'delivered') await book.keepFlowPrint(view.record.id, print);
  return delivery;
}

/** What happened before the card was there stands on the card; the thread begins with what comes after. */
async function link(
  { chat, book }: CardParts,
  view: CaseView,
  to: Conversation & { readonly teamId?: string },
  card: Pick<ShownCard, 'activityId' | 'print'>,
): Promise<void> {
  const said = chat.threadLines(view, new Set(), chat.everybody).map(({ id }) => id);
  const { conversationId, tenantId, serviceUrl, teamId } = to;
  await book.keepCard(view.record.id, {
    conversationId,
    tenantId,
    serviceUrl,
    ...card,
    said,
    ...(teamId !== undefined && { teamId }),
  });
  await book.keepThread(conversationId, card.activityId, view.record.id);
}

async function leave(parts: CardParts, shown: Shown, known: ShownCard): Promise<void> {
  await leaveBehind(parts, shown, known);
  await parts.book.forgetCard(shown.view.record.id);
}

/** A card that stays behind says nothing of a case that may no longer be read there. */
async function leaveBehind(
  { conversations, options, chat }: CardParts,
  { card }: Shown,
  known: ShownCard,
): Promise<void> {
  const phrases = phrasesFor(chat.everybody.language);
  const readable = mayShowIn(known.conversationId, card, options);
  const left = readable ? `${card.number}: ${phrases.movedOn}` : phrases.notHere;
  await conversations.replace(known, known.activityId, cardPost(wordsCard(left))).catch(unlessPassing);
}

/** What is gone needs no edit; what could be edited later is tried again. */
function unlessPassing(error: unknown): void {
  const { kind } = toTeamsFault(error);
  if (kind === 'throttled' || kind === 'passing') throw error;
}

/** Taken anywhere, an alert ends everywhere: what asked for it keeps its words and loses its buttons. */
async function endAlerts({ chat, book, conversations }: CardParts, view: CaseView): Promise<void> {
  for (const { key, alert } of await book.alerts(view.record.id)) {
    if (view.card.openAlerts.some(({ step }) => step === alert.step)) continue;
    const now = await chat.card(view.record.id, { language: alert.language, timeZone: alert.timeZone });
    if (now === undefined) continue;
    const post = cardPost(alertCard(alert, now.card));
    await conversations.replace(alert, alert.activityId, post).catch(unlessPassing);
    await book.forgetAlert(key);
  }
}

/** Where a channel is; until Teams has said, the place that the settings name. */
async function whereIs(
  { book, options }: CardParts,
  { id, tenantId }: TeamsChannelRule,
): Promise<Conversation & { readonly teamId?: string }> {
  const known = await book.channel(id);
  return known ?? { conversationId: id, tenantId: tenantId ?? options.tenantId, serviceUrl: options.serviceUrl };
}

/** Of what a reader would miss; a sentence such as “in 14 minutes” reads differently at every look and is no news. */
function printOf({ version, risk, subject, lastMessage }: ChatCard): string {
  return hashOf([version, risk.level, subject, lastMessage?.text]);
}

function hashOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}
