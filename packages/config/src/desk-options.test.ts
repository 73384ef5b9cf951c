import { expect, it } from 'vitest';

import { toDeskOptions, toDeskPeople } from './desk-options.ts';
import { defaultDeskConfig } from './load-desk-config.ts';

const slack = { mode: 'socket', appToken: 'xapp-1', botToken: 'xoxb-1', channels: [], maxFileMegabytes: 50 } as const;
const ann = { id: 'ann', name: 'Ann', email: 'ann@acme.example', role: 'agent', teams: [] } as const;

it('a desk without chats shows no cards and tells people by mail alone', () => {
  const options = toDeskOptions(defaultDeskConfig());
  expect(options).toMatchObject({ channels: [], cards: [], identity: { url: 'http://127.0.0.1:8080' } });
  expect(options).not.toHaveProperty('autoAssign');
});

it('a chat that is set up shows cards and is a way to tell people, as a pager is', () => {
  const config = {
    ...defaultDeskConfig(),
    channels: { slack },
    autoAssign: 'round-robin',
    pager: { kind: 'goalert', url: 'https://goalert.acme.example', token: 't' },
  } as const;
  expect(toDeskOptions(config, 'https://desk.acme.example')).toMatchObject({
    channels: ['slack', 'phone'],
    cards: ['slack'],
    autoAssign: 'round-robin',
    identity: { url: 'https://desk.acme.example' },
  });
});

it('people come with the accounts that are theirs', () => {
  const agents = [
    { ...ann, accounts: { slack: 'T1/U1', teams: 'tenant/ann' } },
    { ...ann, id: 'bob' },
  ];
  expect(toDeskPeople({ ...defaultDeskConfig(), agents }).accounts).toEqual([
    { account: { channel: 'slack', account: 'T1/U1' }, agent: 'ann' },
    { account: { channel: 'teams', account: 'tenant/ann' }, agent: 'ann' },
  ]);
});
