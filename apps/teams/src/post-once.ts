import type { Temporal } from '@sla/core';
import type { ChannelMessage } from '@sla/graph';

import { htmlText } from './cards/html-text.ts';
import type { ConversationBook } from './conversation-book.ts';
import type { Conversation, Conversations, Post } from './conversations.ts';
import { toTeamsFault } from './teams-fault.ts';

export interface PostParts {
  readonly book: Pick<ConversationBook, 'sending' | 'keepSending' | 'forgetSending'>;
  readonly conversations: Pick<Conversations, 'post' | 'reply'>;
  /** The store's clock. */
  readonly now: () => Promise<Temporal.Instant>;
  /**
   * What the app itself said in a channel since, where Graph may read it; undefined where it may not. The connector knows no way to ask
   * what stands in a conversation.
   */
  readonly saidByUs: (
    conversationId: string,
    since: Temporal.Instant,
  ) => Promise<readonly ChannelMessage[] | undefined>;
}

export interface Posting {
  /** Of this post for ever the same. */
  readonly key: string;
  readonly to: Conversation;
  /** The post that it answers. */
  readonly rootId?: string;
  readonly post: Post;
  /** Stands in the card and in no other of ours; of words alone the words themselves tell. */
  readonly mark?: string;
  /** Writes down that it is there. */
  readonly keep: (activityId: string) => Promise<void>;
}

/** Its clock and ours may differ. */
const lookBackMinutes = 5;

/**
 * Posts what may have been posted before: an answer that was lost, or a process that ended in between, leaves a note of it, and then
 * Graph is asked for it first. Where Graph may not read the channel it is posted again, for twice is better than never.
 */
export async function postOnce(parts: PostParts, posting: Posting): Promise<string> {
  const { book, conversations, now } = parts;
  const { key, to, rootId, post, keep } = posting;
  const begun = await book.sending(key);
  const before = begun === undefined ? undefined : await arrived(parts, posting, begun);
  if (begun === undefined) await book.keepSending(key, await now());
  const activityId =
    before ??
    (await (rootId === undefined ? conversations.post(to, post) : conversations.reply(to, rootId, post))
      .then((posted) => posted.activityId)
      .catch(async (error: unknown) => {
        if (isSurelyNotThere(error)) await book.forgetSending(key);
        throw error;
      }));
  await keep(activityId);
  await book.forgetSending(key);
  return activityId;
}

async function arrived(
  { saidByUs }: PostParts,
  { to, rootId, post, mark }: Posting,
  begun: Temporal.Instant,
): Promise<string | undefined> {
  const said = await saidByUs(to.conversationId, begun.subtract({ minutes: lookBackMinutes }));
  const isIt = ({ id, threadId, deletedAt, attachments, body }: ChannelMessage) => {
    const isThere = rootId === undefined ? id === threadId : threadId === rootId && id !== threadId;
    if (!isThere || deletedAt !== undefined) return false;
    if (mark !== undefined) return attachments.some(({ content }) => content?.includes(mark));
    const words = body.format === 'html' ? htmlText(body.content) : body.content;
    return post.text !== undefined && flat(words) === flat(post.text);
  };
  return said?.find(isIt)?.id;
}

function flat(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

/** Refused is not there; without an answer, or after a fault of Teams' own, nobody knows. */
function isSurelyNotThere(error: unknown): boolean {
  const { kind, status } = toTeamsFault(error);
  return kind !== 'passing' || status === 412;
}
