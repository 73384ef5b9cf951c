import { expect, it } from 'vitest';

import { openTestStore } from './contract/open-test-store.ts';
import { StoreConflict } from './store-error.ts';

it('work that meets others every time is given up after some attempts, with the last reason', async () => {
  const store = await openTestStore();
  const conflict = Object.assign(new Error('could not serialize access'), { code: '40001' });
  let attempts = 0;
  const unlucky = store.transaction(async () => {
    attempts += 1;
    throw new Error('The command failed.', { cause: conflict });
  });
  await expect(unlucky).rejects.toThrow(StoreConflict);
  await expect(unlucky).rejects.toMatchObject({ cause: { cause: conflict } });
  expect(attempts).toBe(25);
  await store.close();
});
