import { openTestStore } from '@sla/case-store/contract';
import { createVault, newVaultKey } from '@sla/desk';
import { expect, test } from 'vitest';

import { type Installation, keptInstallations } from './installations.ts';

const installation: Installation = {
  key: 'T0ACME',
  name: 'Acme',
  team: 'T0ACME',
  orgWide: false,
  botToken: 'xoxb-secret',
  botUser: 'U0BOT',
  scopes: ['chat:write'],
};

test('a token opens with its key, is sealed anew under a new one, and says so when no key fits', async () => {
  const store = await openTestStore({});
  const state = store.channelState('slack');
  const [old, current] = [newVaultKey(), newVaultKey()];
  const unreadable: string[] = [];
  const kept = (keys: readonly [string, ...string[]]) =>
    keptInstallations(state, createVault([...keys]), undefined, (key) => unreadable.push(key));
  await kept([old]).save(installation);
  expect(JSON.stringify(await state.list(''))).not.toContain('xoxb');
  expect(await kept([current, old]).byKey('T0ACME')).toEqual(installation);
  expect(await kept([current]).byKey('T0ACME')).toEqual(installation);
  expect(await kept([newVaultKey()]).all()).toEqual([]);
  expect(unreadable).toEqual(['T0ACME']);
  await store.close();
});

test('a Grid organisation’s installation serves its workspaces; one of a workspace serves that alone', async () => {
  const store = await openTestStore({});
  const installations = keptInstallations(store.channelState('slack'), createVault([newVaultKey()]));
  await installations.save({ ...installation, key: 'E0GRID', team: undefined, enterprise: 'E0GRID', orgWide: true });
  expect(await installations.find({ team: 'T0ONE', enterprise: 'E0GRID', orgWide: true })).toMatchObject({
    key: 'E0GRID',
  });
  expect(await installations.find({ team: 'T0TWO', enterprise: 'E0GRID', orgWide: false })).toMatchObject({
    key: 'E0GRID',
  });
  expect(await installations.find({ team: 'T0ONE', orgWide: false })).toBeUndefined();
  expect(await installations.only()).toMatchObject({ key: 'E0GRID' });
  await installations.save(installation);
  expect(await installations.only()).toBeUndefined();
  await installations.remove('E0GRID');
  expect(await installations.find({ team: 'T0TWO', enterprise: 'E0GRID', orgWide: true })).toBeUndefined();
  await store.close();
});
