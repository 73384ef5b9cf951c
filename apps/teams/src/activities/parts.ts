import type { ChatDesk, Desk } from '@sla/desk';

import type { TeamsOptions } from '../config.ts';
import type { ConversationBook } from '../conversation-book.ts';
import type { Conversations } from '../conversations.ts';
import type { FaultBoard } from '../fault-board.ts';
import type { FileFetcher } from '../files/fetch-files.ts';
import type { FileRef } from '../files/file-refs.ts';
import type { Inbox } from '../inbox.ts';

export interface ThreadBehind {
  readonly said: readonly string[];
  readonly files: readonly FileRef[];
}

/** What the handlers of activities work with. */
export interface ActivityParts {
  readonly desk: Pick<Desk, 'receive' | 'read'>;
  readonly chat: ChatDesk;
  readonly book: ConversationBook;
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly faults: FaultBoard;
  readonly options: TeamsOptions;
  /** Names a form that is being opened. */
  readonly newId: () => string;
  /** What was said below a post, oldest first, where Graph can tell, and the files of it. */
  readonly threadBehind: (conversationId: string, rootId: string) => Promise<ThreadBehind>;
  readonly files: FileFetcher;
  /** The address of somebody whom the connector does not show, by object id. */
  readonly addressOf: (objectId: string) => Promise<string | undefined>;
  /** Goes on after the answer; what fails is said on the board. */
  readonly later: (work: Promise<unknown>) => void;
}
