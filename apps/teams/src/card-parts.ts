import type { ChatDesk } from '@sla/desk';

import { type AdaptiveCard, asAttachment } from './cards/adaptive-card.ts';
import type { TeamsOptions } from './config.ts';
import type { ConversationBook } from './conversation-book.ts';
import type { Conversations, Post } from './conversations.ts';
import type { FaultBoard } from './fault-board.ts';
import type { ShareParts } from './files/share-files.ts';
import type { PostParts } from './post-once.ts';

/** What showing a case takes. */
export interface CardParts {
  readonly chat: Pick<ChatDesk, 'card' | 'everybody' | 'threadLines'>;
  readonly book: ConversationBook;
  readonly conversations: Conversations;
  readonly faults: FaultBoard;
  readonly options: TeamsOptions;
  readonly now: PostParts['now'];
  readonly saidByUs: PostParts['saidByUs'];
  readonly blobs: ShareParts['blobs'];
  readonly files: ShareParts['files'];
}

export function cardPost(card: AdaptiveCard): Post {
  return { summary: card.fallbackText, card: asAttachment(card) };
}
