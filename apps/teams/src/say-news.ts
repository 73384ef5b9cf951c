import type { CaseView } from '@sla/desk';

import { type CardParts, cardPost } from './card-parts.ts';
import { plainText } from './cards/plain-text.ts';
import { phrasesFor } from './cards/platform-phrases.ts';
import type { ShownCard } from './conversation-book.ts';
import { filesCard, filesIn } from './files/share-files.ts';
import { postOnce } from './post-once.ts';

/** A short line in the thread for each thing that has happened since. */
export async function sayNews(parts: CardParts, view: CaseView, card: ShownCard): Promise<ShownCard> {
  const { chat, book } = parts;
  const { id } = view.record;
  let shown = card;
  for (const line of chat.threadLines(view, new Set(card.said), chat.everybody)) {
    const text = plainText(line.text, 1_000);
    const said = { ...shown, said: [...shown.said, line.id] };
    await postOnce(parts, {
      key: `line/${id}/${line.id}`,
      to: card,
      rootId: card.activityId,
      post: { summary: text, text },
      keep: () => book.keepCard(id, said),
    });
    shown = said;
  }
  return shown;
}

/** The customer's files in the case's thread, each message's once. */
export async function shareFiles(parts: CardParts, view: CaseView, card: ShownCard): Promise<void> {
  const { book, chat, options } = parts;
  const phrases = phrasesFor(chat.everybody.language);
  const { id, number } = view.record;
  let files = card.files ?? [];
  for (const message of view.messages) {
    if (message.direction !== 'in' || message.automatic || filesIn(message).length === 0) continue;
    if (files.includes(message.id)) continue;
    const title = phrases.filesOf(message.authorName ?? message.authorAddress ?? '–');
    const url = options.desk.url === undefined ? {} : { url: `${options.desk.url}/cases/${number}` };
    const place = { conversationId: card.conversationId, title, elsewhere: '', ...url };
    const shared = await filesCard(parts, view, message, place);
    files = [...files, message.id];
    const kept = { ...card, files };
    await postOnce(parts, {
      key: `files/${id}/${message.id}`,
      to: card,
      rootId: card.activityId,
      post: cardPost(shared),
      mark: plainText(shared.fallbackText, 100),
      keep: () => book.keepCard(id, kept),
    });
  }
}
