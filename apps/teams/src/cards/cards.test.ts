import { Temporal } from '@sla/core';
import type { ChatCard, ChatForm } from '@sla/desk';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { faultsOfCard } from '../testing/check-card.ts';
import { exampleCard, exampleForm } from '../testing/example-cards.ts';
import { wordsOfCard } from '../testing/teams-peer.ts';
import { helpCard, listCard, unlinkedCard, wordsCard } from './answer-cards.ts';
import { readCardValue, readFieldValues } from './card-value.ts';
import { caseCard, sharedCard } from './case-card.ts';
import { formCard } from './form-card.ts';
import { htmlText } from './html-text.ts';
import { noticeCard } from './notice-card.ts';
import { plainText } from './plain-text.ts';

test('the case card says what the desk says, and offers what it offers', () => {
  const card = caseCard(exampleCard, 'en');
  expect(faultsOfCard(card)).toEqual([]);
  const words = wordsOfCard(card.body);
  for (const { label, value } of exampleCard.facts) expect(words).toContain(`${label}\n${value}`);
  expect(words).toContain(exampleCard.footer);
  expect(words).toContain('{{DATE(2026-11-23T13:30:00Z,SHORT)}} {{TIME(2026-11-23T13:30:00Z)}}');
  expect(card.actions?.map(({ title }) => title)).toEqual([
    ...exampleCard.buttons.map(({ label }) => label),
    ...exampleCard.menu.map(({ label }) => label),
    'Open in console',
  ]);
  const [claim, reply] = card.actions ?? [];
  expect(claim).toMatchObject({ type: 'Action.Execute', fallback: { type: 'Action.Submit' } });
  expect(reply).toMatchObject({ type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } });
});

test('a card that is dropped into a chat has no words of the customer and no buttons of agents', () => {
  const words = wordsOfCard(sharedCard(exampleCard, 'de'));
  expect(words).not.toContain(exampleCard.lastMessage?.text);
  expect(sharedCard(exampleCard, 'de').actions?.map(({ title }) => title)).toEqual(['In der Konsole öffnen']);
});

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 2_000 }),
  fc.constantFrom(
    '<at>Everyone</at>',
    '[click](https://evil.example)',
    '**bold** {{DATE(2026-01-01T00:00:00Z,SHORT)}}',
    '\u202etxt.exe',
    '',
    ' ',
    '{{{{',
    '\u0000',
  ),
);

test('nothing that anybody writes becomes a mention, a link, a function or a broken card', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const card: ChatCard = {
        ...exampleCard,
        subject: text,
        facts: [{ label: 'From', value: text }],
        lastMessage: { from: text, text, at: Temporal.Instant.from('2026-11-23T13:00:00Z') },
        footer: text,
      };
      const form: ChatForm = {
        ...exampleForm,
        intro: text,
        fields: exampleForm.fields.map((field) => ({
          ...field,
          initial: text,
          kind: { type: 'text', maxLength: 100 },
        })),
      };
      const notice = { subject: text, text, notice: { effect: 'notify', effectId: 'x', step: 'call' } } as const;
      const cards = [
        caseCard(card, 'en'),
        sharedCard(card, 'en'),
        listCard({ kind: 'list', title: 'Mine', empty: 'None.', cases: [card], total: 1 }),
        noticeCard(notice, card, 'en', { id: '1', name: 'Ann <at>x</at>' }),
        formCard(form, 'k', 'en', { values: { text }, faults: { text, other: text } }),
      ];
      for (const one of cards) {
        expect(faultsOfCard(one).filter((fault) => !fault.startsWith('$.fallbackText'))).toEqual([]);
        expect(one.msteams?.entities ?? []).toHaveLength(one.msteams?.entities ? 1 : 0);
      }
    }),
    { numRuns: 60 },
  );
});

test('the longest of everything fits into a message', () => {
  const long = 'Ä'.repeat(5_000);
  const card: ChatCard = {
    ...exampleCard,
    subject: long,
    facts: Array.from({ length: 8 }, () => ({ label: 'Label', value: long })),
    lastMessage: { from: long, text: long, at: Temporal.Instant.from('2026-11-23T13:00:00Z') },
  };
  expect(faultsOfCard(caseCard(card, 'en'))).toEqual([]);
  expect(
    faultsOfCard(
      listCard({ kind: 'list', title: 'All', empty: '', cases: Array.from({ length: 40 }, () => card), total: 900 }),
    ),
  ).toEqual([]);
  const notice = {
    subject: long,
    text: `${long}\n\n${long}\n\n${long}`,
    notice: { effect: 'notify', effectId: 'x' },
  } as const;
  expect(faultsOfCard(noticeCard(notice, card, 'en'))).toEqual([]);
});

test('help, words and the address to link at are cards too', () => {
  const help = helpCard({
    kind: 'help',
    title: 'What you can type',
    commands: [{ usage: 'claim CASE', meaning: 'Assign it to yourself.', example: 'claim C-1042' }],
  });
  for (const card of [
    help,
    wordsCard('Done.'),
    unlinkedCard({ kind: 'unlinked', said: 'Who are you?', url: 'https://desk.example/link?token=x' }, 'en'),
  ])
    expect(faultsOfCard(card)).toEqual([]);
});

test.each([
  ['<p>a</p><p>b&amp;c</p>', 'a\nb&c'],
  ['one<br/>two', 'one\ntwo'],
  ['<ul><li>x</li><li>y</li></ul>', '- x\n- y'],
  ['<attachment id="1"></attachment>text', 'text'],
  ['&#128512; &#x41; &unknown; &#0;', '😀 A &unknown; &#0;'],
  ['<script>alert(1)</script>ok', 'ok'],
  ['a < b', 'a < b'],
])('%s reads %s', (html, text) => {
  expect(htmlText(html)).toBe(text);
});

test('what a button brings back is ours, or nothing', () => {
  expect(readCardValue({ sla: { action: 'claim', case: 'x', version: 3 } })).toEqual({
    action: 'claim',
    case: 'x',
    version: 3,
  });
  for (const wrong of [
    undefined,
    null,
    'x',
    {},
    { sla: { action: 'drop' } },
    { sla: { action: 'claim', version: -1 } },
    { sla: { action: 'claim', case: 7 } },
  ])
    expect(readCardValue(wrong)).toBeUndefined();
  expect(readFieldValues({ sla: {}, msteams: {}, text: 'x', more: 7 })).toEqual({ text: 'x' });
});

test('cutting counts letters, not halves of them', () => {
  expect(plainText('😀😀😀', 2)).toBe('😀…');
});
