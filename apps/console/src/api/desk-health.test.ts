import { afterEach, expect, test } from 'vitest';

import { type ConsoleUnderTest, consoleUnderTest } from '../testing/console-under-test.ts';
import type { DeskHealthJson } from './contract.ts';

let under: ConsoleUnderTest;
afterEach(() => under.close());

const health = async () => (await (await (await under.browser()).get('/api/health-of-desk')).json()) as DeskHealthJson;

test('what does not work in a chat stands on the page, a sentence each', async () => {
  const troubles = [
    'The channel #triage (C0123ABCD) is archived: unarchive it, or name another in channels.slack.channels.',
  ];
  under = await consoleUnderTest({
    chats: () => [
      { name: 'Slack', troubles },
      { name: 'Teams', troubles: [] },
    ],
  });
  expect((await health()).chats).toEqual([
    { name: 'Slack', troubles },
    { name: 'Teams', troubles: [] },
  ]);
});

test('a card that a chat did not take is a dead letter, with its case and the reason', async () => {
  under = await consoleUnderTest();
  const number = await under.opened();
  const id = (await under.desk.read.case(number))?.record.id ?? '';
  const payload = { kind: 'card', case: id, version: 1 };
  await under.store.transaction((unit) =>
    unit.enqueue([{ key: `card/slack/${id}/1`, destination: 'slack', caseId: id, payload }]),
  );
  const [item] = await under.store.claimOutbox(['slack'], 1, 60);
  await under.store.settleOutbox(item?.id ?? '', { kind: 'dead', error: 'The channel #triage is archived.' });
  const { deadLetters, chats } = await health();
  expect(deadLetters).toMatchObject([
    { destination: 'slack', case: number, error: 'The channel #triage is archived.' },
  ]);
  expect(chats).toEqual([]);
});
