import { expect, test } from 'vitest';

import { routesFor } from './routes.ts';

const routes = [
  { channel: 'C0ALL', restricted: false },
  { channel: 'C0CRITICAL', priorities: ['critical'], restricted: false },
  { channel: 'C0PLATFORM', team: 'platform', restricted: false },
  { channel: 'C0BOTH', team: 'platform', priorities: ['critical', 'high'], restricted: false },
  { channel: 'C0VAULT', restricted: true },
];

test.each([
  ['a case without a team', { priority: 'normal', tags: [] }, ['C0ALL', 'C0VAULT']],
  ['its priority', { priority: 'critical', tags: [] }, ['C0CRITICAL', 'C0ALL', 'C0VAULT']],
  [
    'team and priority',
    { priority: 'critical', team: 'platform', tags: [] },
    ['C0BOTH', 'C0CRITICAL', 'C0PLATFORM', 'C0ALL', 'C0VAULT'],
  ],
  ['a restricted case, whatever it is', { priority: 'critical', team: 'platform', tags: ['restricted'] }, ['C0VAULT']],
])('%s chooses the channel and those that stand in for it', (_what, record, expected) => {
  expect(routesFor(record, routes).map(({ channel }) => channel)).toEqual(expected);
});
