import { expect, test } from 'vitest';

import { uncovered } from './operations.ts';

test.each([
  ['nothing granted', [], ['read presence', 'look up a user']],
  ['the least', ['Presence.Read.All', 'User.ReadBasic.All'], []],
  ['more than needed', ['Presence.ReadWrite.All', 'Directory.Read.All'], []],
])('with %s, what an administrator has to give is named', (_name, granted, lacking) => {
  const names = ['readPresence', 'readUser', 'keepSubscription'] as const;
  expect(uncovered(names, granted).map(({ doing }) => doing)).toEqual(lacking);
});

test('what a team, an installation or Exchange may allow is never called missing', () => {
  expect(uncovered(['readChannel', 'notifyActivity', 'readMail', 'sendMail'], [])).toEqual([]);
});
