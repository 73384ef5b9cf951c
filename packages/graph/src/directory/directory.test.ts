import { expect, test } from 'vitest';

import { collect, failureOf } from '../testing/failure.ts';
import { withPeer } from '../testing/with-peer.ts';

async function staffed() {
  const bench = await withPeer();
  const { directory } = bench.peer;
  directory.addUser({
    id: 'user-ada',
    displayName: 'Ada',
    mail: 'ada@desk.example',
    userPrincipalName: 'ada@desk.example',
    proxyAddresses: ['SMTP:ada@desk.example', "smtp:ada.o'neil@desk.example"],
    managerId: 'user-bo',
  });
  directory.addUser({ id: 'user-bo', displayName: 'Bo', userPrincipalName: 'bo@desk.example', accountEnabled: false });
  directory.addUser({
    id: 'user-cy',
    displayName: 'Cy',
    mail: 'cy@customer.example',
    userPrincipalName: 'cy_customer.example#EXT#@desk.example',
    userType: 'Guest',
  });
  return bench;
}

test('a user is found by id, by principal name and by any of their addresses', async () => {
  const { graph } = await staffed();
  const ada = {
    id: 'user-ada',
    displayName: 'Ada',
    mail: 'ada@desk.example',
    principalName: 'ada@desk.example',
    isGuest: false,
    isEnabled: true,
  };
  expect(await graph.directory.user('user-ada')).toEqual(ada);
  expect(await graph.directory.user('ada@desk.example')).toEqual(ada);
  expect(await graph.directory.userByMail('ADA@desk.example')).toEqual(ada);
  expect(await graph.directory.userByMail("ada.o'neil@desk.example")).toEqual(ada);
});

test('guests and disabled accounts are told as such', async () => {
  const { graph } = await staffed();
  expect(await graph.directory.userByMail('cy@customer.example')).toMatchObject({ id: 'user-cy', isGuest: true });
  expect(await graph.directory.user('cy_customer.example#EXT#@desk.example')).toMatchObject({ id: 'user-cy' });
  expect(await graph.directory.user('user-bo')).toMatchObject({ isEnabled: false, isGuest: false });
});

test('nobody is undefined, and so are two with one address', async () => {
  const { peer, graph } = await staffed();
  expect(await graph.directory.user('user-none')).toBeUndefined();
  expect(await graph.directory.userByMail('none@desk.example')).toBeUndefined();
  peer.directory.addUser({
    id: 'user-ada-2',
    displayName: 'Ada II',
    mail: 'ada@desk.example',
    userPrincipalName: 'a2@x',
  });
  expect(await graph.directory.userByMail('ada@desk.example')).toBeUndefined();
});

test('a manager is who it is, or nobody', async () => {
  const { graph } = await staffed();
  expect(await graph.directory.managerOf('user-ada')).toMatchObject({ id: 'user-bo' });
  expect(await graph.directory.managerOf('user-bo')).toBeUndefined();
});

test('the members of a group include those of the groups in it, over all pages, each once', async () => {
  const { peer, graph } = await staffed();
  const many = Array.from({ length: 1_200 }, (_, index) => `user-${index}`);
  for (const id of many) peer.directory.addUser({ id, displayName: id, userPrincipalName: `${id}@desk.example` });
  peer.directory.addGroup('tier-2', ['user-ada', 'tier-1']);
  peer.directory.addGroup('tier-1', [...many, 'user-ada', 'tier-2']);
  const members = await collect(graph.directory.groupMembers('tier-2'));
  expect(members.map(({ id }) => id)).toEqual(['user-ada', ...many]);
  expect((await failureOf(collect(graph.directory.groupMembers('none')))).code).toBe('not-found');
});

test('a permission that is missing for one thing is named, and the rest works', async () => {
  const { peer, graph } = await staffed();
  peer.tokens.revoke('User.Read.All');
  peer.tokens.grant('User.ReadBasic.All');
  expect(await graph.directory.user('user-ada')).toMatchObject({ id: 'user-ada' });
  const error = await failureOf(graph.directory.managerOf('user-ada'));
  expect(error.code).toBe('permission-missing');
  expect(error.message).toContain('the application permission User.Read.All');
});
