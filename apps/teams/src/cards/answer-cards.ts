import { type ChatAnswer, type ChatCard, type ChatForm, mostCounted } from '@sla/desk';

import { type AdaptiveCard, adaptiveCard, type Element } from './adaptive-card.ts';
import { dialogButton, headOf, promiseOf } from './case-card.ts';
import { lineOf, paragraph, plainText, quietly, run } from './plain-text.ts';
import { phrasesFor } from './platform-phrases.ts';

type Answer<Kind extends ChatAnswer['kind']> = Extract<ChatAnswer, { readonly kind: Kind }>;

/** More would not fit into a message (28 kB), and nobody reads further down. */
const mostListed = 10;

/** Cases by time to breach; a row says `show C-1042` for whoever presses it. */
export function listCard({ title, empty, cases, total }: Answer<'list'>): AdaptiveCard {
  const shown = cases.slice(0, mostListed);
  const all = total > mostCounted ? `> ${mostCounted}` : total;
  const count = total > shown.length ? `  ${shown.length} / ${all}` : '';
  return adaptiveCard(plainText(title, 200), [
    lineOf([
      run(title, { weight: 'bolder', size: 'medium' }),
      ...(count === '' ? [] : [run(count, { isSubtle: true })]),
    ]),
    ...(shown.length === 0 ? [paragraph(empty)] : shown.map(rowOf)),
  ]);
}

function rowOf(card: ChatCard): Element {
  const words = `show ${card.number}`;
  return {
    type: 'Container',
    separator: true,
    spacing: 'medium',
    items: [...headOf(card), ...promiseOf(card)],
    selectAction: {
      type: 'Action.Submit',
      title: card.number,
      data: { msteams: { type: 'messageBack', displayText: words, text: words } },
    },
  };
}

export function helpCard({ title, commands }: Answer<'help'>): AdaptiveCard {
  return adaptiveCard(plainText(title, 200), [
    paragraph(title, { weight: 'bolder', size: 'medium' }),
    ...commands.map(
      ({ usage, meaning, example }): Element => ({
        type: 'Container',
        spacing: 'small',
        items: [lineOf([run(usage, { weight: 'bolder' })]), paragraph(meaning, {}, 'none'), quietly(example)],
      }),
    ),
  ]);
}

/** For nobody but the person who must link an account. */
export function unlinkedCard({ said, url }: Answer<'unlinked'>, language: string): AdaptiveCard {
  return adaptiveCard(plainText(said, 500), [paragraph(said)], {
    actions: [{ type: 'Action.OpenUrl', title: phrasesFor(language).linkAccount, url, style: 'positive' }],
  });
}

export function wordsCard(said: string): AdaptiveCard {
  return adaptiveCard(plainText(said, 500), [paragraph(said)]);
}

/** A message cannot open a dialog by itself: this one has the button that does. */
export function formOfferCard({ title, action }: ChatForm, typed: string): AdaptiveCard {
  const value = { action, typed: plainText(typed, 1_500) };
  return adaptiveCard(plainText(title, 200), [paragraph(title)], {
    actions: [dialogButton(value, { title: plainText(title, 80), style: 'positive' })],
  });
}
