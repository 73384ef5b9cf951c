import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const settings = `desk: { name: Acme, address: a@acme.example, timeZone: UTC, url: https://desk.acme.example }
policies: [tiered-support]
`;
const teams = `channels: { teams: { clientId: 1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11, tenantId: 1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11, clientSecret: x } }
`;

async function runAlone(config: string, env: Readonly<Record<string, string>>) {
  const cwd = await mkdtemp(join(tmpdir(), 'sla-teams-'));
  await writeFile(join(cwd, 'sla.config.yaml'), config);
  const { PATH = '' } = process.env;
  const run = spawnSync(process.execPath, ['--conditions=@sla/source', main], {
    cwd,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return { code: run.status, err: run.stderr };
}

const database = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

test.each([
  ['without a database', teams, {}, 2, 'DATABASE_URL is not set'],
  ['with a port that is none', teams, { ...database, SLA_TEAMS_PORT: 'x' }, 2, 'SLA_TEAMS_PORT is no port'],
  ['without Teams in the settings', '', database, 2, 'names no Microsoft Teams'],
  [
    'with the check of tokens turned off',
    teams,
    { ...database, DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS: '1' },
    2,
    'lets anybody speak as Teams',
  ],
  ['with a database that is not there', teams, database, 1, '127.0.0.1:1'],
])('alone, %s, it ends with a sentence', async (_name, more, env, code, sentence) => {
  const ended = await runAlone(settings + more, env);
  expect(ended).toMatchObject({ code, err: expect.stringContaining(sentence) });
  expect(ended.err).not.toContain('    at ');
});
