import type { InboxItem } from '@sla/case-store';
import type { TeamsChannelRule } from '@sla/config';
import type { ChatAccount, ChatFile, IncomingMessage } from '@sla/desk';

import { type Activity, keyOf, placeOf, tenantOf, wordsOf } from './activities/activity.ts';
import { firstLine } from './activities/message-extension.ts';
import type { ActivityParts } from './activities/parts.ts';
import { htmlText } from './cards/html-text.ts';
import { splitAccount } from './identify-person.ts';
import { effortOf } from './inbox-worker.ts';

/**
 * A post in a channel that takes cases in: a new case, or the requester's next words in its reply chain. What colleagues write there is
 * read by the requester anyway, but counts as a note: an answer is an act of its own.
 */
export async function receivePost(
  parts: ActivityParts,
  activity: Activity,
  rule: TeamsChannelRule,
  item: Pick<InboxItem, 'id' | 'receivedAt' | 'attempts'>,
  by: ChatAccount,
): Promise<string> {
  const { desk, chat, book, conversations } = parts;
  const { conversationId, rootId = '' } = placeOf(activity);
  const known = await book.caseOfThread(conversationId, rootId);
  const isColleague = (await chat.agentOf(by)) !== undefined;
  if (isColleague && known === undefined) return 'colleague';
  const { files, left } = await parts.files.of(activity, effortOf(item));
  const text = wordsKept(htmlText(wordsOf(activity)), files, left);
  if (text === '') return 'empty';
  const key = keyOf(activity);
  if (isColleague && known !== undefined) {
    await chat.keepNote(by, { case: known, text, key, attachments: files });
    return 'note';
  }
  const to = {
    conversationId,
    tenantId: tenantOf(activity) ?? parts.options.tenantId,
    serviceUrl: activity.serviceUrl,
  };
  const member = await conversations.member(to, activity.from.id).catch(() => undefined);
  const address = member?.address ?? (await parts.addressOf(splitAccount(by).objectId));
  const outcome = await desk.receive(
    incoming({ activity, rule, item, text, files, newId: parts.newId, known, name: member?.name, address, by }),
  );
  if (!outcome.ok) {
    const { code, facts } = outcome.refusal;
    if (code === 'nothing-to-do' || code === 'changed-meanwhile') return code;
    throw new Error(`The desk refused this post: ${code} ${JSON.stringify(facts)}`);
  }
  const caseId = outcome.case.id;
  if (known === undefined) {
    await book.keepThread(conversationId, rootId, caseId);
    await book.keepAsked(caseId, { ...to, rootId, answered: [] });
  }
  await book.keepPost(key, outcome.message.id);
  return 'case';
}

/** What was written, and what could not be carried over; files alone are told by their names. */
export function wordsKept(text: string, files: readonly { readonly name: string }[], left: readonly string[]): string {
  const words = text || files.map(({ name }) => name).join(', ');
  return [words, ...left].filter(Boolean).join('\n\n');
}

interface Read {
  readonly activity: Activity;
  readonly rule: TeamsChannelRule;
  readonly item: Pick<InboxItem, 'id' | 'receivedAt'>;
  readonly text: string;
  readonly files: readonly ChatFile[];
  readonly newId: () => string;
  readonly known: string | undefined;
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly by: ChatAccount;
}

function incoming({ activity, rule, item, text, files, newId, known, name, address, by }: Read): IncomingMessage {
  const shown = name ?? activity.from.name;
  const [tenant = '', objectId = ''] = by.account.split('/');
  return {
    channel: 'teams',
    receivedAt: item.receivedAt,
    inboxId: item.id,
    // Somebody of whom Teams shows no address is known by their object id; nothing can be mailed to it.
    from: { address: address ?? `${objectId}@${tenant}.teams.invalid`, ...(shown !== undefined && { name: shown }) },
    to: [],
    cc: [],
    subject: firstLine(text),
    text,
    references: [],
    attachments: files.map((file) => ({ ...file, id: newId(), inline: false })),
    machine: 'no',
    mayAcknowledge: address !== undefined,
    ...(rule.organisation !== undefined && { organisation: rule.organisation }),
    ...(known !== undefined && { joins: { case: known, evidence: ['the reply chain in Teams'] } }),
  };
}
