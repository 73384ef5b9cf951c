import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { openLive } from '../testing/live-desk.ts';
import { folderWith, sla } from '../testing/terminal.ts';

const now = { now: () => Temporal.Instant.from('2026-11-23T12:00:00Z') };

interface Life {
  readonly case: string;
  readonly opened: string;
  readonly priority: string;
  readonly replied?: string;
  readonly resolved?: string;
  readonly cause?: string;
  readonly policy?: string;
}

function line({ case: id, opened, priority, replied, resolved, cause, policy }: Life): string {
  const by = 'agent:ann';
  const events = [
    { type: 'opened', at: opened, channel: 'email', priority, organisation: id === 'C-2' ? 'Brook' : 'Ashdown' },
    ...(replied === undefined ? [] : [{ type: 'replied', at: replied, by }]),
    ...(resolved === undefined ? [] : [{ type: 'resolved', at: resolved, by, cause }]),
  ];
  return `${JSON.stringify({ case: id, policy, events })}\n`;
}

const met: Life = {
  case: 'C-1',
  opened: '2026-10-05T10:00:00Z',
  priority: 'medium',
  replied: '2026-10-05T11:00:00Z',
  resolved: '2026-10-05T15:00:00Z',
  cause: 'configuration',
};
const missed: Life = {
  case: 'C-2',
  opened: '2026-11-10T10:00:00Z',
  priority: 'high',
  replied: '2026-11-10T12:00:00Z',
  resolved: '2026-11-10T13:00:00Z',
  cause: 'outage',
};
const open: Life = { case: 'C-3', opened: '2026-11-20T16:00:00Z', priority: 'low' };

const history = [met, missed, open].map(line).join('');
const args = ['report', '--history', 'history.jsonl', '--policy', 'lms-platform'];

describe('sla report', () => {
  it('shows what was kept, how long it took, what comes next and why cases came', async () => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const { code, out } = await sla(args, cwd, now);
    expect(code).toBe(0);
    expect(out).toContain('3 cases in UTC\n');
    expect(out).toMatch(/commitments +50\.0 % +1 of 2 met/);
    expect(out).toMatch(/objectives +100\.0 % +2 of 2 met/);
    expect(out).toMatch(/commitment +first-response +1 +1 +50\.0 % +0 +0 +1 h +2 h +2 h/);
    expect(out).toContain('commitments: 1 due within 4 h');
    expect(out).toContain('C-3  first-response, low  due in 4 h, Mon 23 Nov 2026, 16:00 (UTC)');
    expect(out).toMatch(/resolved for +2026-10 +2026-11 +change\nconfiguration +1 +0 +-1\noutage +0 +1 +\+1/);
    expect(out).not.toContain('breach');
  });

  it('answers as JSON, by several keys', async () => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const { out } = await sla([...args, '--by', 'month,organisation', '--json'], cwd, now);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ cases: 3, timeZone: 'UTC', by: ['month', 'organisation'] });
    expect(answer.commitments).toMatchObject({ met: 1, missed: 1, attainment: 0.5 });
    expect(answer.rows[0]).toMatchObject({
      kind: 'commitment',
      month: '2026-10',
      organisation: 'Ashdown',
      met: 1,
      elapsed: { count: 1, p50: 'PT1H', isExact: true },
    });
    expect(answer.open.next.map((clock: { case: string }) => clock.case)).toEqual(['C-3', 'C-3']);
    expect(answer.trends.months).toEqual(['2026-10', '2026-11']);
  });

  it('lists priorities as the policy does', async () => {
    const cwd = await folderWith({ 'history.jsonl': history + line({ ...missed, case: 'C-4', priority: 'critical' }) });
    const { out } = await sla([...args, '--by', 'priority', '--json'], cwd, now);
    const commitments = JSON.parse(out).rows.filter(({ kind }: { kind: string }) => kind === 'commitment');
    expect(commitments.map((row: { priority: string }) => row.priority)).toEqual(['critical', 'high', 'medium']);
  });

  const periods: [string[], number][] = [
    [['--from', '2026-10', '--to', '2026-10'], 1],
    [['--from', '2026-10-05', '--to', '2026-10-05'], 1],
    [['--from', '2026-10-06'], 1],
    [['--to', '2026-10-04'], 0],
    [['--to', '2026-11-10T12:00:00Z'], 1],
    [['--to', '2026-11-10'], 2],
  ];
  it.each(periods)('%j covers %d first responses', async (period, finished) => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const { out } = await sla([...args, ...period, '--json'], cwd, now);
    expect(JSON.parse(out).commitments.finished).toBe(finished);
  });

  it('looks at cases as of an instant; what was opened later is not there', async () => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const { out } = await sla([...args, '--at', '2026-11-10T12:30:00Z', '--json'], cwd, now);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ cases: 2, open: { objectives: { soon: [{}, {}, { count: 1 }] } } });
    expect(answer.trends.rows).toEqual([{ cause: 'configuration', total: 1, byMonth: [1] }]);
  });

  it('counts what is overdue and not ended', async () => {
    const cwd = await folderWith({ 'history.jsonl': line({ ...open, priority: 'critical' }) });
    const { out } = await sla(args, cwd, now);
    expect(out).toContain('0 of 0 met, 1 more overdue and not ended');
    expect(out).toMatch(/C-3 {2}first-response, critical {2}overdue for 67 h 45 min/);
  });

  it('judges each case by the policy of its line, where none is asked for', async () => {
    const cwd = await folderWith();
    await mkdir(join(cwd, 'kept'));
    await writeFile(
      join(cwd, 'kept/strict.yaml'),
      'extends: lms-platform\nid: strict\npriorities: { medium: { targets: { first-response: { within: 30 minutes } } } }\n',
    );
    const lines = [
      { ...met, policy: 'lms-platform' },
      { ...met, case: 'C-5', policy: 'strict.yaml' },
    ].map(line);
    await writeFile(join(cwd, 'kept/history.jsonl'), lines.join(''));
    const { out } = await sla(['report', '--history', 'kept/history.jsonl', '--json'], cwd, now);
    expect(JSON.parse(out).commitments).toMatchObject({ met: 1, missed: 1 });
    await writeFile(join(cwd, 'kept/history.jsonl'), line(met));
    const { code, err } = await sla(['report', '--history', 'kept/history.jsonl'], cwd, now);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'kept/history.jsonl:1:1  the line names no policy, expected a preset’s id or a file there, or --policy\n',
    });
  });

  it('an empty history is an empty report', async () => {
    const cwd = await folderWith({ 'history.jsonl': '\n' });
    const { code, out } = await sla(args, cwd, now);
    expect({ code, out }).toEqual({ code: 0, out: '0 cases in UTC\n' });
  });

  it('names every line that is wrong', async () => {
    const cwd = await folderWith({
      'history.jsonl': `{"case": 1}\nnot JSON\n${line(met)}${line({ ...met, priority: 'urgent' })}`,
    });
    const { code, out, err } = await sla(args, cwd, now);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const lines = err.trim().split('\n');
    expect(lines.map((each) => /^history\.jsonl:(\d):1 {2}/.exec(each)?.[1])).toEqual(['1', '2', '4']);
    expect(lines[2]).toContain('"urgent"');
  });

  const refusals: [string[], string][] = [
    [['--by', 'tier'], '--by.0: "tier" groups nothing: expected clock, priority, organisation, clause, month'],
    [['--from', '2026-13-01'], '--from 2026-13-01: expected a date such as 2026-11-30, a month, or an ISO instant'],
    [['--from', 'monday'], '--from monday: expected a date such as 2026-11-30, a month, or an ISO instant'],
    [['--from', '2026-11', '--to', '2026-10'], '--to: expected an instant after `from`'],
    [['--at', 'noon'], '--at noon: '],
  ];
  it.each(refusals)('refuses %j', async (more, message) => {
    const cwd = await folderWith({ 'history.jsonl': history });
    const { code, err } = await sla([...args, ...more], cwd, now);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('says which history cannot be read', async () => {
    const { code, err } = await sla(args, await folderWith(), now);
    expect(code).toBe(2);
    expect(err).toMatch(/^history\.jsonl {2}there is no such file, expected JSON lines/);
  });
});

describe('sla report on the live desk', () => {
  const settings = `
desk: { name: Acme, address: support@acme.example, timeZone: Europe/London }
data: data
policies: [elite-lms]
agents: [{ id: ann, name: Ann, email: ann@acme.example, role: lead }]
`;

  it('reads what the desk keeps, with uptime and how it was', async () => {
    const cwd = await folderWith({ 'sla.config.yaml': settings });
    const desk = await openLive(cwd);
    const record = await desk.life();
    await desk.close();
    const { code, out } = await sla(['report', '--json', '--by', 'clause'], cwd, now);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      cases: 1,
      timeZone: 'UTC',
      satisfaction: { answers: 0 },
      uptime: [{ policy: 'elite-lms', clause: 'S0-17', percent: 100 }],
      rows: [{ clause: 'S0-13', met: 1 }],
    });
    expect((await sla(['report'], cwd, now)).out).toMatch(/1 case in UTC[\s\S]*uptime {2}100 %/);
    expect(record).toMatch(/^C-/);
  }, 120_000);

  it('says where the settings are missing', async () => {
    const cwd = await folderWith();
    expect(await sla(['report', '--config', 'mine.yaml'], cwd, now)).toMatchObject({ code: 2 });
  });
});
