import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { isSecretKey, secretKeys } from './secret-keys.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const old = Buffer.alloc(32, 8).toString('base64');

let data = '';
beforeEach(async () => {
  data = join(await mkdtemp(join(tmpdir(), 'keys-')), 'data');
});
afterEach(() => rm(join(data, '..'), { recursive: true, force: true }));

test('the environment wins over the settings, and keys that were replaced come last', async () => {
  const secrets = { key: old, previous: [old] };
  expect(await secretKeys({ data, secrets }, { SLA_SECRET_KEY: `${key}\n` })).toEqual([key, old]);
  expect(await secretKeys({ data, secrets }, { SLA_SECRET_KEY: '' })).toEqual([old, old]);
});

test('an embedded desk makes one for its owner alone, and finds it again', async () => {
  const secrets = { previous: [] };
  const [made, again] = await Promise.all([secretKeys({ data, secrets }, {}), secretKeys({ data, secrets }, {})]);
  const file = join(data, 'secret.key');
  const kept = (await readFile(file, 'utf8')).trim();
  expect(isSecretKey(kept)).toBe(true);
  expect([made, again]).toEqual([[kept], [kept]]);
  expect(await readdir(data)).toEqual(['secret.key']);
  await chmod(file, 0o644);
  expect(await secretKeys({ data, secrets }, {})).toEqual([kept]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a file that holds no key is said, and left alone', async () => {
  await secretKeys({ data, secrets: { previous: [] } }, {});
  await writeFile(join(data, 'secret.key'), 'oops');
  await expect(secretKeys({ data, secrets: { previous: [] } }, {})).rejects.toThrow('holds no key of 32 bytes');
  expect(await readFile(join(data, 'secret.key'), 'utf8')).toBe('oops');
});

test('a desk that shares a database has none unless it was given one', async () => {
  const shared = { data, database: 'postgres://desk', secrets: { previous: [] } };
  expect(await secretKeys(shared, {})).toBeUndefined();
  expect(await secretKeys({ ...shared, secrets: { key, previous: [] } }, {})).toEqual([key]);
});

test.each([
  [key, true],
  ['ab'.repeat(32), true],
  ['a passphrase', false],
  ['', false],
])('%j as a key', (text, fits) => {
  expect(isSecretKey(text)).toBe(fits);
});
