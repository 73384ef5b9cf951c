import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { formatFault } from './fault.ts';
import { defaultDeskConfig, loadDeskConfig } from './load-desk-config.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

const today = '2026-11-22';
type Env = Record<string, string>;

async function load(text: string, env: Env = {}) {
  const loaded = await loadDeskConfig(await write('sla.config.yaml', text), { env, today });
  if ('faults' in loaded) throw new Error(loaded.faults.map(formatFault).join('\n'));
  return loaded;
}

async function faultsOf(text: string, env: Env = {}): Promise<string[]> {
  const loaded = await loadDeskConfig(await write('sla.config.yaml', text), { env, today });
  return 'faults' in loaded ? loaded.faults.map((fault) => formatFault(fault).replace(`${folder}/`, '')) : [];
}

const WHOLE = `
desk:      { name: Acme Support, address: support@acme.example, language: en, timeZone: Europe/London, casePrefix: C, url: https://desk.acme.example/, publicUrl: https://Help.acme.example/ }
data: ./data
database: \${DATABASE_URL:-}
server:    { host: 127.0.0.1, port: \${PORT} }
policies:  [ ./policies/acme.yaml, { preset: lms-platform, timeZone: Europe/London, holidays: [ {region: GB-ENG} ] } ]
policy: acme
organisations: [ { id: hill-school, name: Hill School, domains: [Hill.example], policy: acme, timeZone: Europe/London, language: en, accountManager: agent:ann } ]
agents:    [ { id: ann, name: Ann Okafor, email: ann@acme.example, role: lead, teams: [tier-1], timeZone: Europe/London, language: en } ]
teams:     [ { id: tier-1, name: Tier 1, tier: tier-1 } ]
roles:     { senior-management: { people: [agent:ann], email: [board@acme.example] } }
intake:    { smtp: { host: 127.0.0.1, port: 2525, maxSizeMegabytes: 50, allowFrom: [] } }
mailboxes:
  - id: support
    address: support@acme.example
    organisation: hill-school
    policy: lms-platform
    imap: { host: mail.acme.example, port: 993, secure: true, user: support, password: \${IMAP_PASSWORD}, folder: INBOX, moveTo: Processed, pollSeconds: 30 }
relay:     { host: smtp.acme.example, port: 587, secure: false, user: desk, password: \${SMTP_PASSWORD} }
pager:     { goalert: { url: https://goalert.acme.example, token: \${GOALERT_TOKEN:-T0} } }
`;
const ENV = { PORT: '8088', IMAP_PASSWORD: 'imap secret', SMTP_PASSWORD: 'smtp secret' };

describe('a desk’s settings', () => {
  it('are read whole', async () => {
    await write('policies/acme.yaml', 'id: acme\nextends: learning-pool\n');
    const { config, warnings } = await load(WHOLE, ENV);
    const { policies, ...rest } = config;
    expect(policies.map(({ id, timeZone }) => [id, timeZone])).toEqual([
      ['acme', 'Europe/London'],
      ['lms-platform', 'Europe/London'],
    ]);
    expect(policies[1]?.calendars.office).toMatchObject({
      holidays: expect.arrayContaining([{ date: '2026-12-25', name: 'Christmas Day' }]),
    });
    expect(rest).toEqual({
      channels: {},
      desk: {
        name: 'Acme Support',
        address: 'support@acme.example',
        language: 'en',
        timeZone: 'Europe/London',
        casePrefix: 'C',
        url: 'https://desk.acme.example',
        publicUrl: 'https://help.acme.example',
      },
      data: join(folder, 'data'),
      server: { host: '127.0.0.1', port: 8088 },
      policy: 'acme',
      organisations: [
        {
          id: 'hill-school',
          name: 'Hill School',
          domains: ['hill.example'],
          policy: 'acme',
          timeZone: 'Europe/London',
          language: 'en',
          accountManager: 'agent:ann',
        },
      ],
      agents: [
        {
          id: 'ann',
          name: 'Ann Okafor',
          email: 'ann@acme.example',
          role: 'lead',
          teams: ['tier-1'],
          timeZone: 'Europe/London',
          language: 'en',
        },
      ],
      teams: [{ id: 'tier-1', name: 'Tier 1', tier: 'tier-1' }],
      roles: { 'senior-management': { people: ['agent:ann'], email: ['board@acme.example'] } },
      intake: { smtp: { host: '127.0.0.1', port: 2525, maxSizeMegabytes: 50, allowFrom: [] } },
      mailboxes: [
        {
          id: 'support',
          address: 'support@acme.example',
          organisation: 'hill-school',
          policy: 'lms-platform',
          imap: {
            host: 'mail.acme.example',
            port: 993,
            secure: true,
            user: 'support',
            password: 'imap secret',
            folder: 'INBOX',
            moveTo: 'Processed',
            pollSeconds: 30,
          },
        },
      ],
      relay: { host: 'smtp.acme.example', port: 587, secure: false, user: 'desk', password: 'smtp secret' },
      secrets: { previous: [] },
      rotas: {},
      pager: { kind: 'goalert', url: 'https://goalert.acme.example', token: 'T0' },
    });
    expect(warnings).toEqual([]);
  });

  it('have a default for everything', async () => {
    const { config } = await load('');
    expect(config).toEqual(defaultDeskConfig(folder));
    expect(config).toMatchObject({
      desk: { name: 'SLA Desk', casePrefix: 'C', url: 'http://127.0.0.1:8080' },
      data: join(folder, 'data'),
      policy: 'lms-platform',
      intake: { smtp: { host: '127.0.0.1', port: 2525 } },
      mailboxes: [],
    });
    expect(config).not.toHaveProperty('database');
    expect(config).not.toHaveProperty('relay');
  });

  it('fill in what a part of them leaves out', async () => {
    const { config } = await load(
      'intake: { smtp: false }\nserver: { host: 0.0.0.0 }\nrelay: { host: r.example }\nmailboxes: [ { id: m, address: m@a.example, imap: { host: i.example, password: p } } ]\nagents: [ { id: bo, name: Bo, email: bo@a.example } ]\n',
    );
    expect(config.intake).toEqual({});
    expect(config.desk.url).toBe('http://localhost:8080');
    expect(config.relay).toEqual({ host: 'r.example', port: 587, secure: false });
    expect(config.mailboxes[0]?.imap).toEqual({
      host: 'i.example',
      port: 993,
      secure: true,
      user: 'm@a.example',
      password: 'p',
      folder: 'INBOX',
      pollSeconds: 60,
    });
    expect(config.agents[0]).toEqual({ id: 'bo', name: 'Bo', email: 'bo@a.example', role: 'agent', teams: [] });
  });

  it('may use one preset twice', async () => {
    const { config } = await load(
      'policies: [ velsoft, { preset: velsoft, id: bc, timeZone: America/Vancouver, weekly: { mon-fri: 08:00-16:00 } } ]\n',
    );
    expect(config.policies.map(({ id, timeZone }) => [id, timeZone])).toEqual([
      ['velsoft', 'America/Halifax'],
      ['bc', 'America/Vancouver'],
    ]);
    expect(config.policies[1]?.calendars.office).toMatchObject({
      timeZone: 'America/Vancouver',
      weekly: { mon: [['08:00', '16:00']] },
    });
  });
});

describe('the environment', () => {
  it('fills in variables, defaults, and leaves what is escaped', async () => {
    const { config } = await load(
      `desk: { name: "\${NAME} at \${PLACE:-Acme}", casePrefix: "\${PREFIX:-X}" }\nrelay: { host: h, password: "a$\${b}$c" }\n`,
      {
        NAME: 'Help',
        PREFIX: '',
      },
    );
    expect(config.desk).toMatchObject({ name: 'Help at Acme', casePrefix: 'X' });
    expect(config.relay?.password).toBe(`a\${b}$c`);
  });

  it('gives numbers and truths as texts', async () => {
    const { config } = await load(`relay: { host: h, port: "\${P}", secure: "\${S}" }\n`, { P: '465', S: 'true' });
    expect(config.relay).toMatchObject({ port: 465, secure: true });
  });

  it('that lacks a variable is a fault', async () => {
    expect(
      await faultsOf(
        `database: \${DATABASE_URL}\nrelay:\n  host: h\n  password: \${SMTP_PASSWORD}\${TOO}\ndesk: { name: "\${bad name}" }\n`,
      ),
    ).toEqual([
      `sla.config.yaml:1:11  DATABASE_URL is not set: expected it in the environment, or a default as in \${DATABASE_URL:-default}`,
      `sla.config.yaml:4:13  SMTP_PASSWORD is not set: expected it in the environment, or a default as in \${SMTP_PASSWORD:-default}`,
      `sla.config.yaml:4:13  TOO is not set: expected it in the environment, or a default as in \${TOO:-default}`,
      expect.stringMatching(/^sla\.config\.yaml:5:15 {2}a dollar sign and a brace begin no variable/),
    ]);
  });

  it('is never shown in a fault, nor is a password', async () => {
    const env = { SECRET: 'hunter2', ZONE: 'Mars/hunter2', PORT: 'hunter2 expected hunter2' };
    const texts = [
      `desk: { casePrefix: "\${SECRET}", language: "\${SECRET}", url: "\${SECRET}" }\nserver: { port: "\${PORT}" }\npolicies: [ { preset: velsoft, timeZone: "\${ZONE}" } ]\npolicy: "\${SECRET}"\n`,
      'relay: { host: h, password: [hunter2] }\n',
      'relay: { host: h, password: { hunter2: 1 } }\n',
      'relay: { host: h, password: *hunter2 }\n',
      'relay: { host: h, password: !hunter2 x }\n',
      'relay: { host: h, password: "\\hunter2" }\n',
      'relay: { host: h, password: @hunter2 }\n',
      'relay: { host: h, password: "hunter2 }\n',
      'database: { hunter2: true }\n',
      `policies: [ "\${SECRET}.yaml" ]\n`,
    ];
    for (const text of texts) {
      const faults = await faultsOf(text, env);
      expect(faults.length, text).toBeGreaterThan(0);
      for (const fault of faults) expect(fault).not.toContain('hunter2');
    }
  });
});

it.each([
  'https://help.acme.example/support',
  'help.acme.example',
  'ftp://x',
  'https://ann@x.example',
  'https://x?a=b',
])('customers cannot be led to %s, which is said', async (given) => {
  expect(await faultsOf(`desk: { publicUrl: "${given}" }\n`)).toEqual([
    `sla.config.yaml:1:20  "${given}": expected an address that customers can reach, without a path, such as https://help.acme.example`,
  ]);
});

describe('every fault is told at once, with its line and column', () => {
  it('in this file and in those that it names', async () => {
    await write('policies/bad.yaml', 'id: bad\nextends: velsoft\nfloor: lowest\n');
    const faults = await faultsOf(`desk: { casePrefix: lower, timezone: UTC, url: ftp://x }
server: { port: 70000 }
policies: [ policies/bad.yaml, policies/none.yaml, gold, { preset: gold }, { preset: velsoft, holidays: [ { region: XX } ] } ]
organisations:
  - { id: a, name: A, domains: [a.example], accountManager: agent:zoe }
  - { id: a, name: B, domains: [A.example, b], accountManager: zoe }
agents:
  - { id: ann, name: Ann, email: ann, role: boss, teams: [tier-9] }
teams: [ { id: tier-1 } ]
roles: { management: { people: [agent:cy] } }
intake: { smtp: true }
mailboxes:
  - { id: m, address: m@a.example, organisation: z, imap: { host: h } }
`);
    expect(faults).toEqual([
      'sla.config.yaml:1:21  "lower": expected up to eight capitals or digits, such as C',
      'sla.config.yaml:1:28  "timezone" is not known here: expected name, address, language, timeZone, casePrefix, url, publicUrl, signature',
      'sla.config.yaml:1:48  "ftp://x": expected an address such as https://desk.acme.example',
      'sla.config.yaml:2:17  70000: expected a whole number from 0 to 65535',
      'sla.config.yaml:3:32  policies/none.yaml: the file is not there: expected one that can be read',
      'sla.config.yaml:3:52  gold: "" is no ending of a settings file: expected .yaml, .yml, .json, .ts, .mts, .js or .mjs',
      'sla.config.yaml:3:68  "gold": expected elite-lms, velsoft, tiered-support, lms-platform, learning-pool',
      expect.stringMatching(/^sla\.config\.yaml:3:117 {2}"XX" is no region/),
      'sla.config.yaml:5:61  "agent:zoe" is no agent of this desk: expected agent:ann',
      'sla.config.yaml:6:11  "a" stands in organisations a second time: expected it once',
      'sla.config.yaml:6:32  "A.example" stands in organisations a second time: expected it once',
      'sla.config.yaml:6:44  "b": expected a domain such as hill.example',
      'sla.config.yaml:6:64  "zoe": expected an agent such as agent:ann',
      'sla.config.yaml:8:34  "ann": expected an address such as support@acme.example',
      'sla.config.yaml:8:45  "boss": expected agent, lead, admin',
      'sla.config.yaml:8:59  "tier-9" is no team of this desk: expected tier-1',
      'sla.config.yaml:9:10  name is missing: expected text',
      'sla.config.yaml:10:33  "agent:cy" is no agent of this desk: expected agent:ann',
      'sla.config.yaml:11:17  true: expected { host, port }, or false to turn it off',
      'sla.config.yaml:13:50  "z" is no organisation of this desk: expected a',
      'sla.config.yaml:13:53  password is missing: expected text',
      'policies/bad.yaml:3:8  "lowest" is no priority of this policy: expected high, medium',
    ]);
  });

  it('of policies that are not there', async () => {
    expect(await faultsOf('policies: [ velsoft, velsoft ]\npolicy: acme\n')).toEqual([
      'sla.config.yaml:1:22  a second policy named velsoft: expected each its own id',
    ]);
    expect(await faultsOf('policies: [ velsoft ]\npolicy: acme\n')).toEqual([
      'sla.config.yaml:2:9  "acme" is no policy of this desk: expected velsoft',
    ]);
    expect(await faultsOf('policies: []\n')).toEqual(['sla.config.yaml:1:11  a list: expected at least one policy']);
  });

  it('of a file that is none', async () => {
    const none = await loadDeskConfig(join(folder, 'none.yaml'), { env: {}, today });
    expect('faults' in none && none.faults.map(formatFault)).toEqual([
      `${folder}/none.yaml:1:1  the file is not there: expected one that can be read`,
    ]);
    expect(await faultsOf('- a\n')).toEqual(['sla.config.yaml:1:1  a list: expected keys with values']);
    expect(await faultsOf('a: 1\n\tb: 2\n')).toEqual(['sla.config.yaml:2:1  a tab indents this line: expected spaces']);
  });
});

describe('warnings', () => {
  it('of alerts that would reach nobody', async () => {
    await write(
      'p.yaml',
      'id: p\nextends: learning-pool\npriorities:\n  severity-3: { escalation: [ { id: x, on: opened, notify: [ { team: night }, { person: agent:zoe } ] } ] }\nrotas:\n  r: { timeZone: UTC, layers: [ { members: [agent:yan], rotation: weekly, handoffAt: mon 09:00 } ] }\n',
    );
    const { warnings } = await load('policies: [ p.yaml ]\nteams: [ { id: night, name: Night } ]\n');
    expect(warnings.map((warning) => formatFault(warning).replace(`${folder}/`, ''))).toEqual([
      'sla.config.yaml:1:13  p: step tell-management of severity-1 reaches nobody, as nobody has the role senior-management: expected people or addresses under roles.senior-management',
      'sla.config.yaml:1:13  p: step x of severity-3 reaches nobody, as nobody is in the team night: expected an agent with it under teams',
      'sla.config.yaml:1:13  p: step x of severity-3 reaches nobody, as agent:zoe is no agent: expected one of agents',
      'sla.config.yaml:1:13  p: agent:yan on rota r is no agent: expected one of agents',
      'sla.config.yaml:1:13  p: no pager is set up for tell-management of severity-1: whoever is on call is told to phone, and the ladder goes on; expected pager',
    ]);
  });
});
