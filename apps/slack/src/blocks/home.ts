import type { ChatAnswer } from '@sla/desk';
import type { HomeView } from '@slack/types';

import { listBlocks } from './case-list.ts';
import { said } from './said.ts';
import type { SlackWords } from './words.ts';

/** The home page: one's queue by time to breach, or how to get one. */
export function home(answer: Exclude<ChatAnswer, { kind: 'form' | 'invalid' }>, words: SlackWords): HomeView {
  return {
    type: 'home',
    blocks: [...(answer.kind === 'list' ? listBlocks(answer, words) : said(answer, words).blocks)],
  };
}
