import type { CaseRecord } from '@sla/case-store';
import { afterEach, beforeEach, expect, it } from 'vitest';

import type { IncomingMessage } from '../desk.ts';
import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
let record: CaseRecord;
let mails = 0;

const answer = async (change: Partial<IncomingMessage> = {}) => {
  mails += 1;
  const messageId = `answer-${mails}@ashdown.example`;
  const joins = { case: record.number, evidence: ['same subject'] };
  const incoming = mail({ receivedAt: at.clock.now(), messageId, text: 'My marks are gone.', joins, ...change });
  return done(await at.desk.receive(incoming)).message;
};
const viewOf = async (ref: string) => {
  const found = await at.desk.read.case(ref);
  if (!found) throw new Error(`no case ${ref}`);
  return found;
};

beforeEach(async () => {
  at = await openTestDesk();
  record = done(await at.desk.receive(mail())).case;
  at.clock.pass({ minutes: 10 });
  done(await at.desk.reply('agent:ann', { case: record.id, text: 'Which browser?' }));
});
afterEach(() => at.close());

it('a mail that joined the wrong case counts there from when it was received, and here it never counted', async () => {
  at.clock.pass({ minutes: 5 });
  const receivedAt = at.clock.now();
  const wrong = await answer({ from: { address: 'tom@ashdown.example', name: 'Tom' }, subject: 'Marks' });
  expect((await viewOf(record.id)).sla.clocks.some(({ clock }) => clock === 'next-response')).toBe(true);
  at.clock.pass({ minutes: 30 });
  const { into } = done(await at.desk.split('agent:ann', { case: record.number, messages: [wrong.id] }));
  const here = await viewOf(record.id);
  const there = await viewOf(into.number);
  expect(here.sla.clocks.some(({ clock }) => clock === 'next-response')).toBe(false);
  expect(here.messages.some(({ id }) => id === wrong.id)).toBe(false);
  expect(there.record).toMatchObject({ subject: 'Marks', openedAt: receivedAt, priority: 'normal' });
  expect(there.requester).toMatchObject({ email: 'tom@ashdown.example' });
  expect(there.messages.map(({ text }) => text)).toEqual(['My marks are gone.']);
  expect(there.sla.clocks[0]).toMatchObject({ clock: 'first-response', startedAt: receivedAt });
  const next = await answer({ joins: { case: into.number, evidence: [] } });
  expect(next.caseId).toBe(into.id);
});

it('takes back what the message had done: the case is resolved again, and waits again', async () => {
  done(await at.desk.pause('agent:ann', { case: record.id, reason: 'awaiting-requester' }));
  at.clock.pass({ minutes: 1 });
  const one = await answer();
  expect((await viewOf(record.id)).record.state).toBe('open');
  done(await at.desk.split('agent:ann', { case: record.id, messages: [one.id] }));
  expect((await viewOf(record.id)).card.actions).toContain('resume');
  done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }));
  at.clock.pass({ hours: 1 });
  const two = await answer();
  expect((await viewOf(record.id)).record.state).toBe('open');
  done(await at.desk.split('agent:ann', { case: record.id, messages: [two.id] }));
  expect((await viewOf(record.id)).record.state).toBe('resolved');
});

it('several messages go together, the first opens and the others follow', async () => {
  at.clock.pass({ minutes: 1 });
  const one = await answer();
  at.clock.pass({ minutes: 1 });
  const two = await answer({ text: 'All of them.' });
  const { into } = done(await at.desk.split('agent:ann', { case: record.id, messages: [two.id, one.id] }));
  const there = await viewOf(into.id);
  expect(there.events.filter(({ message }) => message).map(({ type, message }) => [type, message])).toEqual([
    ['opened', one.id],
    ['requester-replied', two.id],
  ]);
});

it('is refused for the opening, for our own words, for unknown messages and for requesters', async () => {
  const messages = (await viewOf(record.id)).messages;
  const split = async (ids: readonly string[], by: 'agent:ann' | `requester:${string}` = 'agent:ann') =>
    refusalOf(await at.desk.split(by, { case: record.id, messages: ids }));
  for (const { id } of messages) expect(await split([id])).toBe('cannot-split');
  expect(await split([])).toBe('cannot-split');
  expect(await split(['nope'])).toBe('unknown-message');
  expect(await split(['nope'], `requester:${record.requester}`)).toBe('not-an-agent');
});
