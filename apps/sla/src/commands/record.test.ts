import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openLive } from '../testing/live-desk.ts';
import { folderWith, sla } from '../testing/terminal.ts';

const opened = { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' };
const history = [
  { case: 'C-1', events: [opened, { type: 'replied', at: '2026-11-20T17:30:00Z', by: 'agent:ann' }] },
  { case: 'C-2', events: [opened, { type: 'replied', at: '2026-11-23T10:00:00Z', by: 'agent:ann' }] },
]
  .map((row) => `${JSON.stringify(row)}\n`)
  .join('');
const stricter =
  'id: stricter\nversion: 1\nextends: lms-platform\npriorities: { medium: { targets: { first-response: { within: 2 business hours } } } }\n';

describe('sla record', () => {
  it('writes what happened as scenarios that hold today and fail when the policy is changed', async () => {
    const cwd = await folderWith({ 'history.jsonl': history, 'acme.yaml': 'id: acme\nextends: lms-platform\n' });
    const recorded = await sla(['record', '--history', 'history.jsonl', '--policy', 'acme.yaml'], cwd);
    expect(recorded).toMatchObject({ code: 0, err: '' });
    expect(recorded.out).toContain(
      '      - { type: opened, at: 2026-11-20T16:00:00Z, channel: email, priority: medium }\n',
    );
    await writeFile(join(cwd, 'promises.yaml'), recorded.out);
    expect(await sla(['test', 'promises.yaml'], cwd)).toEqual({ code: 0, out: '2 passed, 0 failed\n', err: '' });
    await writeFile(join(cwd, 'acme.yaml'), stricter.replace('id: stricter', 'id: acme'));
    const { code, out } = await sla(['test', 'promises.yaml'], cwd);
    expect(code).toBe(1);
    expect(out).toContain('FAIL  C-2, as it went\n  clocks.0.status  expected "met", got "missed"');
  });

  it('looks at one case as of an instant, and answers as JSON', async () => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const args = ['record', '--history', 'history.jsonl', '--policy', 'lms-platform', '--case', 'C-2'];
    const { code, out } = await sla([...args, '--at', '2026-11-20T17:00:00Z', '--json'], cwd);
    expect(code).toBe(0);
    expect(JSON.parse(out).scenarios).toMatchObject([
      { name: 'C-2, as it went', given: [opened], at: '2026-11-20T17:00:00Z', expect: { state: 'new' } },
    ]);
  });

  it.each([
    [['--case', 'C-9'], '--case C-9: there is no such case in history.jsonl, expected a number such as C-1042\n'],
    [['--at', 'noon'], /^--at noon: /],
    [['--history', 'bad.jsonl'], /^bad\.jsonl:1:1 {2}events\[0\]\.at: "noon" is not an instant/],
    [['--history', 'store'], /^There is no desk in .*demo-data yet: start one there by sla up/],
  ])('says what is wrong with %j', async (more, sentence) => {
    const bad = { case: 'C-1', events: [{ ...opened, at: 'noon' }] };
    const cwd = await folderWith({ 'history.jsonl': history, 'bad.jsonl': JSON.stringify(bad) });
    const { code, out, err } = await sla(
      ['record', '--history', 'history.jsonl', '--policy', 'lms-platform', ...more],
      cwd,
    );
    expect({ code: code > 0, out }).toEqual({ code: true, out: '' });
    expect(err).toMatch(sentence);
  });
});

describe('over the live desk', () => {
  const settings = `
desk: { name: Acme, address: support@acme.example, timeZone: Europe/London }
data: data
policies: [elite-lms]
agents: [{ id: ann, name: Ann, email: ann@acme.example, role: lead }]
`;

  it('sla replay says what another policy would change of what was promised, and sla record writes it down', async () => {
    const cwd = await folderWith({
      'sla.config.yaml': settings,
      'other.yaml':
        'extends: elite-lms\nid: other\npriorities: { routine: { targets: { first-response: { within: 1 week } } } }\n',
    });
    const desk = await openLive(cwd);
    const number = await desk.life();
    await desk.close();
    const same = await sla(['replay', '--policy', 'elite-lms', '--history', 'store'], cwd);
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toMatch(
      new RegExp(`^${number} {2}.* first-response/1 met[^]*\\n0 clocks would be judged otherwise\\n$`),
    );
    const other = await sla(['replay', '--policy', 'other.yaml', '--history', 'store'], cwd);
    expect(other).toMatchObject({ code: 1, err: '' });
    expect(other.out).toMatch(/ {2}→ {2}.*\n\d+ clocks? would be judged otherwise\n$/);
    const recorded = await sla(['record', '--policy', 'elite-lms', '--history', 'store', '--case', number], cwd);
    await writeFile(join(cwd, 'promises.yaml'), recorded.out);
    expect(await sla(['test', 'promises.yaml'], cwd)).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
  }, 120_000);
});
