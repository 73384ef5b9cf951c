import type { ChatAnswer, ChatForm } from '@sla/desk';
import { z } from 'zod';

import { type AdaptiveCard, asAttachment, type CardAttachment } from '../cards/adaptive-card.ts';
import { unlinkedCard, wordsCard } from '../cards/answer-cards.ts';
import { type CardValue, readCardValue, readFieldValues } from '../cards/card-value.ts';
import { caseCard } from '../cards/case-card.ts';
import { type Filled, formCard } from '../cards/form-card.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import { accountOf } from '../identify-person.ts';
import type { Activity } from './activity.ts';
import { press } from './card-action.ts';
import type { ActivityParts } from './parts.ts';

/** What a dialog is answered with: go on with a card, or say a sentence and end. */
export interface DialogBody {
  readonly task:
    | { readonly type: 'message'; readonly value: string }
    | {
        readonly type: 'continue';
        readonly value: {
          readonly title: string;
          readonly height: 'medium';
          readonly width: 'medium';
          readonly card: CardAttachment;
        };
      };
}

const fetched = z.object({ data: z.unknown().exactOptional() });

/** A press on a button that asks something first. */
export async function openDialog(parts: ActivityParts, activity: Activity): Promise<DialogBody> {
  const value = readCardValue(fetched.safeParse(activity.value).data?.data);
  const answer = value && (await press(parts, activity, value));
  return answer === undefined ? say(phrasesFor(parts.options.desk.language).notYou) : toDialog(parts, answer);
}

export async function submitDialog(parts: ActivityParts, activity: Activity): Promise<DialogBody> {
  const sent = fetched.safeParse(activity.value).data?.data;
  const value = readCardValue(sent);
  const phrases = phrasesFor(parts.options.desk.language);
  if (value === undefined || accountOf(activity, parts.options) === undefined) return say(phrases.notYou);
  const values = readFieldValues(sent);
  const answer = await parts.inbox.once(activity, () => submit(parts, activity, value, values));
  if (answer === undefined) return say(phrases.alreadyReceived);
  if (answer.kind === 'invalid') return askAgain(parts, activity, value, { values, faults: answer.faults });
  return toDialog(parts, answer);
}

async function submit(
  { chat, options }: ActivityParts,
  activity: Activity,
  { action, case: ref, version, form, saidAt }: CardValue,
  values: Readonly<Record<string, string>>,
): Promise<ChatAnswer | undefined> {
  const by = accountOf(activity, options);
  if (by === undefined || action === 'refresh') return undefined;
  return chat.submit(by, {
    action,
    values,
    key: `teams/${form ?? activity.id ?? ''}`,
    ...(ref !== undefined && { case: ref }),
    ...(version !== undefined && { version }),
    ...(saidAt !== undefined && { saidAt }),
  });
}

/** The same form, with what was typed and what is wrong with it. */
async function askAgain(
  parts: ActivityParts,
  activity: Activity,
  value: CardValue,
  filled: Filled,
): Promise<DialogBody> {
  const again = await press(parts, activity, value);
  if (again?.kind !== 'form') return say(Object.values(filled.faults).join(' '));
  const form = { ...again.form, ...(value.saidAt !== undefined && { saidAt: value.saidAt }) };
  return dialog(form.title, cardOf(parts, form, value.form ?? parts.newId(), filled));
}

export function toDialog(parts: ActivityParts, answer: ChatAnswer): DialogBody {
  const { language } = parts.options.desk;
  switch (answer.kind) {
    case 'form':
      return dialog(answer.form.title, cardOf(parts, answer.form, parts.newId()));
    case 'unlinked':
      return dialog(phrasesFor(language).linkAccount, unlinkedCard(answer, language));
    case 'done':
    case 'refused':
    case 'words':
      return say(answer.said);
    case 'card':
      return dialog(answer.card.number, caseCard(answer.card, language));
    case 'invalid':
      return say(Object.values(answer.faults).join(' '));
    case 'list':
    case 'help':
      return dialog(answer.title, wordsCard(answer.title));
  }
}

function cardOf({ options }: ActivityParts, form: ChatForm, key: string, filled?: Filled): AdaptiveCard {
  return formCard(form, key, options.desk.language, filled);
}

function dialog(title: string, card: AdaptiveCard): DialogBody {
  return {
    task: {
      type: 'continue',
      value: { title: title.slice(0, 100), height: 'medium', width: 'medium', card: asAttachment(card) },
    },
  };
}

function say(value: string): DialogBody {
  return { task: { type: 'message', value } };
}
