import { afterEach, beforeEach, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';

let slack: DeskForTest;

beforeEach(async () => {
  slack = await openDeskForTest();
});

afterEach(async () => {
  await slack.close();
});

const textsOf = (blocks: unknown) => JSON.stringify(blocks);

test('mail in, card out, claim, reply, answer, miss, escalation, take, resolve: the clocks as the policy says', async () => {
  const { peer, desk, ann, bob, triage, cardOf, thread } = slack;
  const number = await slack.mail();
  await slack.settled();
  const card = cardOf(number);
  expect(textsOf(card.blocks)).toContain('Nobody can log in');
  expect(textsOf(card.blocks)).toContain('Critical');
  expect(card.text).toContain(number);
  expect(triage.messages).toHaveLength(1);

  expect((await slack.click(ann, card, 'claim')).status).toBe(200);
  await slack.settled();
  expect(textsOf(cardOf(number).blocks)).toContain('Ann Example');
  expect(cardOf(number).ts).toBe(card.ts);
  expect(thread(card)).toHaveLength(1);

  slack.pass({ minutes: 30 });
  await slack.click(ann, cardOf(number), 'reply');
  await slack.settled();
  const [modal] = peer.views;
  expect(textsOf(modal?.view)).toContain('maria@ashdown.example');
  const sent = await slack.submit(ann, { text: 'We are looking into it.' });
  expect(await sent.text()).toBe('');
  await slack.settled();
  const replied = await desk.read.case(number);
  expect(replied?.messages.at(-1)).toMatchObject({ direction: 'out', text: 'We are looking into it.' });
  expect(replied?.sla.clocks.find(({ clock }) => clock === 'first-response')).toMatchObject({
    status: 'met',
    dueAt: expect.objectContaining({}),
  });
  expect(replied?.sla.clocks.find(({ clock }) => clock === 'first-response')?.stoppedAt?.toString()).toBe(
    '2026-11-23T10:30:00Z',
  );

  slack.pass({ minutes: 30 });
  await slack.mail({ subject: `Re: [${number}]`, text: 'Still down here.', joins: { case: number, evidence: [] } });
  await slack.settled();
  const next = (await desk.read.case(number))?.sla.clocks.find(({ clock }) => clock === 'next-response');
  expect(next?.dueAt?.toString()).toBe('2026-11-23T12:00:00Z');
  expect(textsOf(cardOf(number).blocks)).toContain('Still down here.');

  await slack.runUntil('2026-11-23T12:00:00Z');
  await slack.settled();
  const missed = (await desk.read.case(number))?.sla.clocks.find(({ clock }) => clock === 'next-response');
  expect(missed?.breachedAt?.toString()).toBe('2026-11-23T12:00:00Z');
  expect(textsOf(cardOf(number).blocks)).toContain(':red_circle:');
  const alert = thread(card).find(({ text }) => text.startsWith('<@U0BOB>'));
  expect(alert).toBeDefined();
  if (!alert) return;
  expect(textsOf(alert.blocks)).toContain('Hand over');

  slack.pass({ minutes: 5 });
  await slack.click(bob, alert, 'take');
  await slack.settled();
  expect((await desk.read.case(number))?.events.at(-1)).toMatchObject({ type: 'alert-taken', by: 'agent:bob' });
  expect(textsOf(alert.blocks)).not.toContain('press:take');
  const direct = slack.workspace.channels.get('D0BOB')?.messages.at(-1);
  expect(textsOf(direct?.blocks)).not.toContain('press:take');

  await slack.click(ann, cardOf(number), 'resolve');
  await slack.settled();
  await slack.submit(ann, { text: 'Logging in works again.', cause: 'certificate' });
  await slack.settled();
  const resolved = await desk.read.case(number);
  expect(resolved?.record.state).toBe('resolved');
  expect(resolved?.sla.clocks.find(({ clock }) => clock === 'resolution')).toMatchObject({ status: 'met' });
  expect(peer.complaints).toEqual([]);
  expect(peer.said.map(({ body }) => body.response_type)).toEqual(['ephemeral', 'ephemeral']);
});
