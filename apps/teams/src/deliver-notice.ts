import type { Agent, OutboxItem } from '@sla/case-store';
import type { ChatAccount, ChatDesk, Delivery, DeskReads, Reader } from '@sla/desk';
import { readerOf } from '@sla/desk';

import { asAttachment } from './cards/adaptive-card.ts';
import { type NoticePayload, noticeCard } from './cards/notice-card.ts';
import { plainText } from './cards/plain-text.ts';
import { phrasesFor } from './cards/platform-phrases.ts';
import type { TeamsOptions } from './config.ts';
import type { ConversationBook, KnownPerson, ShownAlert } from './conversation-book.ts';
import type { Conversations } from './conversations.ts';
import type { FaultBoard } from './fault-board.ts';
import { splitAccount } from './identify-person.ts';
import { mayShowIn } from './routing.ts';
import { type TeamsFault, toDelivery, toTeamsFault } from './teams-fault.ts';

export interface NoticeParts {
  readonly chat: Pick<ChatDesk, 'card' | 'accountsOf' | 'everybody' | 'presenceOf'>;
  readonly agents: DeskReads['agents'];
  readonly book: ConversationBook;
  readonly conversations: Conversations;
  readonly faults: FaultBoard;
  readonly options: TeamsOptions;
  /** Rings the bell of Teams, where Graph is set up; it never fails the notice. */
  readonly ring?: ((account: ChatAccount, notice: NoticePayload) => Promise<void>) | undefined;
}

/**
 * Tells one person, in their personal chat; that is what counts as told. An alert is also said in the case's thread, with a mention, so
 * that colleagues see who was asked.
 */
export async function deliverNotice(parts: NoticeParts, item: OutboxItem, notice: NoticePayload): Promise<Delivery> {
  const id = notice.to[0]?.replace(/^agent:/, '');
  const agent = (await parts.agents()).find((one) => one.id === id);
  if (agent === undefined)
    return { kind: 'refused', error: `nobody of the desk is ${notice.to.join(', ') || 'named'}` };
  const accounts = await parts.chat.accountsOf(agent.id, 'teams');
  if (accounts.length === 0) {
    const error = `${agent.name} has linked no Teams account. They write “help” to the app in Teams and follow the link; until then use mail.`;
    return { kind: 'refused', error };
  }
  const told = await tellAll(parts, item, notice, agent, accounts);
  if (told.kind === 'delivered' && notice.notice.step !== undefined)
    await sayInThread(parts, item, notice, agent, accounts).catch((error: unknown) =>
      parts.faults.raise(`thread of ${notice.case}`, toTeamsFault(error).message),
    );
  return told;
}

async function tellAll(
  parts: NoticeParts,
  item: OutboxItem,
  notice: NoticePayload,
  agent: Agent,
  accounts: readonly ChatAccount[],
): Promise<Delivery> {
  const faults: TeamsFault[] = [];
  for (const account of accounts) {
    try {
      await tell(parts, item, notice, agent, account);
      parts.faults.clear(account.account);
      await parts.ring?.(account, notice);
    } catch (error) {
      const fault = toTeamsFault(error);
      faults.push(fault);
      if (fault.kind !== 'throttled' && fault.kind !== 'passing')
        await parts.faults.raise(account.account, `${agent.name}: ${fault.message}`);
    }
  }
  const [first] = faults;
  return first !== undefined && faults.length === accounts.length ? toDelivery(first) : { kind: 'delivered' };
}

async function tell(
  parts: NoticeParts,
  item: OutboxItem,
  notice: NoticePayload,
  agent: Agent,
  account: ChatAccount,
): Promise<void> {
  const { chat, conversations, options } = parts;
  const reader = readerOf(agent, undefined, undefined, options.desk);
  const about = await chat.card(notice.case, reader);
  const card = noticeCard(notice, about?.card, reader.language);
  const to = await personalChat(parts, account);
  try {
    const posted = await conversations.post(to, { summary: card.fallbackText, card: asAttachment(card) });
    if (about !== undefined)
      await keep(
        parts,
        item,
        notice,
        { ...to, ...posted, ...reader, subject: notice.subject, text: notice.text },
        about.view.record.id,
        account.account,
      );
  } catch (error) {
    // The chat may have been made anew since; the next try opens it again.
    if (toTeamsFault(error).kind === 'conversation-gone') await parts.book.forgetPerson(account.account);
    throw error;
  }
}

async function keep(
  { book }: NoticeParts,
  item: OutboxItem,
  notice: NoticePayload,
  posted: KnownPerson & Reader & Pick<ShownAlert, 'activityId' | 'subject' | 'text' | 'mentioned'>,
  caseId: string,
  where: string,
): Promise<void> {
  const { step } = notice.notice;
  if (step === undefined) return;
  const { conversationId, tenantId, serviceUrl, activityId, language, timeZone, subject, text, mentioned } = posted;
  await book.keepAlert(caseId, `${item.id}/${where}`, {
    conversationId,
    tenantId,
    serviceUrl,
    activityId,
    step,
    language,
    timeZone,
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text }),
    ...(mentioned !== undefined && { mentioned }),
  });
}

async function personalChat({ book, conversations, options }: NoticeParts, account: ChatAccount): Promise<KnownPerson> {
  const known = await book.person(account.account);
  if (known !== undefined) return known;
  const { tenantId, objectId } = splitAccount(account);
  const opened = await conversations.openPersonal({ tenantId, objectId, serviceUrl: options.serviceUrl });
  await book.keepPerson(account.account, opened);
  return opened;
}

async function sayInThread(
  parts: NoticeParts,
  item: OutboxItem,
  notice: NoticePayload,
  agent: Agent,
  accounts: readonly ChatAccount[],
): Promise<void> {
  const { chat, book, conversations, options } = parts;
  const [account] = accounts;
  const about = await chat.card(notice.case, chat.everybody);
  const shown = about && (await book.card(about.view.record.id));
  if (account === undefined || about === undefined || shown === undefined) return;
  if (!mayShowIn(shown.conversationId, about.card, options)) return;
  const { language } = chat.everybody;
  const mentioned = { id: splitAccount(account).objectId, name: agent.name };
  const [first = ''] = notice.text.split(/\n{2,}/);
  const short = { ...notice, text: [first, ...(await absence(parts, agent))].join('\n\n') };
  const card = noticeCard(short, about.card, language, mentioned);
  const { activityId } = await conversations.reply(shown, shown.activityId, {
    summary: plainText(notice.subject, 200),
    card: asAttachment(card),
  });
  const conversationId = `${shown.conversationId};messageid=${shown.activityId}`;
  const { subject, text } = short;
  const place = { ...shown, conversationId, activityId, ...chat.everybody, subject, text, mentioned };
  await keep(parts, item, notice, place, about.view.record.id, 'thread');
}

/** Colleagues who read along may be nearer than the person who was asked. */
async function absence({ chat }: NoticeParts, { id, name }: Agent): Promise<readonly string[]> {
  const presence = (await chat.presenceOf([id])).get(id);
  return presence === 'away' || presence === 'offline'
    ? [phrasesFor(chat.everybody.language).absent(name, presence)]
    : [];
}
