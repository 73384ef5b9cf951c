import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatFault, loadDeskConfig } from '@sla/config';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { EnvironmentError, readEnvironment, toSlackOptions } from './config.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slack-config-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function optionsOf(channels: string, env: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'sla.config.yaml');
  const rest = 'policies: [learning-pool]\nteams: [{ id: platform, name: Platform engineers, tier: L2 }]\n';
  await writeFile(file, `${channels}\n${rest}`);
  const loaded = await loadDeskConfig(file, { env, today: '2026-11-22' });
  if ('faults' in loaded) throw new Error(loaded.faults.map(formatFault).join('\n'));
  return toSlackOptions(loaded.config);
}

test('the settings of the guide are settings', async () => {
  const guide = await readFile(new URL('../../../docs/guide/slack.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /^ {3}```yaml\n([\s\S]*?)^ {3}```$/m.exec(guide) ?? [];
  const options = await optionsOf(yaml.replaceAll(/^ {3}/gm, ''), {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
  });
  expect(options).toMatchObject({
    intake: { kind: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' },
    url: 'https://desk.acme.example',
    routes: [
      { channel: 'C0123CRIT', priorities: ['severity-1'], restricted: false },
      { channel: 'C0123PLAT', team: 'platform' },
      { channel: 'C0123PRIV', restricted: true },
      { channel: 'C0123DESK' },
    ],
  });
  expect(options?.platform).toMatchObject({ apiUrl: 'https://slack.com/api/', protocol: 'https:' });
});

test('HTTP takes one secret, or two while one replaces the other, and OAuth instead of a token', async () => {
  const options = await optionsOf(
    'channels: { slack: { mode: http, signingSecret: [one, two], clientId: "1.2", clientSecret: three } }',
  );
  expect(options?.intake).toEqual({
    kind: 'http',
    signingSecrets: ['one', 'two'],
    oauth: { clientId: '1.2', clientSecret: 'three' },
  });
  expect(await optionsOf('desk: { name: Acme }')).toBeUndefined();
});

test('what the environment lacks is said at once', () => {
  expect(() => readEnvironment({ SLA_SLACK_PORT: 'x' })).toThrow(EnvironmentError);
  expect(() => readEnvironment({ SLA_SLACK_PORT: 'x' })).toThrow(
    /DATABASE_URL is not set.*\n.*SLA_SLACK_PORT is no port/,
  );
  expect(readEnvironment({ DATABASE_URL: 'postgres://sla@localhost/sla' })).toMatchObject({
    host: '127.0.0.1',
    port: 3_000,
  });
});
