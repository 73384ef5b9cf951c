import { Temporal } from '@sla/core';
import { startGraphPeer } from '@sla/graph/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { TeamsOptions } from './config.ts';
import { teamsDoctor } from './doctor.ts';
import { appId, startTeamsPeer, type TeamsPeer, tenantId } from './testing/teams-peer.ts';

let peer: TeamsPeer;
beforeAll(async () => {
  peer = await startTeamsPeer();
  peer.channel('a');
});
afterAll(() => peer.close());

const now = () => Temporal.Instant.from('2026-11-23T10:00:00Z');
const options = (more: Partial<TeamsOptions> = {}): TeamsOptions => ({
  clientId: appId,
  tenantId,
  clientSecret: 'x',
  tenants: [tenantId],
  serviceUrl: peer.serviceUrl,
  maxFileMegabytes: 50,
  channels: [{ id: '19:a@thread.tacv2', restricted: false, intake: false }],
  desk: { name: 'Desk', language: 'en', timeZone: 'Europe/London', url: 'https://desk.example' },
  peer: peer.options,
  ...more,
});
const faults = async (more: Partial<TeamsOptions>) =>
  (await teamsDoctor(options(more), now)).filter(({ ok }) => !ok).map(({ sentence }) => sentence);

test('when all is well it says so, and which address to enter', async () => {
  const findings = await teamsDoctor(options(), now);
  expect(findings.every(({ ok }) => ok)).toBe(true);
  expect(findings.map(({ sentence }) => sentence).join('\n')).toContain('https://desk.example/teams/messages');
});

test('what is wrong comes with what to do', async () => {
  expect(await faults({ desk: { ...options().desk, url: 'http://localhost:8080' } })).toEqual([
    expect.stringContaining('public https address'),
  ]);
  expect(await faults({ channels: [] })).toEqual([expect.stringContaining('name one under channels.teams.channels')]);
  expect(
    await faults({ channels: [{ id: '19:a@thread.tacv2', restricted: false, intake: false, team: 'x' }] }),
  ).toEqual([expect.stringContaining('takes all other cases')]);
  expect(
    await faults({ channels: [...options().channels, { id: '19:b@thread.tacv2', restricted: false, intake: true }] }),
  ).toEqual([expect.stringContaining('does not exist any more')]);
  const expired = async () => {
    throw new Error('invalid_client: 7000222 - AADSTS7000222: The provided client secret keys are expired');
  };
  expect(await faults({ peer: { ...peer.options, token: expired } })).toEqual([
    expect.stringContaining('client secret has run out'),
  ]);
});

test('a permission of Graph that lacks is named', async () => {
  const graph = await startGraphPeer({ now, roles: ['User.Read.All'] });
  const found = await faults({
    clientId: graph.settings.clientId,
    tenantId: graph.settings.tenantId,
    clientSecret: 'peer-secret',
    graph: { presence: true, activityFeed: true, notifications: false, files: false },
    peer: { ...peer.options, graphFetch: graph.settings.fetch },
  });
  expect(found).toEqual([expect.stringContaining('grant Presence.Read.All or Presence.ReadWrite.All')]);
  const withFiles = await faults({
    clientId: graph.settings.clientId,
    tenantId: graph.settings.tenantId,
    clientSecret: 'peer-secret',
    graph: { presence: false, activityFeed: false, notifications: false, files: true },
    peer: { ...peer.options, graphFetch: graph.settings.fetch },
  });
  await graph.close();
  expect(withFiles).toEqual([
    expect.stringContaining('needs its teamId'),
    expect.stringContaining('read a file that was shared in Teams: grant Files.Read.All'),
    expect.stringContaining('put a file into a channel'),
  ]);
});
