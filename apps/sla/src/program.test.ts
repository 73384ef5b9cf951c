import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { folderWith, sla } from './testing/terminal.ts';

const vectors = fileURLToPath(new URL('../../../packages/core/vectors', import.meta.url));

const opened = { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' };

describe('sla check', () => {
  it('lists the promises and clauses of a preset', async () => {
    const { code, out } = await sla(['check', 'lms-platform']);
    expect(code).toBe(0);
    expect(out).toContain('first-response');
    expect(out).toMatch(/carried {2}S3-13/);
    expect(out).toContain('All is well.');
  });

  it('answers as JSON', async () => {
    const { code, out } = await sla(['check', 'learning-pool', '--json', '--time-zone', 'Europe/Dublin']);
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.timeZone).toBe('Europe/Dublin');
    expect(answer.carried.map(({ clause }: { clause: string }) => clause)).toContain('S4-8');
  });

  it('names what is neither a preset nor a file', async () => {
    const { code, out, err } = await sla(['check', 'learningpool']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^"learningpool" is no preset and no file, expected .*learning-pool/);
  });

  it('tells every fault of a policy at once, each with its line', async () => {
    const cwd = await folderWith({
      'policy.yaml': [
        'id: acme',
        'version: 1',
        'timeZone: Europe/Lundon',
        'calendars: { office: { timeZone: Europe/London, weekly: { mon-fri: 09:00-25:00 } } }',
        'calendar: office',
        'priorities:',
        '  normal:',
        '    targets: { first-respons: { within: 4 } }',
      ].join('\n'),
    });
    const { code, err } = await sla(['check', 'policy.yaml'], cwd);
    expect(code).toBe(2);
    const lines = err.trim().split('\n');
    expect(lines.map((line) => /policy\.yaml:(\d+):\d+ {2}/.exec(line)?.[1])).toEqual(
      expect.arrayContaining(['3', '4', '8']),
    );
    expect(err).toContain('expected');
  });

  it('reads a desk’s settings and what they name', async () => {
    const cwd = await folderWith({
      'sla.config.yaml':
        'desk: { name: Acme, address: help@acme.example }\npolicies: [{ preset: velsoft }]\nagents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]\n',
    });
    const { out } = await sla(['check'], cwd);
    expect(out).toContain('Acme <help@acme.example>: 1 agent,');
    expect(out).toContain('acknowledgement');
  });

  it('says which setting wants a variable that is not there', async () => {
    const cwd = await folderWith({
      'sla.config.yaml':
        'desk: { name: Acme, address: help@acme.example }\nrelay: { host: mail.acme.example, user: x, password: "${SMTP_PASSWORD}" }\n',
    });
    const { code, err } = await sla(['check'], cwd);
    expect(code).toBe(2);
    expect(err).toMatch(/sla\.config\.yaml:2:\d+ .*SMTP_PASSWORD/);
  });
});

describe('sla calendar', () => {
  it('adds business time', async () => {
    const { out } = await sla(['calendar', 'add', 'lms-platform', '2026-11-20T16:00:00Z', '4 hours']);
    expect(out).toBe('2026-11-23T11:00:00Z  Mon 23 Nov 2026, 11:00 (UTC)\n');
  });

  it('adds business days', async () => {
    const { out } = await sla(['calendar', 'add', 'lms-platform', '2026-11-20T16:00:00Z', '1 business day', '--json']);
    expect(JSON.parse(out).due).toBe('2026-11-23T16:00:00Z');
  });

  it('counts between two instants, backwards too', async () => {
    expect(
      (await sla(['calendar', 'between', 'lms-platform', '2026-11-20T16:00:00Z', '2026-11-23T11:00:00Z'])).out,
    ).toMatch(/^PT4H /);
    expect(
      JSON.parse(
        (await sla(['calendar', 'between', 'lms-platform', '2026-11-23T11:00:00Z', '2026-11-20T16:00:00Z', '--json']))
          .out,
      ).minutes,
    ).toBe(-240);
  });

  it('shows the days of a calendar file with its holidays by name', async () => {
    const cwd = await folderWith({
      'office.yaml': 'timeZone: Europe/London\nweekly: { mon-fri: 09:00-17:30 }\nholidays: [{ region: GB-ENG }]\n',
    });
    const { out } = await sla(['calendar', 'show', 'office.yaml', '--from', '2026-12-24', '--days', '3'], cwd);
    expect(out).toBe(
      'Europe/London\nThu 2026-12-24  09:00-17:30\nFri 2026-12-25  Christmas Day\nSat 2026-12-26  Boxing Day\n',
    );
  });

  it.each([
    [['calendar', 'add', 'lms-platform', 'yesterday', '4 hours'], /^FROM yesterday: expected ISO text/],
    [['calendar', 'add', 'lms-platform', '2026-11-20T16:00:00Z', 'soon'], /^WORK "soon": /],
    [['calendar', 'show', 'lms-platform', '--days', '0'], /^--days 0: expected a whole number from 1 to 3660/],
    [['calendar', 'show', 'lms-platform:night'], /has no calendar night, expected one of: /],
  ])('refuses %j', async (args, sentence) => {
    const { code, err } = await sla(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('runs vectors and counts them', async () => {
    const { code, out } = await sla(['calendar', 'run', `${vectors}/business-time.json`]);
    expect(out).toBe('338 passed, 0 failed\n');
    expect(code).toBe(0);
  });

  it('says what a failed vector expected and got', async () => {
    const cwd = await folderWith({
      'wrong.json': JSON.stringify({
        cases: [
          {
            name: 'off by one',
            calendar: { timeZone: 'UTC', weekly: { mon: [['09:00', '17:00']] } },
            ops: [{ op: 'between', from: '2026-11-23T09:00:00Z', to: '2026-11-23T10:00:00Z', expectMinutes: 59 }],
          },
        ],
      }),
    });
    const { code, out } = await sla(['calendar', 'run', 'wrong.json'], cwd);
    expect(code).toBe(1);
    expect(out).toContain('expected 59, got 60');
    expect(out).toMatch(/0 passed, 1 failed\n$/);
  });
});

describe('sla evaluate and explain', () => {
  it('prints a case’s state as JSON', async () => {
    const cwd = await folderWith({ 'case.json': JSON.stringify({ events: [opened] }) });
    const { code, out } = await sla(
      ['evaluate', '--policy', 'lms-platform', '--events', 'case.json', '--at', '2026-11-20T17:00:00Z'],
      cwd,
    );
    expect(code).toBe(0);
    const { clocks } = JSON.parse(out);
    expect(clocks[0]).toMatchObject({
      clock: 'first-response',
      status: 'running',
      dueAt: '2026-11-23T11:00:00Z',
      elapsed: 'PT1H',
      remaining: 'PT3H',
    });
  });

  it('reads JSON lines, from standard input too', async () => {
    const lines = `${JSON.stringify(opened)}\n${JSON.stringify({ type: 'replied', at: '2026-11-20T16:30:00Z', by: 'agent:ann' })}\n`;
    const { out } = await sla(
      ['evaluate', '--policy', 'lms-platform', '--events', '-', '--at', '2026-11-20T17:00:00Z', '--json'],
      undefined,
      { readStdin: async () => lines },
    );
    expect(JSON.parse(out).clocks[0]).toMatchObject({ status: 'met', stoppedAt: '2026-11-20T16:30:00Z' });
  });

  it('explains a deadline in a sentence and a ledger', async () => {
    const cwd = await folderWith({ 'case.json': JSON.stringify({ events: [opened] }) });
    const { code, out } = await sla(
      ['explain', '--policy', 'lms-platform', '--events', 'case.json', '--clock', 'first-response'],
      cwd,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^Due Mon 23 Nov 2026, 11:00 \(UTC\): 4 business hours from Fri 20 Nov/);
    expect(out).toMatch(/counted 2 h\n/);
    expect(out).toMatch(/closed/);
  });

  it('names the line of a faulty event', async () => {
    const cwd = await folderWith({
      'case.jsonl': `${JSON.stringify(opened)}\n${JSON.stringify({ type: 'prioritised', at: '2026-11-20T17:00:00Z', priority: 'urgent' })}\n`,
    });
    const { code, err } = await sla(
      ['evaluate', '--policy', 'lms-platform', '--events', 'case.jsonl', '--at', '2026-11-20T18:00:00Z'],
      cwd,
    );
    expect(code).toBe(2);
    expect(err).toMatch(/^case\.jsonl:2:1 {2}.*urgent.*critical, high, medium/);
  });

  it('names the place of a faulty event in a file of one object', async () => {
    const cwd = await folderWith({
      'case.json':
        '{ "events": [\n  { "type": "opened", "at": "2026-11-20T16:00:00Z", "channel": "email" },\n  { "type": "replied", "at": "teatime", "by": "agent:ann" }\n] }',
    });
    const { code, err } = await sla(
      ['evaluate', '--policy', 'lms-platform', '--events', 'case.json', '--at', '2026-11-20T18:00:00Z'],
      cwd,
    );
    expect(code).toBe(2);
    expect(err).toMatch(/^case\.json:3:\d+ {2}.*teatime/);
  });

  it.each([
    [['explain', '--policy', 'lms-platform', '--events', 'case.json', '--clock', 'lunch'], /lunch/],
    [
      ['explain', '--policy', 'lms-platform', '--events', 'case.json', '--clock', 'first-response', '--cycle', 'x'],
      /--cycle x: expected a whole number/,
    ],
    [
      ['evaluate', '--policy', 'lms-platform', '--events', 'nowhere.json', '--at', '2026-11-20T18:00:00Z'],
      /nowhere\.json {2}there is no such file/,
    ],
    [
      ['evaluate', '--policy', 'lms-platform', '--events', 'case.json', '--at', 'noon'],
      /^--at noon: expected ISO text with an offset/,
    ],
    [
      ['evaluate', '--policy', 'lms-platform', '--events', 'broken.json', '--at', '2026-11-20T18:00:00Z'],
      /^broken\.json:1:\d+ /,
    ],
  ])('refuses %j', async (args, sentence) => {
    const cwd = await folderWith({
      'case.json': JSON.stringify({ events: [opened] }),
      'broken.json': '{ "events": [ }',
    });
    const { code, err } = await sla(args, cwd);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

describe('sla replay', () => {
  it('says what another policy would have changed', async () => {
    const history = [
      { case: 'C-1', events: [opened, { type: 'replied', at: '2026-11-20T17:30:00Z', by: 'agent:ann' }] },
      { case: 'C-2', events: [opened, { type: 'replied', at: '2026-11-23T10:00:00Z', by: 'agent:ann' }] },
    ];
    const cwd = await folderWith({
      'history.jsonl': history.map((row) => `${JSON.stringify(row)}\n`).join(''),
      'stricter.yaml':
        'id: stricter\nversion: 1\nextends: lms-platform\npriorities: { medium: { targets: { first-response: { within: 2 business hours } } } }\n',
    });
    const alone = await sla(['replay', '--policy', 'lms-platform', '--history', 'history.jsonl'], cwd);
    expect(alone.code).toBe(0);
    expect(alone.out).toContain('2 of 2 finished clocks met');
    const { code, out } = await sla(
      ['replay', '--policy', 'stricter.yaml', '--against', 'lms-platform', '--history', 'history.jsonl'],
      cwd,
    );
    expect(code).toBe(1);
    expect(out).toMatch(/C-2 {2}first-response 1: .*met.*→.*missed/);
  });

  it('names every line that is no history', async () => {
    const cwd = await folderWith({ 'history.jsonl': '{"case":"C-1"}\nnot json\n' });
    const { code, err } = await sla(['replay', '--policy', 'lms-platform', '--history', 'history.jsonl'], cwd);
    expect(code).toBe(2);
    expect(
      err
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 17)),
    ).toEqual(['history.jsonl:1:1', 'history.jsonl:2:1']);
  });
});

describe('sla test', () => {
  it('runs the published scenarios', async () => {
    const { code, out } = await sla(['test', `${vectors}/sla-scenarios.json`]);
    expect(out).toBe('31 passed, 0 failed\n');
    expect(code).toBe(0);
  });

  it('shows what was expected, what came, and why', async () => {
    const cwd = await folderWith({
      'promises.yaml': [
        'scenarios:',
        '  - name: a medium case is answered the same day',
        '    policy: lms-platform',
        '    given: [{ type: opened, at: 2026-11-20T16:00:00Z, channel: email, priority: medium }]',
        '    at: 2026-11-20T17:00:00Z',
        '    expect: { clocks: [{ clock: first-response, dueAt: 2026-11-20T18:00:00Z }] }',
      ].join('\n'),
    });
    const { code, out } = await sla(['test', 'promises.yaml'], cwd);
    expect(code).toBe(1);
    expect(out).toContain('FAIL  a medium case is answered the same day');
    expect(out).toContain('expected "2026-11-20T18:00:00Z", got "2026-11-23T11:00:00Z"');
    expect(out).toContain('why: Due Mon 23 Nov 2026');
    expect(out).toMatch(/0 passed, 1 failed\n$/);
  });

  it('refuses an unknown key in expect, at its line', async () => {
    const cwd = await folderWith({
      'promises.yaml':
        'scenarios:\n  - name: x\n    policy: lms-platform\n    given: [{ type: opened, at: 2026-11-20T16:00:00Z, channel: email }]\n    at: 2026-11-20T17:00:00Z\n    expect: { clock: [] }\n',
    });
    const { code, err } = await sla(['test', 'promises.yaml'], cwd);
    expect(code).toBe(2);
    expect(err).toMatch(/promises\.yaml:6:\d+ {2}/);
  });
});

describe('bad use', () => {
  it.each([[['nonsense']], [['evaluate']], [['up', '--port', 'eighty']], [['up', '--config', 'nowhere.yaml']]])(
    '%j ends with 2 and says what is wrong',
    async (args) => {
      const cwd = await folderWith();
      const { code, out, err } = await sla(args, cwd);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err.trim()).not.toBe('');
    },
  );

  it('shows help on standard output and ends with 0', async () => {
    const { code, out } = await sla(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('explain');
  });
});

describe('bad use', () => {
  it.each([
    [['calendar', 'add'], "sla calendar add: missing required argument 'calendar'; see sla calendar add --help"],
    [['chek'], "sla: unknown command 'chek' (Did you mean check?); see sla --help"],
    [['check', '--fast'], "sla check: unknown option '--fast'; see sla check --help"],
    [['check'], 'sla.config.yaml  there is no such file here, expected one, or what to check: sla check POLICY'],
    [['calendar', 'run', 'none.json'], 'none.json  there is no such file, expected a file of vectors'],
    [['calendar', 'run', 'text.json'], /^text\.json:1:1 {2}is no JSON: .*\n$/],
    [['calendar', 'add', 'lms-platform', '2026-11-23T09:00:00Z', 'four'], /^WORK "four": expected such as PT4H30M/],
    [['test', 'empty.yaml'], /empty\.yaml:1:1 {2}the file is empty: expected a scenario, or a list under scenarios\n$/],
    [
      ['test', 'half.yaml'],
      /half\.yaml:1:1 {2}"policy" is missing: expected a preset, a file or a policy\n.*"at" is missing/s,
    ],
    [['privacy', 'export', 'a@b.example'], /^There is no desk in .*demo-data yet/],
  ] as const)('%j is told in a line that says what to do', async (args, sentence) => {
    const cwd = await folderWith({ 'text.json': 'hello\n', 'empty.yaml': '', 'half.yaml': 'name: a\ngiven: []\n' });
    const { code, err } = await sla([...args], cwd);
    expect(code).toBeGreaterThan(0);
    if (typeof sentence === 'string') expect(err).toBe(`${sentence}\n`);
    else expect(err).toMatch(sentence);
  });
});
