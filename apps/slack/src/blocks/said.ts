import type { ChatAnswer } from '@sla/desk';

import { caseCard, type SlackMessage } from './case-card.ts';
import { caseList } from './case-list.ts';
import { escapeText, notificationText } from './escape.ts';
import { help } from './help.ts';
import { mrkdwn, plain } from './text-objects.ts';
import type { SlackWords } from './words.ts';

/** An answer as words for who asked alone; forms and faults of forms are shown otherwise. */
export function said(answer: Exclude<ChatAnswer, { kind: 'form' | 'invalid' }>, words: SlackWords): SlackMessage {
  switch (answer.kind) {
    case 'done':
    case 'refused':
    case 'words':
      return sentence(answer.said);
    case 'list':
      return caseList(answer, words);
    case 'card':
      return caseCard(answer.card, words);
    case 'help':
      return help(answer);
    case 'unlinked':
      return {
        text: notificationText(answer.said),
        blocks: [
          { type: 'section', text: mrkdwn(escapeText(answer.said, 2_900)) },
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: 'link-account',
                text: plain(words.linkAccount, 75),
                url: answer.url,
                style: 'primary',
              },
            ],
          },
        ],
      };
  }
}

export function sentence(text: string): SlackMessage {
  return { text: notificationText(text), blocks: [{ type: 'section', text: mrkdwn(escapeText(text, 2_900)) }] };
}
