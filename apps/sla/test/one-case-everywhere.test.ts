import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import { definePolicy, Temporal } from '@sla/core';
import { type ChatCard, createChat, createDesk, type Deliverer, type Desk, startOutbox } from '@sla/desk';
import { start as startSlack } from '@sla/slack';
import { type PostedMessage, signedRequest, startSlackPeer } from '@sla/slack/testing';
import { start as startTeams } from '@sla/teams';
import { appId, type PeerMessage, startTeamsPeer, tenantId, wordsOfCard } from '@sla/teams/testing';
import { afterEach, expect, test } from 'vitest';

const policy = definePolicy({
  id: 'campus',
  version: 1,
  timeZone: 'Europe/London',
  tiers: ['L1', 'L2'],
  pauseReasons: ['awaiting-requester'],
  priorities: {
    critical: {
      title: 'Critical',
      targets: { 'first-response': { within: '1 hour' }, resolution: { within: '4 hours' } },
      escalation: [
        {
          id: 'call-duty',
          at: { clock: 'first-response', percent: 100 },
          notify: [{ role: 'duty', via: ['slack', 'teams'] }],
          acknowledgeWithin: '15 minutes',
        },
      ],
    },
  },
  defaults: { priority: 'critical' },
});

const identity = {
  name: 'Campus Support',
  address: 'support@desk.example',
  casePrefix: 'C',
  language: 'en',
  timeZone: 'Europe/London',
  url: 'https://desk.example',
};

let end: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of end.toReversed()) await stop();
  end = [];
});

/** One desk whose cases are shown in a Slack and in a Teams of our own. */
async function openEverywhere() {
  let now = Temporal.Instant.from('2026-11-23T10:00:00Z');
  const store = await openTestStore({ now: () => now });
  end.push(() => store.close());
  const desk = await openDesk(store);
  const underWay = { count: 0 };
  const slack = await openSlack(desk, store);
  const teams = await openTeams(desk, store, () => now);
  const outbox = startOutbox(store, [counted(slack.deliverer, underWay), counted(teams.deliverer, underWay)], {
    desk,
    idleSeconds: 0.05,
    onError: (error) => {
      throw error;
    },
  });
  end.push(() => outbox.stop());
  const settled = async () => {
    let quiet = 0;
    while (quiet < 3) {
      await Promise.all([slack.idle(), teams.idle()]);
      const waiting = await store.listOutbox({ status: 'waiting', limit: 100 });
      const due = waiting.filter(({ destination }) => destination === 'slack' || destination === 'teams');
      quiet = due.length === 0 && underWay.count === 0 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  const runUntil = async (time: string) => {
    const last = Temporal.Instant.from(time);
    for (;;) {
      const next = await desk.read.nextDueAt();
      if (!next || Temporal.Instant.compare(next, last) > 0) break;
      await settled();
      if (Temporal.Instant.compare(next, now) > 0) now = next;
      await desk.runClocks(50);
    }
    await settled();
    now = last;
  };
  return { desk, slack, teams, settled, runUntil };
}

async function openDesk(store: CaseStore): Promise<Desk> {
  const desk = createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'campus' },
    directory: { roles: { duty: { people: ['agent:ann'], email: [] } } },
    identity,
    channels: ['slack', 'teams'],
    cards: ['slack', 'teams'],
    newId: randomUUID,
  });
  const agents = ['ann', 'bob', 'adam'].map((id) => ({
    id,
    name: `${id[0]?.toUpperCase()}${id.slice(1)} Example`,
    email: `${id}@desk.example`,
    role: id === 'adam' ? ('admin' as const) : ('agent' as const),
    teams: [],
  }));
  await desk.adopt({ agents, teams: [], organisations: [] });
  return desk;
}

function counted({ destination, deliver }: Deliverer, underWay: { count: number }): Deliverer {
  return {
    destination,
    deliver: async (item, signal) => {
      underWay.count += 1;
      return deliver(item, signal).finally(() => {
        underWay.count -= 1;
      });
    },
  };
}

async function link(desk: Desk, account: Parameters<Desk['accounts']['link']>[1], agent: string): Promise<void> {
  const linked = await desk.accounts.link('agent:adam', account, agent);
  if (!linked.ok) throw new Error(linked.refusal.code);
}

async function openSlack(desk: Desk, store: CaseStore) {
  const peer = await startSlackPeer();
  end.push(() => peer.stop());
  const workspace = peer.addWorkspace();
  const triage = peer.addChannel(workspace);
  const ann = peer.addUser(workspace, { id: 'U0ANN', name: 'Ann', email: 'ann@desk.example' });
  await link(desk, { channel: 'slack', account: `${workspace.id}/${ann.id}` }, 'ann');
  const chat = createChat({ desk, identity, channel: 'slack', newId: randomUUID });
  const hosts = { fileHosts: [peer.host], uploadHosts: [peer.host], responseHosts: [peer.host] };
  const channel = await startSlack(
    { desk, chat, store },
    {
      intake: { kind: 'http', signingSecrets: [peer.signingSecret], botToken: workspace.token },
      routes: [{ channel: triage.id, restricted: false }],
      url: identity.url,
      maxFileMegabytes: 1,
      platform: { apiUrl: peer.apiUrl, authorizeUrl: `${peer.url}/authorize`, protocol: 'http:', ...hosts },
    },
    { pace: { postEveryMs: 0, editEveryMs: 0 }, sweepEveryMs: 3_600_000, retryPauseMs: () => 20 },
  );
  end.push(() => channel.stop());
  const press = (message: PostedMessage, action: string) => {
    const pressed = valuesIn(message.blocks).find(
      ({ id }) => id === `press:${action}` || id.startsWith(`press:${action}:`),
    );
    if (!pressed) throw new Error(`there is no button to ${action}`);
    const response_url = peer.responseUrl().url;
    const payload = JSON.stringify({
      type: 'block_actions',
      team: { id: workspace.id },
      user: { id: ann.id, team_id: workspace.id },
      channel: { id: triage.id },
      container: { type: 'message', message_ts: message.ts, channel_id: triage.id },
      message: { ts: message.ts },
      trigger_id: peer.trigger(),
      response_url,
      actions: [{ type: 'button', action_id: pressed.id, block_id: 'b', value: pressed.value }],
    });
    const body = new URLSearchParams({ payload }).toString();
    return channel.fetch(signedRequest('http://desk.example/slack/events', body, peer.signingSecret, { form: true }));
  };
  return {
    peer,
    press,
    deliverer: channel.deliverer,
    idle: () => channel.idle(),
    card: () => {
      const found = triage.messages.find(({ thread, blocks }) => thread === undefined && blocks.length > 0);
      if (!found) throw new Error('Slack shows no card');
      return found;
    },
  };
}

async function openTeams(desk: Desk, store: CaseStore, now: () => Temporal.Instant) {
  const peer = await startTeamsPeer();
  end.push(() => peer.close());
  const triage = peer.channel('triage');
  const bob = peer.person('Bob', 2);
  const ann = peer.person('Ann', 1);
  await link(desk, { channel: 'teams', account: `${tenantId}/${bob.objectId}` }, 'bob');
  await link(desk, { channel: 'teams', account: `${tenantId}/${ann.objectId}` }, 'ann');
  const chat = createChat({ desk, identity, channel: 'teams', newId: randomUUID });
  const options = {
    clientId: appId,
    tenantId,
    clientSecret: 'unused',
    tenants: [tenantId],
    serviceUrl: peer.serviceUrl,
    channels: [{ id: triage.conversationId, restricted: false, intake: false }],
    maxFileMegabytes: 50,
    desk: identity,
    peer: peer.options,
  };
  const channel = await startTeams(desk, chat, store, options, { now });
  peer.connect(channel.fetch);
  end.push(() => channel.stop());
  return {
    peer,
    bob,
    deliverer: channel.deliverer,
    idle: () => channel.idle(),
    card: (): PeerMessage => {
      const found = peer.connector.messages.find(
        ({ conversationId, rootId, card }) => conversationId === triage.conversationId && !rootId && card,
      );
      if (!found) throw new Error('Teams shows no card');
      return found;
    },
    alerts: () =>
      peer.connector.messages.filter(({ card }) => card?.actions?.some(({ title }) => title === 'Take') ?? false),
  };
}

/** Buttons of a message of Slack. */
function valuesIn(node: unknown): readonly { readonly id: string; readonly value: string }[] {
  if (Array.isArray(node)) return node.flatMap(valuesIn);
  if (typeof node !== 'object' || node === null) return [];
  const { action_id: id, value } = node as Readonly<Record<string, unknown>>;
  const own = typeof id === 'string' && typeof value === 'string' ? [{ id, value }] : [];
  return [...own, ...Object.values(node).flatMap(valuesIn)];
}

/** Everything that a message of Slack says. */
function wordsOfBlocks(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOfBlocks).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const { text } = node as Readonly<Record<string, unknown>>;
  const own = typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(node).map(wordsOfBlocks)].filter((words) => words !== '').join('\n');
}

/** Both show what the desk says of the case now: the same words, state, promise and buttons. */
async function expectSame(
  { desk, slack, teams }: Awaited<ReturnType<typeof openEverywhere>>,
  number: string,
): Promise<ChatCard> {
  const chat = createChat({ desk, identity, channel: 'teams', newId: randomUUID });
  const card = (await chat.card(number, chat.everybody))?.card;
  if (!card) throw new Error(`no card of ${number}`);
  const shown = { slack: wordsOfBlocks(slack.card().blocks), teams: wordsOfCard(teams.card().card) };
  const said = [
    card.number,
    card.subject,
    card.state,
    ...(card.next ? [card.next.label] : []),
    ...card.facts.flatMap(({ label, value }) => [label, value]),
    ...(card.lastMessage ? [card.lastMessage.text] : []),
    ...card.buttons.map(({ label }) => label),
    card.footer,
  ];
  for (const words of said) {
    expect(shown.slack, `Slack says ${words}`).toContain(words);
    expect(shown.teams, `Teams says ${words}`).toContain(words);
  }
  const offered = teams.card().card?.actions?.map(({ title }) => title) ?? [];
  expect(offered.filter((title) => title !== 'Open in console')).toEqual(
    [...card.buttons, ...card.menu].map(({ label }) => label),
  );
  return card;
}

test('Slack, Teams and the console work one case at once: one claim wins, and every card ends in the same state', async () => {
  const everywhere = await openEverywhere();
  const { desk, slack, teams, settled, runUntil } = everywhere;
  const opened = await desk.receive({
    channel: 'email',
    receivedAt: await desk.read.now(),
    from: { address: 'maria@ashdown.example', name: 'Maria' },
    to: ['support@desk.example'],
    cc: [],
    subject: 'Nobody can log in',
    text: 'There is an outage.',
    messageId: 'm1@ashdown.example',
    references: [],
    attachments: [],
    machine: 'no',
    mayAcknowledge: false,
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { number } = opened.case;
  await settled();
  expect(await expectSame(everywhere, number)).toMatchObject({ number, subject: 'Nobody can log in' });

  const old = teams.card().card;
  const [, inTeams, inConsole] = await Promise.all([
    slack.press(slack.card(), 'claim'),
    teams.peer.press(teams.bob, teams.card(), 'Claim', old ? { card: old } : {}),
    desk.claim('agent:adam', { case: number }),
  ]);
  await settled();
  const view = await desk.read.case(number);
  const holder = view?.card.assignee;
  expect(['ann', 'bob', 'adam']).toContain(holder?.id);
  expect(view?.events.filter(({ type }) => type === 'assigned')).toHaveLength(1);
  if (holder?.id !== 'bob') expect(inTeams.body.value).toContain(holder?.name);
  expect(inConsole.ok).toBe(holder?.id === 'adam');
  if (holder?.id !== 'ann') expect(JSON.stringify(slack.peer.said)).toContain(holder?.name);
  await expectSame(everywhere, number);

  await runUntil('2026-11-23T11:01:00Z');
  await settled();
  expect(teams.alerts().length).toBeGreaterThan(0);
  expect((await expectSame(everywhere, number)).risk.level).toBe('missed');
  await slack.press(slack.card(), 'take');
  await settled();
  expect((await desk.read.case(number))?.card.openAlerts).toEqual([]);
  expect(teams.alerts()).toEqual([]);
  await expectSame(everywhere, number);

  await desk.resolve('agent:adam', { case: number, text: 'It works again.' });
  await settled();
  expect((await expectSame(everywhere, number)).state).toBe('Resolved');
  expect([slack.peer.complaints, teams.peer.connector.cardFaults]).toEqual([[], []]);
});
