import { expect, test } from 'vitest';

import { teamsChannelSchema, toTeamsChannel } from './teams-schema.ts';

const right = {
  clientId: '1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11',
  tenantId: '72F988BF-86f1-41af-91ab-2d7cd011db47',
  clientSecret: 'x',
};

const faultsOf = (more: object) =>
  teamsChannelSchema
    .safeParse({ ...right, ...more })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

test('what is left out has its default, and the own tenant is always let in', () => {
  expect(
    toTeamsChannel(teamsChannelSchema.parse({ ...right, channels: [{ id: '19:a@thread.tacv2' }], graph: {} })),
  ).toEqual({
    ...right,
    tenants: ['72f988bf-86f1-41af-91ab-2d7cd011db47'],
    serviceUrl: 'https://smba.trafficmanager.net/teams',
    channels: [{ id: '19:a@thread.tacv2', restricted: false, intake: false }],
    maxFileMegabytes: 50,
    graph: { presence: false, activityFeed: false, notifications: false, files: false },
  });
});

test.each([
  ['an app that is no id', { clientId: 'app' }, 'clientId: expected an id such as'],
  ['a channel by its name', { channels: [{ id: 'General' }] }, 'channels.0.id: expected a channel’s id'],
  [
    'no priorities at all',
    { channels: [{ id: '19:a@thread.tacv2', priorities: [] }] },
    'channels.0.priorities: expected a priority',
  ],
  ['files of no size', { maxFileMegabytes: 0 }, 'maxFileMegabytes: expected a whole number from 1 to 1024'],
  [
    'a flow on a host that only looks right',
    { workflow: { url: 'https://logic.azure.com.evil.example/x' } },
    'workflow.url: expected the address of a flow',
  ],
  [
    'a flow without TLS',
    { workflow: { url: 'http://prod.logic.azure.com/x' } },
    'workflow.url: expected the address of a flow',
  ],
])('%s is refused', (_name, more, sentence) => {
  expect(faultsOf(more).join()).toContain(sentence);
});

test('a flow on Microsoft’s hosts is taken', () => {
  expect(faultsOf({ workflow: { url: 'https://prod-7.westeurope.logic.azure.com:443/workflows/x' } })).toEqual([]);
  expect(faultsOf({ workflow: { url: 'https://default.11.environment.api.powerplatform.com/x' } })).toEqual([]);
});
