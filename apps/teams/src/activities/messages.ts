import type { InboxItem } from '@sla/case-store';
import { type ChatAccount, type ChatAnswer, type ChatCard, mostCounted } from '@sla/desk';

import type { AdaptiveCard } from '../cards/adaptive-card.ts';
import { formOfferCard, helpCard, listCard, unlinkedCard, wordsCard } from '../cards/answer-cards.ts';
import { readCardValue } from '../cards/card-value.ts';
import { caseCard } from '../cards/case-card.ts';
import { htmlText } from '../cards/html-text.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import type { Fetched } from '../files/fetch-files.ts';
import { accountOf } from '../identify-person.ts';
import { effortOf } from '../inbox-worker.ts';
import { receivePost, wordsKept } from '../intake.ts';
import { mayShowIn } from '../routing.ts';
import { type Activity, keyOf, mentionsApp, type Place, placeOf, tenantOf, wordsOf } from './activity.ts';
import { press } from './card-action.ts';
import type { ActivityParts } from './parts.ts';
import { tellHere, tellPrivately } from './tell.ts';

/** Something that somebody wrote: a command, a note in a case's thread, or a requester's words. Says what became of it. */
export async function workOffMessage(parts: ActivityParts, activity: Activity, item: InboxItem): Promise<string> {
  const place = placeOf(activity);
  const by = accountOf(activity, parts.options);
  await learn(parts, activity, place, by);
  // Bots, ourselves among them, have no object id.
  if (by === undefined) return 'nobody';
  const value = readCardValue(activity.value);
  if (value !== undefined) {
    const answer = await press(parts, activity, value);
    if (answer !== undefined) await answerPrivately(parts, activity, answer);
    return 'pressed';
  }
  if (place.kind !== 'channel' || mentionsApp(activity)) return command(parts, activity, place, by, item);
  const { channels } = parts.options;
  const rule = channels.find(({ id, intake }) => intake && id === place.conversationId);
  if (rule !== undefined) return receivePost(parts, activity, rule, item, by);
  return keepNote(parts, activity, place, by, item);
}

/** Where people and channels are is learned from whatever they send. */
async function learn(
  { book, options }: ActivityParts,
  activity: Activity,
  { kind, conversationId }: Place,
  by: ChatAccount | undefined,
): Promise<void> {
  const { serviceUrl, channelData } = activity;
  const to = { conversationId, tenantId: tenantOf(activity) ?? options.tenantId, serviceUrl };
  if (kind === 'personal' && by !== undefined) await book.keepPerson(by.account, to);
  if (kind !== 'channel') return;
  const teamId = channelData?.team?.id;
  await book.keepChannel({ ...to, ...(teamId !== undefined && { teamId }) });
}

async function command(
  parts: ActivityParts,
  activity: Activity,
  place: Place,
  by: ChatAccount,
  item: InboxItem,
): Promise<string> {
  const { chat, options } = parts;
  const text = wordsOf(activity);
  const { files, left } = await parts.files.of(activity, effortOf(item));
  const answer =
    text === '' && place.kind === 'personal' && files.length === 0
      ? await chat.queueOf(by)
      : await chat.command(by, text, keyOf(activity), files);
  await tellOfFiles(parts, activity, { text, files, left });
  if (place.kind === 'personal' || isPrivate(answer)) {
    await answerPrivately(parts, activity, answer);
    return 'command';
  }
  const { language } = chat.everybody;
  const shown = restrictTo(place.conversationId, answer, options);
  await tellHere(
    parts,
    activity,
    shown === undefined ? wordsCard(phrasesFor(language).notHere) : toCard(shown, language, text),
  );
  return 'command';
}

/** Only a note takes files along; what was not kept is not passed over in silence. */
async function tellOfFiles(
  parts: ActivityParts,
  activity: Activity,
  { text, files, left }: Fetched & { readonly text: string },
): Promise<void> {
  const phrases = phrasesFor(parts.options.desk.language);
  const unkept = files.length > 0 && !/^note\b/i.test(text) ? [phrases.filesNeedCase] : [];
  const said = [...unkept, ...left];
  if (said.length > 0) await tellPrivately(parts, activity, wordsCard(said.join('\n\n')));
}

/** What is said to one person: what was done or refused, a form, an address to link the account at. */
function isPrivate({ kind }: ChatAnswer): boolean {
  return (
    kind === 'done' ||
    kind === 'refused' ||
    kind === 'invalid' ||
    kind === 'unlinked' ||
    kind === 'form' ||
    kind === 'words'
  );
}

async function answerPrivately(parts: ActivityParts, activity: Activity, answer: ChatAnswer): Promise<void> {
  const { language } = parts.options.desk;
  if (await tellPrivately(parts, activity, toCard(answer, language, wordsOf(activity)))) return;
  await tellHere(parts, activity, wordsCard(phrasesFor(language).writeToMe));
}

/** Cases that not everybody here may read are left out; undefined when nothing is left to show. */
function restrictTo(
  conversationId: string,
  answer: ChatAnswer,
  options: ActivityParts['options'],
): ChatAnswer | undefined {
  const mayShow = (card: ChatCard) => mayShowIn(conversationId, card, options);
  if (answer.kind === 'card') return mayShow(answer.card) ? answer : undefined;
  if (answer.kind !== 'list') return answer;
  const cases = answer.cases.filter(mayShow);
  // Above that it says no more than that there are more.
  const leftOut = answer.total > mostCounted ? 0 : answer.cases.length - cases.length;
  return { ...answer, cases, total: answer.total - leftOut };
}

function toCard(answer: ChatAnswer, language: string, typed: string): AdaptiveCard {
  switch (answer.kind) {
    case 'list':
      return listCard(answer);
    case 'help':
      return helpCard(answer);
    case 'card':
      return caseCard(answer.card, language);
    case 'unlinked':
      return unlinkedCard(answer, language);
    case 'form':
      return formOfferCard(answer.form, typed);
    case 'done':
    case 'refused':
    case 'words':
      return wordsCard(answer.said);
    case 'invalid':
      return wordsCard(Object.values(answer.faults).join(' '));
  }
}

/** Talk in a case's thread stays inside: it is kept as a note. Who may not is told so, alone. */
async function keepNote(
  parts: ActivityParts,
  activity: Activity,
  place: Place,
  by: ChatAccount,
  item: InboxItem,
): Promise<string> {
  const { rootId, conversationId } = place;
  const ref = rootId === undefined ? undefined : await parts.book.caseOfThread(conversationId, rootId);
  if (ref === undefined) return 'no-case';
  const { files, left } = await parts.files.of(activity, effortOf(item));
  const text = wordsKept(htmlText(wordsOf(activity)), files, left);
  if (text === '') return 'empty';
  const answer = await parts.chat.keepNote(by, { case: ref, text, key: keyOf(activity), attachments: files });
  if (answer.kind !== 'done') await answerPrivately(parts, activity, answer);
  return 'note';
}
