import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { formatFault } from './fault.ts';
import { loadDeskConfig } from './load-desk-config.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chats-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function load(text: string, env: Record<string, string> = {}) {
  const file = join(folder, 'sla.config.yaml');
  await writeFile(file, text);
  const loaded = await loadDeskConfig(file, { env, today: '2026-11-22' });
  return 'faults' in loaded
    ? { faults: loaded.faults.map((fault) => formatFault(fault).replace(`${folder}/sla.config.yaml:`, '')) }
    : loaded;
}

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const OBJECT = '0b3e4c46-2c65-4c4b-8a08-2f9d3c1f7a11';

describe('a desk with chats', () => {
  it('names their channels, its people’s accounts, who gets a case, and what tokens are encrypted with', async () => {
    const loaded = await load(
      `policies: [lms-platform]
agents: [{ id: ann, name: Ann, email: ann@acme.example, teams: [tier-1], accounts: { slack: T0123ABCD/U0123ABCD, teams: ${TENANT.toUpperCase()}/${OBJECT} } }]
teams: [{ id: tier-1, name: Tier 1 }]
channels:
  slack:
    mode: socket
    botToken: \${SLACK_BOT_TOKEN}
    appToken: \${SLACK_APP_TOKEN}
    channels: [{ channel: C0123ABCD, team: tier-1, priorities: [high] }]
autoAssign: least-loaded
secrets: { key: \${KEY} }
`,
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', KEY: 'ab'.repeat(32) },
    );
    if ('faults' in loaded) throw new Error(loaded.faults.join('\n'));
    const { agents, channels, autoAssign, secrets } = loaded.config;
    expect(agents[0]?.accounts).toEqual({ slack: 'T0123ABCD/U0123ABCD', teams: `${TENANT}/${OBJECT}` });
    expect(channels.slack).toMatchObject({ mode: 'socket', botToken: 'xoxb-1', channels: [{ team: 'tier-1' }] });
    expect(autoAssign).toBe('least-loaded');
    expect(secrets).toEqual({ key: 'ab'.repeat(32), previous: [] });
  });

  it('is told every name that nobody bears, and no secret', async () => {
    const loaded = await load(
      `channels:
  slack:
    mode: socket
    botToken: hush-hush
    appToken: xapp-1
    channels: [{ channel: C0123ABCD, team: tier-9, priorities: [urgent] }]
agents: [{ id: ann, name: Ann, email: ann@acme.example, accounts: { slack: ann } }]
autoAssign: whoever
secrets: { key: short }
`,
    );
    const faults = 'faults' in loaded ? loaded.faults : [];
    expect(faults.join('\n')).not.toMatch(/hush-hush|short/);
    expect(faults).toEqual([
      expect.stringContaining('4:15  the value (not shown here) does not fit: expected a bot token'),
      expect.stringContaining('"tier-9" is no team of this desk: expected none, as there are none'),
      expect.stringContaining('"urgent" is no priority of this desk'),
      expect.stringContaining('expected an account such as T0123ABCD/U0123ABCD'),
      expect.stringContaining('expected round-robin or least-loaded'),
      expect.stringContaining('expected 32 bytes in base64'),
    ]);
  });
});

describe('a desk’s own rotas', () => {
  const desk = (rotas: string) => `agents: [{ id: ann, name: Ann, email: ann@acme.example, teams: [tier-1] }]
teams: [{ id: tier-1, name: Tier 1 }]
rotas:
  ${rotas}
`;

  it('say who of a team is on call', async () => {
    const loaded = await load(
      desk(
        "tier-1: { timeZone: Europe/London, layers: [{ members: [agent:ann], rotation: daily, handoffAt: '09:00' }] }",
      ),
    );
    if ('faults' in loaded) throw new Error(loaded.faults.join('\n'));
    expect(loaded.config.rotas['tier-1']?.layers[0]?.members).toEqual(['agent:ann']);
    expect(loaded.warnings).toEqual([]);
  });

  it('are checked as a policy’s are, and warned of where they reach nobody', async () => {
    const broken = await load(
      desk(
        "tier-1: { timeZone: Europe/London, layers: [{ members: [agent:ann], rotation: daily, handoffAt: '25:00' }] }",
      ),
    );
    expect('faults' in broken && broken.faults).toEqual([expect.stringMatching(/^4:\d+ {2}"25:00"/)]);
    const strange = await load(
      desk(
        "nights: { timeZone: Europe/London, layers: [{ members: [agent:zoe], rotation: daily, handoffAt: '09:00' }] }",
      ),
    );
    expect('warnings' in strange && strange.warnings.map(({ message }) => message)).toEqual([
      'agent:zoe on rota nights is no agent: expected one of agents',
      'rota nights is nobody’s: expected the id of a team, whose new cases go to who is on call',
    ]);
  });
});
