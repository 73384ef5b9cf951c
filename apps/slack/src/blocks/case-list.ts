import type { ChatAnswer, ChatCard } from '@sla/desk';
import type { KnownBlock } from '@slack/types';

import { caseRow, type SlackMessage } from './case-card.ts';
import { cut, notificationText } from './escape.ts';
import { plain } from './text-objects.ts';
import type { SlackWords } from './words.ts';

type List = Extract<ChatAnswer, { kind: 'list' }>;

/** A message holds 50 blocks and a home page 100; a row takes two. */
const mostInMessage = 20;
const mostInHome = 45;

/** Cases as an answer in private. */
export function caseList(list: List, words: SlackWords): SlackMessage {
  return {
    text: notificationText(`${list.title}: ${list.cases.map(({ number }) => number).join(', ') || list.empty}`),
    blocks: listBlocks(list, words, mostInMessage),
  };
}

export function listBlocks(list: List, words: SlackWords, most = mostInHome): readonly KnownBlock[] {
  const shown = list.cases.slice(0, most);
  return [
    { type: 'header', text: plain(list.title, 150) },
    ...(shown.length === 0 ? [section(list.empty)] : shown.flatMap(row)),
    ...counted(shown.length, list.total, words),
  ];
}

function row(card: ChatCard): readonly KnownBlock[] {
  return caseRow(card);
}

function section(text: string): KnownBlock {
  return { type: 'section', text: plain(text, 3_000) };
}

function counted(shown: number, total: number, words: SlackWords): readonly KnownBlock[] {
  if (shown >= total) return [];
  return [{ type: 'context', elements: [plain(cut(words.shown(shown, total), 100), 100)] }];
}
