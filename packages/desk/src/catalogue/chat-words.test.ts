import { describe, expect, it } from 'vitest';

import { parseChatCommand } from '../chat/chat-commands.ts';
import { catalogueFor } from './catalogue-for.ts';

describe.each(['en', 'de'])('what chats say in %s', (language) => {
  const { chat } = catalogueFor(language);

  it('fits the titles and buttons of Slack’s forms', () => {
    const texts = [
      ...Object.values(chat.formTitles).map((title) => title('C-104242')),
      ...Object.values(chat.formButtons),
      ...Object.values(chat.buttons),
      chat.labels.cancel,
    ];
    for (const text of texts) expect([...text].length, text).toBeLessThanOrEqual(24);
  });

  it.each(Object.entries(chat.help.commands))(
    '%s: its example is understood as what it is an example of',
    (name, words) => {
      expect(parseChatCommand(words.example('C-1042'), 'C').kind).toBe(name);
      expect(parseChatCommand(words.usage.split(' ')[0] ?? '', 'C')).not.toMatchObject({ kind: 'unknown-command' });
    },
  );

  it('ends each sentence', () => {
    const facts = {
      number: 'C-1',
      word: 'x',
      usage: 'x',
      example: 'x',
      known: 'x',
      tier: 'L2',
      action: 'x',
      state: 'x',
      last: 'Y.',
    };
    const { guest, ...refusals } = chat.refusals;
    const said = [
      guest,
      ...Object.values(refusals).map((say) => say({ ...facts, chat: 'slack', desk: 'Desk', command: 'help' })),
      ...Object.values(chat.done).flatMap((say) => [say({ number: 'C-1' }), say({ number: 'C-1', what: 'Ann' })]),
      ...Object.values(chat.help.commands).map(({ meaning }) => meaning),
      chat.insteadOf({ via: 'Slack', error: 'gone' }),
    ];
    for (const sentence of said) expect(sentence).toMatch(/[.?]$/);
  });
});
