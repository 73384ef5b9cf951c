import { afterEach, beforeEach, expect, it } from 'vitest';

import type { MailPayload } from './delivery.ts';
import { mail, noticesOf, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
beforeEach(async () => {
  at = await openTestDesk();
  for (let n = 1; n <= 60; n += 1) await at.desk.receive(mail({ messageId: `${n}@c`, mayAcknowledge: false }));
  at.clock.set('2026-11-24T10:00:00Z');
});
afterEach(() => at.close());

const waiting = async () => (await at.outbox()).map(({ item }) => item);
const boss = async () =>
  (await waiting()).filter(({ payload }) => (payload as { to?: readonly string[] }).to?.includes('boss@desk.example'));

it('a backlog of many passes is one digest a person, sent when the last of it is done', async () => {
  for (let pass = 1; pass <= 5; pass += 1) {
    expect(await at.desk.runClocks(10)).toBe(10);
    expect(await waiting()).toEqual([]);
  }
  expect(await at.desk.runClocks(10)).toBe(10);
  expect(await at.store.listOutbox({ status: 'held', limit: 1 })).toEqual([]);
  const [digest, ...others] = await boss();
  expect(others).toEqual([]);
  const told = digest ? noticesOf(digest) : [];
  expect(new Set(told.map((notice) => notice.case)).size).toBe(60);
  const people = (await waiting()).map(({ payload }) => (payload as { to: readonly string[] }).to[0]);
  expect(new Set(people).size).toBe(people.length);
});

it('a digest lists what presses most, and counts the rest', async () => {
  await at.desk.runClocks(100);
  const [digest] = await boss();
  const payload = digest?.payload as Extract<MailPayload, { kind: 'notice' }> | undefined;
  expect(payload?.text.match(/\[C-\d+\]/g)).toHaveLength(50);
  expect(payload?.text).toContain('… + 10');
});

it('nobody waits longer than a minute, however long the backlog is', async () => {
  await at.desk.runClocks(10);
  at.clock.pass({ seconds: 59 });
  await at.desk.runClocks(10);
  expect(await boss()).toEqual([]);
  at.clock.pass({ seconds: 1 });
  await at.desk.runClocks(10);
  const [digest, ...others] = await boss();
  expect(others).toEqual([]);
  expect(digest && noticesOf(digest)).toHaveLength(30);
  await at.desk.runClocks(100);
  expect(await boss()).toHaveLength(2);
});

it('what a runner held back before it was killed is told by the next', async () => {
  await at.desk.runClocks(10);
  const other = await openTestDesk({ store: at.store });
  other.clock.set('2026-11-24T10:00:00Z');
  expect(await other.desk.runClocks(100)).toBe(50);
  const told = (await boss()).flatMap(noticesOf);
  expect(new Set(told.map((notice) => notice.case)).size).toBe(60);
});
