import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { formatFault } from './fault.ts';
import { loadDeskConfig } from './load-desk-config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
});
afterEach(() => rm(folder, { recursive: true }));

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
async function load(yaml: string) {
  const file = join(folder, 'sla.config.yaml');
  await writeFile(file, yaml);
  const loaded = await loadDeskConfig(file, { env: { SECRET }, today: '2026-11-23' });
  return 'faults' in loaded ? { faults: loaded.faults.map(formatFault).join('\n') } : loaded;
}

describe('what a desk does around its cases', () => {
  it('is written in a few lines', async () => {
    const loaded = await load(`
policies: [learning-pool]
agents: [{ id: ann, name: Ann, email: ann@x.example, teams: [] }]
roles: { senior-management: { people: [agent:ann] } }
pager: { webhook: { url: https://pager.example/desk, secret: "\${SECRET}" } }
crm: { file: crm.jsonl }
practice:
  followUpDays: 3
  survey: { afterHours: 24 }
  report: { every: month }
  guidance: { log-in: { threshold: 3, withinDays: 30, text: Read this., article: reset-password } }
  articles: { reset-password: { title: Resetting a password, url: https://help.example/password, words: [forgot] } }
  checklists: { learning-pool: { severity-1: [email, phone] } }
`);
    if ('faults' in loaded) throw new Error(loaded.faults);
    expect(loaded.config).toMatchObject({
      pager: { kind: 'webhook', url: 'https://pager.example/desk', secret: SECRET },
      crm: { kind: 'file', path: join(folder, 'crm.jsonl') },
      practice: {
        articles: [
          {
            id: 'reset-password',
            title: 'Resetting a password',
            url: 'https://help.example/password',
            words: ['forgot'],
          },
        ],
        report: { every: 'month', hour: 8 },
        checklists: { 'learning-pool': { 'severity-1': [{ way: 'email' }, { way: 'phone' }] } },
      },
    });
    expect(loaded.warnings).toEqual([]);
  });

  it('S4-7: without a pager it is said which steps phone somebody', async () => {
    const loaded = await load(`
policies: [learning-pool]
agents: [{ id: ann, name: Ann, email: ann@x.example, teams: [] }]
roles: { senior-management: { people: [agent:ann] } }
`);
    if ('faults' in loaded) throw new Error(loaded.faults);
    expect(loaded.warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /no pager is set up for tell-management of severity-1: whoever is on call is told to phone/,
      ),
    ]);
  });

  it.each([
    ['pager: { webhook: { url: https://x.example, secret: hunter2 } }', 'expected whsec_'],
    [
      'pager: { pagerduty: { routingKey: R }, goalert: { url: https://x.example, token: T } }',
      'expected one of webhook',
    ],
    ['crm: {}', 'expected either webhook or file'],
    ['practice: { report: { every: day } }', 'expected week or month'],
    ['practice: { articles: { Reset: { title: T, url: https://x.example } } }', 'expected an id of small letters'],
    ['practice: { articles: { reset: { title: T, url: here } } }', 'expected an address such as https'],
    ['practice: { announcements: { ashdown: [] } }', 'expected at least one address'],
    ['practice: { announcements: { nobody: [a@x.example] } }', '"nobody" is no organisation of this desk'],
    [
      'practice: { guidance: { log-in: { threshold: 1, withinDays: 1, text: T, article: gone } } }',
      '"gone" is no article of this desk',
    ],
    ['practice: { followUpDays: 0 }', 'expected a whole number from 1'],
  ])('%s is refused', async (yaml, expected) => {
    const loaded = await load(`policies: [lms-platform]\n${yaml}\n`);
    expect('faults' in loaded && loaded.faults).toContain(expected);
  });
});
