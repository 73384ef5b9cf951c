import { Temporal } from '@sla/core';
import type { CardAction, ChatAnswer, ChatCard, ChatForm } from '@sla/desk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { messageFaults, viewFaults } from '../testing/block-limits.ts';
import { escalationForm, sampleCard, sampleForm } from '../testing/cards.ts';
import { caseCard } from './case-card.ts';
import { caseList } from './case-list.ts';
import { clickValue, parseClick, parseFormMemory } from './click.ts';
import { formErrors, formValues, formView } from './form.ts';
import { help } from './help.ts';
import { home } from './home.ts';
import { notice } from './notice.ts';
import { said } from './said.ts';
import { threadLines } from './thread-line.ts';
import { caseOfLink, unfurl } from './unfurl.ts';
import { wordsFor } from './words.ts';

const words = wordsFor('en');

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '<!channel>',
    '<@U0123ABC>',
    '<https://evil.example|desk.example>',
    '&lt;!here&gt;',
    '`*_~',
    '',
    ' \n ',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((text) => text.repeat(700)),
);
const instant = fc.integer({ min: 0, max: 7e12 }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const actions: readonly CardAction[] = [
  'claim',
  'assign',
  'reply',
  'prioritise',
  'escalate',
  'pause',
  'resume',
  'no-reply-needed',
  'resolve',
  'reopen',
  'close',
  'take',
];
const card: fc.Arbitrary<ChatCard> = fc
  .record({
    subject: nasty,
    summary: nasty.map((text) => text || 'C-1'),
    state: nasty,
    footer: nasty,
    risk: fc.record({ level: fc.constantFrom('none' as const, 'at-risk' as const, 'missed' as const), text: nasty }),
    facts: fc.array(fc.record({ label: nasty, value: nasty }), { maxLength: 14 }),
    next: fc.record({ label: nasty, text: nasty, dueAt: instant }),
    lastMessage: fc.record({ from: nasty, text: nasty, at: instant }),
    buttons: fc.uniqueArray(fc.constantFrom(...actions), { maxLength: 12 }).chain((chosen) =>
      fc.tuple(
        ...chosen.map((action) =>
          fc.record({
            action: fc.constant(action),
            label: nasty,
            style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
          }),
        ),
      ),
    ),
  })
  .map((change) => sampleCard(change));

describe('whatever a customer writes, every surface keeps within Slack’s limits and smuggles nothing', () => {
  test('cards, lists, home pages, unfurls and notices', () => {
    fc.assert(
      fc.property(card, nasty, (any, text) => {
        const list: ChatAnswer = {
          kind: 'list',
          title: text,
          empty: text,
          cases: Array.from({ length: 60 }, (_, index) => ({ ...any, id: `c${index}` })),
          total: 90,
        };
        expect(messageFaults({ ...caseCard(any, words) })).toEqual([]);
        expect(messageFaults({ ...caseList(list, words) })).toEqual([]);
        expect(
          messageFaults({ ...notice({ subject: text, text, mention: 'U0123' }, any, 'call-duty', words) }),
        ).toEqual([]);
        expect(viewFaults({ ...home(list, words) })).toEqual([]);
        expect(messageFaults({ text: 'x', ...unfurl(any, words) })).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('sentences, help and thread lines', () => {
    fc.assert(
      fc.property(nasty, fc.boolean(), (text, urgent) => {
        const line = { id: 'x', at: Temporal.Instant.from('2026-11-23T11:00:00Z'), text, urgent };
        const said1 = said({ kind: 'refused', said: text || '–' }, words);
        expect(messageFaults({ ...said1 })).toEqual([]);
        expect(messageFaults({ ...threadLines(Array.from({ length: 9 }, () => line)) })).toEqual([]);
        expect(
          messageFaults({
            ...help({ kind: 'help', title: text || 'x', commands: [{ usage: text, meaning: text, example: text }] }),
          }),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('forms', () => {
    const field = fc.record({
      name: fc.stringMatching(/^[a-z]{1,20}$/),
      label: nasty,
      hint: nasty,
      required: fc.boolean(),
      initial: nasty,
      kind: fc.oneof(
        fc.record({
          type: fc.constantFrom('line' as const, 'text' as const),
          maxLength: fc.integer({ min: 1, max: 20_000 }),
        }),
        fc.record({
          type: fc.constant('choice' as const),
          choices: fc.array(fc.record({ value: fc.string({ minLength: 1, maxLength: 60 }), label: nasty }), {
            minLength: 1,
            maxLength: 140,
          }),
        }),
      ),
    });
    fc.assert(
      fc.property(nasty, fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 8 }), (text, fields) => {
        const form: ChatForm = sampleForm({ title: text, submit: text, cancel: text, intro: text, fields });
        expect(viewFaults({ ...formView(form, { channel: 'C1', thread: '1.2' }, words) })).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

test('the card says number, state, risk, promise in the viewer’s zone, and carries only case and version', () => {
  const { text, blocks } = caseCard(sampleCard(), words);
  const json = JSON.stringify(blocks);
  expect(text).toBe('C-1042 Nobody at Ashdown can log in since the update: open, first response at risk');
  expect(json).toContain('C-1042 Nobody at Ashdown');
  expect(json).toContain('*Open* · :large_orange_circle: *at risk*');
  expect(json).toContain('<!date^1795431600^{date_short_pretty} {time}|Mon 23 Nov, 11:00 (Europe/London)>');
  expect(json).toContain('claim|0198c1f2-7c6e-7000-8000-4b1f4f0e2a11|7');
  expect(json).toContain('Open in console');
});

test('what is done less often, and what does not fit into two rows, waits under a menu', () => {
  const kindsOf = (buttons: ChatCard['buttons']) => {
    const [row] = caseCard(sampleCard({ buttons }), words).blocks.filter(({ type }) => type === 'actions');
    const elements = row?.type === 'actions' ? row.elements : [];
    const labels = elements.flatMap((element) =>
      element.type === 'overflow' ? element.options.map(({ text }) => text.text) : [],
    );
    return [elements.filter(({ type }) => type === 'button').length, ...labels];
  };
  const { buttons } = sampleCard();
  expect(kindsOf(buttons)).toEqual([9, 'Update', 'Log call', 'Delay', 'More…']);
  const many = [
    ...buttons,
    ...(['resume', 'reopen', 'close'] as const).map((action) => ({ action, label: action, style: 'plain' as const })),
  ];
  // Nothing that the case offers is lost: what is done less often stands behind the last.
  expect(kindsOf(many)).toEqual([9, 'resume', 'reopen', 'close', 'Update', 'More…']);
});

test('a click comes back as it went out; what no button of ours carries is nothing', () => {
  const click = { action: 'take' as const, case: 'c1', version: 3, step: 'call|duty' };
  expect(parseClick(clickValue(click))).toEqual(click);
  expect(parseClick('delete|c1|3')).toBeUndefined();
  expect(parseClick('claim|c1|-3')).toBeUndefined();
  expect(parseClick(undefined)).toBeUndefined();
  expect(parseFormMemory('{"action":"delete"}')).toBeUndefined();
  expect(parseFormMemory('no JSON')).toBeUndefined();
});

test('an alert offers Take and Hand over while it waits, and neither afterwards', () => {
  const waiting = sampleCard({
    buttons: [
      { action: 'take', label: 'Take', style: 'danger', step: 'call-duty' },
      { action: 'hand-over', label: 'Hand over', style: 'plain', step: 'call-duty' },
      { action: 'take', label: 'Take', style: 'danger', step: 'tell-boss' },
      { action: 'claim', label: 'Claim', style: 'primary' },
    ],
  });
  const labels = (message: ReturnType<typeof notice>) =>
    message.blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements.map((element) => ('text' in element ? element.text.text : '')) : [],
    );
  const about = { subject: 'First response missed', text: 'Please take it.', mention: 'U0AAA' };
  expect(labels(notice(about, waiting, 'call-duty', words))).toEqual(['Take', 'Hand over', 'Open in console']);
  expect(labels(notice(about, sampleCard(), 'call-duty', words))).toEqual(['Open in console']);
  expect(notice(about, waiting, 'call-duty', words).text).toBe('<@U0AAA> First response missed');
});

test('values come back by field, and faults stand at theirs', () => {
  const values = formValues({
    'field:text': { value: { value: 'Hello' } },
    'field:resolve': { value: { selected_option: { value: 'keep' } } },
    'field:empty': { value: { value: null } },
    files: { value: {} },
  });
  expect(values).toEqual({ text: 'Hello', resolve: 'keep' });
  const blocks = formView(escalationForm(), {}, words).blocks.map(({ block_id }) => block_id ?? '');
  expect(formErrors({ reason: 'Say why.', elsewhere: 'Too late.' }, blocks)).toEqual({
    'field:reason': 'Say why.',
    'field:to': 'Too late.',
  });
});

test.each([
  ['https://desk.example/cases/C-1042', 'https://desk.example', 'C-1042'],
  ['https://desk.example/cases/C-1042?tab=mail', 'https://desk.example', 'C-1042'],
  ['https://lms.example/support/cases/C-7', 'https://lms.example/support', 'C-7'],
  ['https://desk.example.evil.example/cases/C-1042', 'https://desk.example', undefined],
  ['https://desk.example/settings', 'https://desk.example', undefined],
  ['https://lms.example/cases/C-7', 'https://lms.example/support', undefined],
])('the link %s of %s leads to %s', (link, console, number) => {
  expect(caseOfLink(link, console)).toBe(number);
});
