import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startOwnPostgres } from '@sla/case-store/contract';
import { loadDeskConfig } from '@sla/config';
import { createChat } from '@sla/desk';
import { type PostedMessage, signedRequest, startSlackPeer } from '@sla/slack/testing';
import { appId, type PeerMessage, startTeamsPeer, tenantId, wordsOfCard } from '@sla/teams/testing';
import { afterEach, expect, it, vi } from 'vitest';

import { openStore } from '../src/up/open-store.ts';
import { openDesk } from '../src/up/run-desk.ts';

let end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of end.toReversed()) await stop();
  end = [];
});

const patience = { timeout: 60_000, interval: 100 };
const serviceUrl = 'https://smba.trafficmanager.net/teams';
const inTeams = { serviceUrl, token: { serviceurl: serviceUrl } };

const settings = (ann: string, bob: string) => `desk:
  { name: Campus Support, address: support@desk.example, timeZone: Europe/London, url: https://desk.example }
policies: [./campus.yaml]
agents:
  - { id: ann, name: Ann Example, email: ann@desk.example, role: agent, teams: [], accounts: { slack: T0ACME/U0ANN, teams: ${tenantId}/${ann} } }
  - { id: bob, name: Bob Example, email: bob@desk.example, role: agent, teams: [], accounts: { teams: ${tenantId}/${bob} } }
roles: { duty: { people: ["agent:ann"] } }
channels:
  slack: { mode: http, signingSecret: "\${SLACK_SECRET}", botToken: "\${SLACK_TOKEN}", channels: [{ channel: C0TRIAGE }] }
  teams: { clientId: ${appId}, tenantId: ${tenantId}, clientSecret: "\${TEAMS_SECRET}", channels: [{ id: "19:triage@thread.tacv2" }] }
`;
const campus = `id: campus
version: 1
timeZone: Europe/London
calendars: { always: { timeZone: Europe/London, weekly: { mon-sun: "00:00-24:00" } } }
calendar: always
tiers: [L1]
priorities:
  critical:
    title: Critical
    targets: { first-response: { within: 20 seconds }, resolution: { within: 4 hours } }
    escalation:
      - { id: call-duty, at: { clock: first-response, percent: 100 }, notify: [{ role: duty, via: [slack, teams] }], acknowledgeWithin: 15 minutes }
defaults: { priority: critical }
`;

/** A main program as it is started in earnest, with Slack and Microsoft on loopback. */
function begin(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=@sla/source', '--import', path('./peer-network.ts'), path(program), ...args],
    { cwd, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => said.push(piece.toString()));
  end.push(() => stop(child));
  const ready = (sentence: string) =>
    vi.waitFor(() => expect(said.join(''), `${program} ended with ${child.exitCode}`).toContain(sentence), patience);
  return { child, said, ready };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code] = await ended;
  return code as number | null;
}

it('Slack, Teams and the clocks, each a process of its own on one PostgreSQL, work one case', async (test) => {
  const postgres = await startOwnPostgres();
  if (!postgres) return test.skip('no PostgreSQL is installed');
  end.push(() => postgres.stop());
  const cwd = await mkdtemp(join(tmpdir(), 'separate-'));
  end.push(() => rm(cwd, { recursive: true, force: true }));
  const slack = await openSlackPeer();
  const teams = await openTeamsPeer();
  await writeFile(join(cwd, 'sla.config.yaml'), settings(teams.ann.objectId, teams.bob.objectId));
  await writeFile(join(cwd, 'campus.yaml'), campus);
  const [slackPort, teamsPort] = [await freePort(), await freePort()];
  const env = {
    DATABASE_URL: postgres.url,
    SLA_DATA: join(cwd, 'data'),
    SLACK_SECRET: slack.peer.signingSecret,
    SLACK_TOKEN: slack.token,
    TEAMS_SECRET: 'secret',
    SLA_SLACK_PORT: String(slackPort),
    SLA_TEAMS_PORT: String(teamsPort),
    TEST_PEERS: JSON.stringify({ ...slack.origins, ...teams.origins }),
  };
  // What takes cases in, in the place of the console and the mail.
  const loaded = await loadDeskConfig(join(cwd, 'sla.config.yaml'), { env, today: '2026-11-23' });
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  const store = await openStore({ ...loaded.config, database: postgres.url });
  end.push(() => store.close());
  const desk = await openDesk(loaded.config, store, 'https://desk.example');
  const programs = {
    slack: begin('../../slack/src/main.ts', [], cwd, env),
    teams: begin('../../teams/src/main.ts', [], cwd, env),
    clocks: begin('../src/main.ts', ['clocks'], cwd, env),
  };
  await programs.slack.ready('Slack is served at');
  await programs.teams.ready('Teams is served at');
  teams.peer.connect((request) => fetch(new Request(`http://127.0.0.1:${teamsPort}/teams/messages`, request)));

  const opened = await desk.receive({
    channel: 'email',
    receivedAt: await store.now(),
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
  const { id, number } = opened.case;
  const everywhere = (words: string) =>
    vi.waitFor(() => {
      expect(JSON.stringify(slack.card()?.blocks ?? '')).toContain(words);
      expect(wordsOfCard(teams.card()?.card)).toContain(words);
    }, patience);
  await everywhere(number);

  // Claimed in Teams, and Slack shows it.
  const shown = teams.card();
  if (!shown) throw new Error('Teams shows no card');
  const claimed = await teams.peer.press(teams.bob, shown, 'Claim', inTeams);
  expect(claimed.status).toBe(200);
  await everywhere('Bob Example');

  // The clocks miss the first response; the alert rings in both chats, and is taken in Slack.
  const alerts = () =>
    teams.peer.connector.messages.filter(({ card }) => card?.actions?.some(({ title }) => title === 'Take'));
  await vi.waitFor(() => expect(alerts().length).toBeGreaterThan(1), patience);
  await vi.waitFor(() => expect(JSON.stringify(slack.card()?.blocks)).toContain('press:take'), patience);
  await slack.press(slackPort, 'take');
  await vi.waitFor(() => expect(alerts()).toEqual([]), patience);

  // A note of a process that was stopped and started again is not lost, and both end alike.
  expect(await stop(programs.teams.child)).toBe(0);
  const replied = await desk.reply('agent:ann', { case: id, text: 'It works again.', resolve: true });
  expect(replied.ok).toBe(true);
  await begin('../../teams/src/main.ts', [], cwd, env).ready('Teams is served at');
  await everywhere('Resolved');
  const chat = createChat({ desk, identity: loaded.config.desk, channel: 'teams', newId: () => 'x' });
  const card = (await chat.card(number, chat.everybody))?.card;
  await everywhere(card?.footer ?? 'a footer');
  expect(slack.cards()).toHaveLength(1);
  expect(teams.cards()).toHaveLength(1);
  expect([slack.peer.complaints, teams.peer.connector.cardFaults]).toEqual([[], []]);
  for (const { child } of [programs.slack, programs.clocks]) expect(await stop(child)).toBe(0);
}, 240_000);

async function openSlackPeer() {
  const peer = await startSlackPeer();
  end.push(() => peer.stop());
  const workspace = peer.addWorkspace();
  const triage = peer.addChannel(workspace);
  peer.addUser(workspace, { id: 'U0ANN', name: 'Ann', email: 'ann@desk.example' });
  const cards = () => triage.messages.filter(({ thread, blocks }) => thread === undefined && blocks.length > 0);
  const card = (): PostedMessage | undefined => cards()[0];
  const press = (port: number, action: string) => {
    const message = card();
    const pressed = valuesIn(message?.blocks).find(
      ({ id }) => id === `press:${action}` || id.startsWith(`press:${action}:`),
    );
    if (!message || !pressed) throw new Error(`there is no button to ${action}`);
    const payload = JSON.stringify({
      type: 'block_actions',
      team: { id: workspace.id },
      user: { id: 'U0ANN', team_id: workspace.id },
      channel: { id: triage.id },
      container: { type: 'message', message_ts: message.ts, channel_id: triage.id },
      message: { ts: message.ts },
      trigger_id: peer.trigger(),
      response_url: peer.responseUrl().url.replace(peer.url, 'https://hooks.slack.com'),
      actions: [{ type: 'button', action_id: pressed.id, block_id: 'b', value: pressed.value }],
    });
    const body = new URLSearchParams({ payload }).toString();
    return fetch(signedRequest(`http://127.0.0.1:${port}/slack/events`, body, peer.signingSecret, { form: true }));
  };
  const origins = { 'https://slack.com': peer.url, 'https://hooks.slack.com': peer.url };
  return { peer, token: workspace.token, origins, card, cards, press };
}

async function openTeamsPeer() {
  const peer = await startTeamsPeer();
  end.push(() => peer.close());
  peer.channel('triage');
  const { url } = peer.connector;
  const cards = () =>
    peer.connector.messages.filter(({ conversationId, rootId }) => conversationId.startsWith('19:') && !rootId);
  return {
    peer,
    ann: peer.person('Ann', 1),
    bob: peer.person('Bob', 2),
    origins: {
      'https://smba.trafficmanager.net': url,
      'https://login.botframework.com': url,
      'https://login.microsoftonline.com': url,
    },
    cards,
    card: (): PeerMessage | undefined => cards()[0],
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

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => found(port));
    });
  });
}
