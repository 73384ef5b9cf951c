import type { BlobStore } from '@sla/case-store';
import type { ChatAccount, ChatAnswer, ChatDesk } from '@sla/desk';

import { formView } from '../blocks/form.ts';
import { said, sentence } from '../blocks/said.ts';
import { type SlackWords, wordsFor } from '../blocks/words.ts';
import type { Cards } from '../cards.ts';
import type { ChannelCheck } from '../channel-check.ts';
import { accountOf, type People } from '../identify-person.ts';
import type { Installation, Installations } from '../installations.ts';
import type { Log } from '../log.ts';
import type { SlackPlatform, SlackRoute } from '../options.ts';
import type { Projector } from '../projector.ts';
import type { Reminders } from '../reminders.ts';
import { type Corner, type Speaker, sayPrivately } from '../say-privately.ts';
import type { SlackClients } from '../slack-clients.ts';
import { slackFault } from '../slack-fault.ts';
import type { Troubles } from '../troubles.ts';

/** What the listeners work with. */
export interface ListenParts {
  readonly chat: ChatDesk;
  readonly cards: Cards;
  readonly clients: SlackClients;
  readonly installations: Installations;
  readonly people: People;
  readonly reminders: Reminders;
  readonly projector: Pick<Projector, 'soil'>;
  readonly check: ChannelCheck;
  readonly troubles: Troubles;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly platform: SlackPlatform;
  readonly routes: readonly SlackRoute[];
  readonly maxFileMegabytes: number;
  /** Where the console is reached. */
  readonly url: string;
  readonly log: Log;
}

/** What Bolt hands over with everything: whose installation it is, and whether Slack still waits. */
export interface ListenContext {
  readonly installation: Installation;
  readonly late: boolean;
}

/** Somebody who acted. */
export interface Actor extends Speaker {
  readonly account: ChatAccount;
  readonly words: SlackWords;
}

export async function actorOf(parts: ListenParts, installation: Installation, user: string): Promise<Actor> {
  const client = parts.clients.of(installation);
  const member = await parts.people.member(client, installation, user);
  const account = accountOf(installation, user, member);
  const agent = account.guest ? undefined : await parts.chat.agentOf(account);
  return { installation, client, account, words: wordsFor(agent?.language ?? parts.chat.everybody.language) };
}

/** Shows what came of it: a form as a modal, anything else in private; the case's card follows. */
export async function showAnswer(
  parts: ListenParts,
  { client, words }: Actor,
  answer: Exclude<ChatAnswer, { kind: 'invalid' }>,
  corner: Corner & { readonly trigger?: string | undefined },
): Promise<void> {
  if (answer.kind === 'form') {
    const { channel, thread, trigger } = corner;
    const view = formView(answer.form, { ...(channel && { channel }), ...(thread && { thread }) }, words);
    if (trigger !== undefined && (await openedView(client, trigger, view))) return;
    await sayPrivately(parts, client, corner, sentence(words.clickAgain));
    return;
  }
  await sayPrivately(parts, client, corner, said(answer, words));
  await refreshCard(parts, answer);
}

/** What was done, and a click on a card of yesterday: either way the card is drawn anew. */
export async function refreshCard({ projector }: ListenParts, answer: ChatAnswer): Promise<void> {
  if ((answer.kind === 'done' || answer.kind === 'refused') && answer.card) await projector.soil(answer.card.id);
}

/** False when the click is too old for a form to be opened: a trigger lives three seconds. */
async function openedView(
  client: Actor['client'],
  trigger: string,
  view: ReturnType<typeof formView>,
): Promise<boolean> {
  try {
    await client.views.open({ trigger_id: trigger, view });
    return true;
  } catch (error) {
    if (/trigger/.test(slackFault(error).code)) return false;
    throw error;
  }
}
