import type { CaseRecord } from '@sla/case-store';
import { evaluate } from '@sla/core';
import fc from 'fast-check';
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

/** What may happen while a foreign mail lies on the case. */
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  reply: () => at.desk.reply('agent:ann', { case: record.id, text: 'We look into it.' }),
  write: () => answer({ text: 'And another thing.' }),
  pause: () => at.desk.pause('agent:ann', { case: record.id, reason: 'awaiting-requester' }),
  resolve: () => at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }),
  normal: () => at.desk.prioritise('agent:ann', { case: record.id, priority: 'normal' }),
  wait: async () => at.clock.pass({ minutes: 35 }),
};

it('whatever happened around it, a mail that was moved leaves the clocks as if it had never come', async () => {
  const life = fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(life, life, async (before, after) => {
      record = done(await at.desk.receive(mail({ messageId: `life-${++mails}@x`, receivedAt: at.clock.now() }))).case;
      for (const name of before) await acts[name]?.();
      const wrong = await answer({ text: 'This belongs elsewhere.' });
      for (const name of after) await acts[name]?.();
      await at.desk.runClocks(50);
      const joined = await at.desk.split('agent:ann', { case: wrong.caseId, messages: [wrong.id] });
      // A mail after the grace of a resolution has opened a case of its own.
      if (!joined.ok) return;
      const { policies, events, now } = await viewOf(wrong.caseId);
      const others = events.filter(({ type, message }) => type !== 'split' && message !== wrong.id);
      expect(evaluate(policies, events, now).clocks).toEqual(evaluate(policies, others, now).clocks);
    }),
    { numRuns: 15 },
  );
}, 60_000);
