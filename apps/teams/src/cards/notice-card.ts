import type { ChatCard, MailPayload } from '@sla/desk';

import type { ShownAlert } from '../conversation-book.ts';
import { type Action, type AdaptiveCard, adaptiveCard, type Element, type MentionEntity } from './adaptive-card.ts';
import { caseCard, openIn, toActions } from './case-card.ts';
import { paragraph, plainText, quietly } from './plain-text.ts';

export type NoticePayload = Extract<MailPayload, { readonly kind: 'notice' }>;

/** Who is called by name; `id` is the Entra object id. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

/** What the desk tells somebody; an alert that still waits can be taken or handed over from it. */
export function noticeCard(
  notice: Pick<NoticePayload, 'subject' | 'text' | 'notice'>,
  card: ChatCard | undefined,
  language: string,
  mentioned?: Mentioned,
): AdaptiveCard {
  const [first = '', ...paragraphs] = notice.text.split(/\n{2,}/).filter((text) => text.trim() !== '');
  return adaptiveCard(
    plainText(notice.subject, 500),
    [
      ...(mentioned === undefined ? [] : [mentionOf(mentioned)]),
      paragraph(notice.subject, { weight: 'bolder', maxLength: 300 }),
      paragraph(first, { maxLength: 1_500 }),
      ...paragraphs.map((text) => paragraph(text, { maxLength: 1_500 }, 'small')),
      ...(card === undefined ? [] : [quietly(card.footer)]),
    ],
    {
      actions: card === undefined ? [] : [...alertActions(card, notice.notice.step), ...openIn(card, language)],
      ...(mentioned !== undefined && { entities: [entityOf(mentioned)] }),
    },
  );
}

/** An alert as it was said, with the buttons that the case still has for it: none once somebody has taken it. */
export function alertCard({ subject, text, step, language, mentioned }: ShownAlert, card: ChatCard): AdaptiveCard {
  if (subject === undefined || text === undefined) return caseCard(card, language);
  return noticeCard({ subject, text, notice: { effect: 'notify', effectId: '', step } }, card, language, mentioned);
}

function alertActions(card: ChatCard, step: string | undefined): readonly Action[] {
  if (step === undefined) return [];
  return toActions({ ...card, menu: [], buttons: card.buttons.filter((button) => button.step === step) });
}

function mentionOf(mentioned: Mentioned): Element {
  return { type: 'TextBlock', text: entityOf(mentioned).text, wrap: true };
}

function entityOf({ id, name }: Mentioned): MentionEntity {
  const shown = name.replace(/[<>&*_[\]()`{}\\]/g, '').trim() || '–';
  return { type: 'mention', text: `<at>${shown}</at>`, mentioned: { id, name: shown } };
}
