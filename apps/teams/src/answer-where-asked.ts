import type { Message } from '@sla/case-store';
import type { CaseView, ChatCard } from '@sla/desk';

import { type CardParts, cardPost } from './card-parts.ts';
import { plainText } from './cards/plain-text.ts';
import { phrasesFor } from './cards/platform-phrases.ts';
import type { Asked } from './conversation-book.ts';
import type { Post } from './conversations.ts';
import { filesCard, filesIn } from './files/share-files.ts';
import { postOnce } from './post-once.ts';
import { mayShowIn } from './routing.ts';
import { toTeamsFault } from './teams-fault.ts';

/** Who asked in Teams reads there what was sent to them, by whomever it was sent on purpose. */
export async function answerWhereAsked(
  parts: CardParts,
  { card, view }: { readonly card: ChatCard; readonly view: CaseView },
): Promise<void> {
  const { book, faults, options } = parts;
  const { record, messages } = view;
  const asked = await book.asked(record.id);
  if (asked === undefined) return;
  let { answered } = asked;
  for (const message of messages) {
    if (message.direction !== 'out' || message.automatic || answered.includes(message.id)) continue;
    try {
      if (mayShowIn(asked.conversationId, card, options)) await answerOne(parts, view, asked, message);
      else await sayItIsAnswered(parts, view, asked, message);
    } catch (error) {
      const fault = toTeamsFault(error);
      if (fault.kind === 'throttled' || fault.kind === 'passing') throw fault;
      await faults.raise(asked.conversationId, fault.message);
    }
    answered = [...answered, message.id];
    await book.keepAsked(record.id, { ...asked, answered });
  }
}

/** More people read the chain than may read a restricted case: it learns that there is an answer, and nothing of it. */
async function sayItIsAnswered(parts: CardParts, { record }: CaseView, asked: Asked, message: Message): Promise<void> {
  const phrases = phrasesFor(parts.chat.everybody.language);
  if (message.to.length === 0)
    return parts.faults.raise(
      `answer to ${record.number}`,
      `${record.number} is restricted, so its answer is not shown in the channel where it was asked, and Teams shows no mail address of who asked. Reach them another way.`,
    );
  const text = phrases.answeredByMail;
  await postOnce(parts, {
    key: `answer/${message.id}/told`,
    to: asked,
    rootId: asked.rootId,
    post: { summary: text, text },
    keep: async () => undefined,
  });
}

/** The words, and the files below them. */
async function answerOne(parts: CardParts, view: CaseView, asked: Asked, message: Message): Promise<void> {
  const { rootId } = asked;
  const once = (what: string, post: Post, mark?: string) =>
    postOnce(parts, {
      key: `answer/${message.id}/${what}`,
      to: asked,
      rootId,
      post,
      ...(mark !== undefined && { mark }),
      // The words are said before the files, and a try that ends in between says neither again.
      keep: async () => parts.book.keepFile(`answer/${message.id}/${what}`, ''),
    });
  const isSaid = async (what: string) => (await parts.book.file(`answer/${message.id}/${what}`)) !== undefined;
  const text = plainText(message.text, 20_000);
  if (!(await isSaid('words'))) await once('words', { summary: plainText(message.text, 200), text });
  if (filesIn(message).length === 0) return;
  const phrases = phrasesFor(parts.chat.everybody.language);
  const elsewhere = message.to.length > 0 ? phrases.fileInMail : '';
  const place = { conversationId: asked.conversationId, title: phrases.filesSent, elsewhere };
  const card = await filesCard(parts, view, message, place);
  if (!(await isSaid('files'))) await once('files', cardPost(card), plainText(card.fallbackText, 100));
}
