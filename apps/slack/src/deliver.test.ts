import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { SlackRoute } from './options.ts';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import type { Channel } from './testing/slack-peer/workspace.ts';

let slack: DeskForTest;
let spare: Channel;

const routes: readonly SlackRoute[] = [
  { channel: 'C0TRIAGE', priorities: ['critical'], restricted: false },
  { channel: 'C0SPARE', restricted: false },
  { channel: 'C0VAULT', restricted: true },
];

beforeEach(async () => {
  slack = await openDeskForTest({
    routes,
    prepare: (peer, workspace) => {
      spare = peer.addChannel(workspace, { id: 'C0SPARE', name: 'spare' });
      peer.addChannel(workspace, { id: 'C0VAULT', name: 'vault', private: true });
    },
  });
});

afterEach(async () => {
  expect(slack.peer.complaints).toEqual([]);
  await slack.close();
});

const cardsIn = (channel: Channel) =>
  channel.messages.filter(({ thread, only }) => thread === undefined && only === undefined);
const saidOf = (channel: Channel) => JSON.stringify(channel.messages.map(({ text }) => text));

describe('one message per case, in the channel that its team and priority choose', () => {
  test('many changes in a row become few edits, and the newest state stands', async () => {
    const number = await slack.mail();
    await slack.settled();
    const before = slack.cardOf(number).edits;
    for (const text of ['one', 'two', 'three', 'four', 'five', 'six'])
      await slack.desk.note('agent:ann', { case: number, text });
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    const card = slack.cardOf(number);
    expect(cardsIn(slack.triage)).toHaveLength(1);
    expect(card.edits - before).toBeLessThan(7);
    expect(JSON.stringify(card.blocks)).toContain('Ann Example');
    const record = (await slack.desk.read.case(number))?.record;
    expect(JSON.stringify(card.blocks)).toContain(`|${record?.version}"`);
  });

  test('each line of the thread is said once, however often the card is drawn', async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    await slack.desk.note('agent:ann', { case: number, text: 'Asked the network team.' });
    await slack.settled();
    await slack.restart();
    await slack.desk.prioritise('agent:ann', { case: number, priority: 'critical' });
    await slack.settled();
    const lines = slack.thread(slack.cardOf(number)).flatMap(({ text }) => text.split('\n'));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((line) => line.includes('Asked the network team.'))).toHaveLength(1);
  });

  test('another priority moves the card, and the old place says so', async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.desk.prioritise('agent:ann', { case: number, priority: 'normal' });
    await slack.settled();
    expect(cardsIn(spare)).toHaveLength(1);
    expect(saidOf(slack.triage)).toContain('moved to another channel');
    // What is said in the old thread still belongs to the case.
    const [old] = cardsIn(slack.triage);
    await slack.event({
      type: 'message',
      channel: 'C0TRIAGE',
      user: 'U0ANN',
      text: 'Still here.',
      ts: '1795700000.000100',
      thread_ts: old?.ts,
    });
    await slack.settled();
    expect((await slack.desk.read.case(number))?.messages.at(-1)).toMatchObject({
      direction: 'note',
      text: 'Still here.',
    });
  });

  test('a restricted case goes to the channel for such, and nowhere else', async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.desk.tag('agent:ann', { case: number, add: ['restricted'] });
    await slack.settled();
    const vault = slack.workspace.channels.get('C0VAULT');
    expect(vault?.messages).toHaveLength(1);
    expect(saidOf(slack.triage)).not.toContain('Nobody can log in');
    expect(JSON.stringify(cardsIn(slack.triage).map(({ blocks }) => blocks))).not.toContain('Nobody can log in');
    if (vault) vault.private = false;
    slack.peer.calls.length = 0;
    await slack.event({ type: 'channel_shared', channel: 'C0VAULT' });
    await slack.settled();
    expect((await slack.channel().status()).troubles).toMatchObject([
      { place: 'C0VAULT', sentence: expect.stringContaining('open to the whole workspace') },
    ]);
  });
});

describe('what Slack refuses ends in a sentence and the next channel, never in silence', () => {
  test.each([
    ['channel_not_found', 'is not known to Slack'],
    ['is_archived', 'is archived'],
    ['not_in_channel', 'does not have the app in it'],
    ['restricted_action', 'lets only some people post'],
  ])('%s', async (error, sentence) => {
    slack.peer.faults.plan('chat.postMessage', { kind: 'error', error });
    await slack.mail();
    await slack.settled();
    expect(cardsIn(slack.triage)).toHaveLength(0);
    expect(cardsIn(spare)).toHaveLength(1);
    const { troubles } = await slack.channel().status();
    expect(troubles).toMatchObject([{ place: 'C0TRIAGE', code: error, sentence: expect.stringContaining(sentence) }]);
    const told = await slack.store.listOutbox({ destination: 'email', limit: 20 });
    expect(JSON.stringify(told)).toContain(sentence);
  });

  test.each([['token_revoked'], ['account_inactive'], ['missing_scope']])('%s', async (error) => {
    for (const method of ['conversations.info', 'chat.postMessage'])
      slack.peer.faults.plan(method, { kind: 'error', error, needed: 'chat:write' }, 10);
    await slack.mail();
    await slack.settled();
    const [dead] = await slack.store.listOutbox({ destination: 'slack', status: 'dead', limit: 5 });
    expect(dead?.lastError).toContain(
      error === 'missing_scope' ? 'lacks the scope chat:write' : 'install the app again',
    );
  });

  test('an archived channel’s cards move on the next change; back to life, new cards come again', async () => {
    const number = await slack.mail();
    await slack.settled();
    slack.triage.archived = true;
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    expect(JSON.stringify(cardsIn(spare).map(({ blocks }) => blocks))).toContain('Ann Example');
    slack.triage.archived = false;
    await slack.event({ type: 'channel_unarchive', channel: 'C0TRIAGE' });
    await slack.mail();
    await slack.settled();
    expect(cardsIn(slack.triage).length).toBe(2);
    expect((await slack.channel().status()).troubles).toEqual([]);
  });

  test('cards that were given up are drawn when the channel works again, and nothing stays among the dead letters', async () => {
    for (const channel of slack.workspace.channels.values()) channel.archived = true;
    const [one, other] = [await slack.mail(), await slack.mail()];
    await slack.settled();
    await slack.desk.claim('agent:ann', { case: one });
    await slack.settled();
    const dead = () => slack.store.listOutbox({ status: 'dead', destination: 'slack', limit: 50 });
    expect((await dead()).length).toBeGreaterThanOrEqual(3);
    slack.triage.archived = false;
    await slack.desk.claim('agent:bob', { case: other });
    await expect.poll(dead).toEqual([]);
    await slack.settled();
    expect(JSON.stringify(slack.cardOf(one).blocks)).toContain('Ann Example');
    expect(JSON.stringify(slack.cardOf(other).blocks)).toContain('Bob Example');
  });

  test('a channel that is shared with strangers loses its cards, contents and all', async () => {
    await slack.mail();
    await slack.settled();
    slack.triage.shared = true;
    await slack.event({ type: 'channel_shared', channel: 'C0TRIAGE', connected_team_id: 'T0OTHER' });
    await slack.settled();
    expect(cardsIn(spare)).toHaveLength(1);
    // Strangers see everything there, so what was there is no longer readable.
    expect(JSON.stringify(cardsIn(slack.triage))).not.toContain('Nobody can log in');
  });

  test('no channel at all is a dead letter that says what to do', async () => {
    await slack.close();
    slack = await openDeskForTest({ routes: [{ channel: 'C0TRIAGE', team: 'platform', restricted: false }] });
    await slack.mail();
    await slack.settled();
    const [dead] = await slack.store.listOutbox({ destination: 'slack', status: 'dead', limit: 5 });
    expect(dead?.lastError).toMatch(/No channel under channels\.slack\.channels is for the team and priority of C-\d+/);
  });
});

describe('the network is unkind', () => {
  test.each([
    ['an answer that never comes', { kind: 'dropped-after-success' } as const],
    ['a server fault', { kind: 'http', status: 503 } as const],
    ['being asked to wait', { kind: 'rate-limited', retryAfter: 1 } as const],
  ])('%s: the card stands once', async (_what, fault) => {
    slack.peer.faults.plan('chat.postMessage', fault);
    const number = await slack.mail();
    await until(() => cardsIn(slack.triage)[0], 'the card');
    await until(async () => ((await slack.channel().status()).drawing === 0 ? true : undefined), 'the drawing');
    await slack.settled();
    expect(cardsIn(slack.triage)).toHaveLength(1);
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    expect(JSON.stringify(slack.cardOf(number).blocks)).toContain('Ann Example');
    expect(cardsIn(slack.triage)).toHaveLength(1);
  });

  test('a line whose answer never came is not said again', async () => {
    const number = await slack.mail();
    await slack.settled();
    slack.peer.faults.plan('chat.postMessage', { kind: 'dropped-after-success' });
    await slack.desk.claim('agent:ann', { case: number });
    await until(async () => ((await slack.channel().status()).drawing === 0 ? true : undefined), 'the drawing');
    await slack.settled();
    expect(slack.thread(slack.cardOf(number))).toHaveLength(1);
  });

  test('the process dies between the post and its record: the next one finds the card', async () => {
    const number = await slack.mail();
    await slack.settled();
    const caseId = (await slack.desk.read.case(number))?.record.id ?? '';
    const state = slack.store.channelState('slack');
    const kept = (await state.get(`card/${caseId}`)) as { workspace: string; channel: string };
    await state.delete(`card/${caseId}`);
    await state.put(`posting/${caseId}`, {
      workspace: kept.workspace,
      channel: kept.channel,
      since: '1795400000.000000',
    });
    await state.put(`dirty/${caseId}`, true);
    await slack.restart();
    await slack.settled();
    expect(cardsIn(slack.triage)).toHaveLength(1);
    expect(await state.get(`card/${caseId}`)).toMatchObject({ channel: 'C0TRIAGE' });
    expect(await state.list('dirty/')).toEqual([]);
  });

  test('a message that somebody deleted is posted anew', async () => {
    const number = await slack.mail();
    await slack.settled();
    slack.triage.messages.length = 0;
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    expect(JSON.stringify(slack.cardOf(number).blocks)).toContain('Ann Example');
  });
});

describe('two processes on one database', () => {
  test('post each card once; when the one that draws ends, the other does', async () => {
    await slack.close();
    slack = await openDeskForTest({ tuning: { tendEveryMs: 20 } });
    const other = await slack.another();
    const numbers = await Promise.all(Array.from({ length: 8 }, () => slack.mail()));
    await slack.settled();
    const cards = () => cardsIn(slack.triage);
    await until(() => (cards().length >= 8 ? true : undefined), 'all cards');
    for (const number of numbers) await slack.desk.claim('agent:ann', { case: number });
    await until(
      () => cards().every(({ blocks }) => JSON.stringify(blocks).includes('Ann Example')) || undefined,
      'the claims',
    );
    expect(cards()).toHaveLength(8);
    await slack.restart();
    await slack.mail({ subject: 'One more' });
    await until(() => cards().length === 9 || undefined, 'the card of the other process');
    await other.stop();
  });
});

describe('alerts', () => {
  const missFirstResponse = async () => {
    const number = await slack.mail();
    await slack.settled();
    await slack.runUntil('2026-11-23T11:00:00Z');
    await slack.settled();
    return number;
  };

  test('mention who is on call in the thread, and ring for them in a direct message', async () => {
    const number = await missFirstResponse();
    const mentioned = slack.thread(slack.cardOf(number)).filter(({ text }) => text.startsWith('<@U0PIA>'));
    expect(mentioned).toHaveLength(1);
    const direct = slack.workspace.channels.get('D0PIA')?.messages ?? [];
    expect(direct).toHaveLength(1);
    expect(JSON.stringify(direct[0]?.blocks)).toContain('Hand over');
  });

  test('end everywhere when they are taken anywhere', async () => {
    const number = await missFirstResponse();
    await slack.desk.take('agent:pia', { case: number, step: 'call-duty' });
    await slack.settled();
    const alerts = [...slack.thread(slack.cardOf(number)), ...(slack.workspace.channels.get('D0PIA')?.messages ?? [])];
    expect(JSON.stringify(alerts)).not.toContain('press:take');
  });

  test('are said once, whatever is lost on the way', async () => {
    const number = await slack.mail();
    await slack.settled();
    slack.peer.faults.plan('chat.postMessage', { kind: 'dropped-after-success' }, 3);
    await slack.runUntil('2026-11-23T11:00:00Z');
    await until(async () => {
      slack.pass({ minutes: 1 });
      await slack.channel().idle();
      const waiting = await slack.store.listOutbox({ status: 'waiting', destination: 'slack', limit: 10 });
      return waiting.length === 0 ? true : undefined;
    }, 'the alerts to be settled');
    await slack.settled();
    const mentioned = slack.thread(slack.cardOf(number)).filter(({ text }) => text.startsWith('<@U0PIA>'));
    expect(mentioned).toHaveLength(1);
    expect(slack.workspace.channels.get('D0PIA')?.messages).toHaveLength(1);
  });
});
