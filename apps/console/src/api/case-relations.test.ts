import { recordDelivery } from '@sla/desk';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Browser, type ConsoleUnderTest, consoleUnderTest } from '../testing/console-under-test.ts';
import type { CaseJson, ProblemJson } from './contract.ts';

let under: ConsoleUnderTest;
let browser: Browser;

beforeAll(async () => {
  under = await consoleUnderTest();
  browser = await under.browser();
});
afterAll(() => under.close());

async function post(number: string, command: string, body: object): Promise<CaseJson> {
  const response = await browser.post(`/api/cases/${number}/${command}`, body);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as CaseJson;
}
const get = async (number: string) => (await (await browser.get(`/api/cases/${number}`)).json()) as CaseJson;

test('merging and unmerging by the API, and what each page is told', async () => {
  const [one, other] = [await under.opened(), await under.opened({ text: 'The log-in fails.' })];
  expect(await post(other, 'merge', { into: one })).toMatchObject({ mergedInto: one, card: { state: 'merged' } });
  const survivor = await get(one);
  expect(survivor.messages.some(({ fromMerged, text }) => fromMerged && text === 'The log-in fails.')).toBe(true);
  const again = await browser.post(`/api/cases/${other}/merge`, { into: one });
  expect(again.status).toBe(409);
  expect(((await again.json()) as ProblemJson).detail).toContain(one);
  expect(await post(other, 'unmerge', {})).toMatchObject({ card: { state: 'new' } });
});

test('a mail that joined the wrong case is moved in one request', async () => {
  const number = await under.opened();
  const joins = { case: number, evidence: [] };
  await under.opened({ joins, text: 'Something else.', messageId: 'else@ashdown.example' });
  const wrong = (await get(number)).messages.find(({ movable }) => movable);
  expect(wrong?.text).toBe('Something else.');
  const after = await post(number, 'split', { messages: [wrong?.id] });
  expect(after.messages.some(({ text }) => text === 'Something else.')).toBe(false);
  expect(after.history.at(-1)?.sentence).toMatch(/moved a message to C-\d+/);
});

test('automatic mail that was held back is told for what it is, with the reason', async () => {
  const from = { address: 'robot@ashdown.example' };
  const numbers: string[] = [];
  for (const n of [1, 2, 3]) numbers.push(await under.opened({ from, messageId: `${n}@robot.example` }));
  const [first = '', , third = ''] = numbers;
  const sent = await under.store.claimOutbox(['email'], 99, 60);
  const { record } = (await under.store.findCase(first)) ?? {};
  const item = sent.find(({ caseId }) => caseId === record?.id);
  if (item === undefined) throw new Error('no receipt');
  await under.desk.letterHeldBack(item);
  await recordDelivery(under.store, item, { kind: 'held-back', reason: 'they asked for none' });
  const held = await get(first);
  expect(held.history.map(({ sentence }) => sentence)).toContain(
    'The automatic receipt was held back: nobody was told by it.',
  );
  expect(held.messages.at(-1)).toMatchObject({
    direction: 'out',
    automatic: true,
    delivery: 'held-back',
    heldBack: 'they asked for none',
  });
  const [question, ...others] = (await get(third)).messages;
  expect(others).toEqual([]);
  expect(question?.heldBack).toBe('2 receipts went to the sender within 3 h already');
});

test('what may be undone says so in the history, and is undone', async () => {
  const number = await under.opened();
  const { history } = await post(number, 'prioritise', { priority: 'normal' });
  const undo = history.find(({ type }) => type === 'prioritised')?.undo;
  expect(history.find(({ type }) => type === 'opened')?.undo).toBeUndefined();
  const after = await post(number, 'undo', { event: undo });
  expect(after.card.priority.name).toBe('critical');
});

test('tags and links', async () => {
  const [one, other] = [await under.opened(), await under.opened()];
  expect((await post(one, 'tag', { add: ['Log in'] })).tags).toEqual(['log-in']);
  expect((await post(one, 'link', { to: other })).links).toEqual([
    { number: other, subject: 'Nobody can log in', state: 'new' },
  ]);
  expect((await get(other)).links.map(({ number }) => number)).toEqual([one]);
});
