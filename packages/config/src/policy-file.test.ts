import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { formatFault } from './fault.ts';
import { loadPolicy, loadPolicyFrom, type PolicyOptions } from './policy-file.ts';
import { partOf } from './source.ts';
import { readYaml } from './yaml-source.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policies-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

const today = '2026-11-22';

async function load(nameOrFile: string, options: Partial<PolicyOptions> = {}) {
  const loaded = await loadPolicy(nameOrFile, { today, ...options });
  if ('faults' in loaded) throw new Error(loaded.faults.map(formatFault).join('\n'));
  return loaded;
}

async function faultsOf(nameOrFile: string, options: Partial<PolicyOptions> = {}): Promise<string[]> {
  const loaded = await loadPolicy(nameOrFile, { today, ...options });
  return 'faults' in loaded ? loaded.faults.map((fault) => formatFault(fault).replace(`${folder}/`, '')) : [];
}

const LEAST = 'id: least\ntimeZone: UTC\npriorities: { normal: {} }\n';

describe('a policy in YAML', () => {
  it('is read with its defaults', async () => {
    const { policy } = await load(await write('least.yaml', LEAST));
    expect(policy).toMatchObject({ id: 'least', version: 1, defaults: { priority: 'normal' } });
  });

  it('extends a preset by key, whose office follows its zone', async () => {
    const file = await write(
      'acme.yaml',
      `id: acme
extends: lms-platform
timeZone: Europe/London
priorities:
  critical:
    targets:
      resolution: { within: 2 hours, kind: commitment }
      update: null
  low: null
`,
    );
    const { policy, check } = await load(file);
    expect(policy.id).toBe('acme');
    expect(policy.calendars.office).toMatchObject({ timeZone: 'Europe/London' });
    expect(policy.priorities.map(({ name }) => name)).toEqual(['critical', 'high', 'medium']);
    expect(policy.priorities[0]?.targets.map(({ clock, kind }) => [clock, kind])).toEqual([
      ['first-response', 'commitment'],
      ['resolution', 'commitment'],
    ]);
    expect(check.lacking.map(({ clause }) => clause)).toEqual(['S3-14']);
  });

  it('extends a file that extends another, each beside its own files', async () => {
    await write(
      'feeds/closed.ics',
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:Eve\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    );
    await write(
      'base/lms.yaml',
      'extends: lms-platform\nid: base\ncalendars: { office: { holidays: [ { ics: ../feeds/closed.ics } ] } }\n',
    );
    const { policy } = await load(await write('top/acme.yaml', 'extends: ../base/lms.yaml\nid: top\nversion: 3\n'));
    expect(policy).toMatchObject({ id: 'top', version: 3, timeZone: 'UTC' });
    expect(policy.calendars.office).toMatchObject({ holidays: [{ date: '2026-12-24', name: 'Eve' }] });
  });

  it('has the holidays of a region as dates, the same on whatever day it is read', async () => {
    const file = await write(
      'acme.yaml',
      `${LEAST}calendars:
  office:
    timeZone: America/Halifax
    weekly: { mon-fri: 08:00-16:30 }
    holidays: [ { region: CA-NS }, 2026-12-24, { date: 2026-12-31, name: Year's end } ]
`,
    );
    const { policy } = await load(file);
    const { office } = policy.calendars;
    const holidays = office && 'holidays' in office ? (office.holidays ?? []) : [];
    expect(holidays[0]).toEqual({ date: '2015-01-01', name: "New Year's Day" });
    expect(holidays.filter((each) => typeof each === 'object' && each.date.startsWith('2026-'))).toHaveLength(8);
    expect(holidays.at(-3)).toEqual({ date: '2050-12-25', name: 'Christmas Day' });
    expect(holidays.slice(-2)).toEqual(['2026-12-24', { date: '2026-12-31', name: "Year's end" }]);
    const later = await loadPolicy(file, { today: '2031-01-01' });
    expect('policy' in later && later.policy).toEqual(policy);
  });

  it('warns of what deserves a second look, with its place', async () => {
    const file = await write(
      'acme.yaml',
      `${LEAST}rotas:
  days:
    timeZone: UTC
    layers: [ { members: [agent:ann], rotation: daily, handoffAt: 09:00, restrictTo: { mon-fri: 09:00-17:00 } } ]
`,
    );
    const { warnings } = await load(file);
    expect(warnings.map(formatFault)).toEqual([
      `${file}:5:3  nobody is on call from 2026-11-22T00:00:00Z to 2026-11-23T09:00:00Z and in 65 more stretches: expected somebody at all times`,
    ]);
  });
});

describe('a preset', () => {
  it('is loaded by its id', async () => {
    const { policy, warnings } = await load('velsoft');
    expect(policy.id).toBe('velsoft');
    expect(warnings).toEqual([]);
  });

  it('takes a zone, or a calendar with its own', async () => {
    expect((await load('elite-lms', { timeZone: 'Asia/Tokyo' })).policy).toMatchObject({
      timeZone: 'Asia/Tokyo',
      calendars: { office: { timeZone: 'Asia/Tokyo' } },
    });
    const calendar = {
      timeZone: 'Europe/Paris',
      weekly: { 'mon-sat': '10:00-18:00' },
      exceptions: { '2026-12-24': [] },
    };
    expect((await load('elite-lms', { calendar })).policy).toMatchObject({
      timeZone: 'Europe/Paris',
      calendars: { office: { weekly: { sat: [['10:00', '18:00']] }, exceptions: { '2026-12-24': [] } } },
    });
  });

  it('refuses those that are none, and a file takes neither', async () => {
    expect(await faultsOf('velsoft', { timeZone: 'Halifax' })).toEqual([
      'velsoft:1:1  timeZone: "Halifax" is not a time zone: expected an IANA name such as Europe/London',
      'velsoft:1:1  calendars.office.timeZone: "Halifax" is not a time zone: expected an IANA name such as Europe/London',
    ]);
    const file = await write('least.yaml', LEAST);
    expect((await faultsOf(file, { timeZone: 'UTC' }))[0]).toMatch(
      /^least\.yaml:1:1 {2}only a preset takes another zone/,
    );
  });
});

describe('a policy in TypeScript or JavaScript', () => {
  it('is the default export or `policy`, written or finished', async () => {
    const spec = '{ id: "typed", timeZone: "UTC", priorities: { normal: {} } }';
    expect((await load(await write('a.mjs', `export default ${spec};\n`))).policy.id).toBe('typed');
    expect((await load(await write('b.mjs', `export const policy = ${spec};\n`))).policy.id).toBe('typed');
    const core = import.meta.resolve('@sla/core');
    const finished = `import { definePolicy } from ${JSON.stringify(core)};\nexport const policy = definePolicy(${spec});\n`;
    expect((await load(await write('c.mjs', finished))).policy.id).toBe('typed');
  });

  it('with types, as Node reads it', async () => {
    const file = await write(
      'a.ts',
      'const id: string = "typed";\nexport default { id, timeZone: "UTC", priorities: { normal: {} } };\n',
    );
    const script = `import { loadPolicy } from ${JSON.stringify(import.meta.resolve('./policy-file.ts'))};
      console.log(JSON.stringify(await loadPolicy(${JSON.stringify(file)}, { today: '2026-11-22' })));`;
    const run = promisify(execFile)(process.execPath, [
      '--conditions=@sla/source',
      '--input-type=module',
      '-e',
      script,
    ]);
    expect(JSON.parse((await run).stdout)).toMatchObject({ policy: { id: 'typed' } });
  });

  it('may extend, and be extended', async () => {
    await write('base.mjs', 'export default { extends: "velsoft", id: "base", version: 2 };\n');
    expect((await load(await write('top.yaml', 'extends: base.mjs\nid: top\n'))).policy).toMatchObject({
      id: 'top',
      version: 2,
    });
  });

  it('is read anew when it changes', async () => {
    const file = await write('a.mjs', 'export default { id: "one", timeZone: "UTC", priorities: { p: {} } };\n');
    expect((await load(file)).policy.id).toBe('one');
    await write('a.mjs', 'export default { id: "two", timeZone: "UTC", priorities: { p: {} } };\n');
    await utimes(file, new Date(today), new Date(today));
    expect((await load(file)).policy.id).toBe('two');
  });

  it('tells its faults by path', async () => {
    expect(
      await faultsOf(await write('a.mjs', 'export default { id: "a", timeZone: "Mars", priorities: {} };\n')),
    ).toEqual([
      'a.mjs:1:1  priorities: keys with values: expected at least one priority',
      'a.mjs:1:1  timeZone: "Mars" is not a time zone: expected an IANA name such as Europe/London',
    ]);
    const core = import.meta.resolve('@sla/core');
    const finished = `import { definePolicy } from ${JSON.stringify(core)};\nexport default definePolicy({ id: 'a', timeZone: 'Mars', priorities: { p: {} } });\n`;
    expect(await faultsOf(await write('b.mjs', finished))).toEqual([
      'b.mjs:1:1  timeZone: "Mars" is not a time zone: expected an IANA name such as Europe/London',
    ]);
    expect(await faultsOf(await write('c.mjs', 'export const other = 1;\n'))).toEqual([
      'c.mjs:1:1  the module exports no policy: expected a default export, or one named policy',
    ]);
    expect((await faultsOf(await write('d.mjs', 'export default {;\n')))[0]).toMatch(
      /^d\.mjs:1:1 {2}the module cannot be loaded \(.+\): expected one that can$/,
    );
  });
});

describe('every fault is told at once, with its line and column', () => {
  it('in the writing and in what it means', async () => {
    const file = await write(
      'bad.yaml',
      `id: bad
timeZone: Mars/Crater
calendar: ofice
calendars:
  office:
    timeZone: UTC
    weekly: { mon: 09:00-25:00 }
    holidays: [ { region: XX }, 2026-13-01, { ics: none.ics }, { region: GB, state: ENG } ]
    seasons:
      - { from: 2026-05-01, to: 2026-05-31, weekly: {} }
      - { from: 2026-05-31, to: 2026-06-30, weekly: {} }
priorities:
  high:
    targets:
      first-respons: { within: 1 hour }
      resolution: { within: 30, clause: A-1 }
      estimate: { within: "30", clause: A-2 }
      workaround: { within: 1 day, clause: A-2 }
      workaround: { within: 2 days, clause: A-2 }
    escalation:
      - { id: up, at: { clock: diagnosis, percent: 100 }, raiseTo: L9 }
rotas:
  r: { timeZone: UTC, layers: [ { members: [], rotation: daily, handoffAt: 09:00 } ] }
`,
    );
    expect(await faultsOf(file)).toEqual([
      'bad.yaml:2:11  "Mars/Crater" is not a time zone: expected an IANA name such as Europe/London',
      'bad.yaml:3:11  "ofice" is no calendar of this policy: expected office',
      'bad.yaml:7:20  "25:00" is not a time of day: expected HH:MM, 00:00 to 23:59, or 24:00 to close',
      'bad.yaml:8:27  "XX" is no region: XX is not known, expected a country such as CA, GB or DE, or a part of one such as CA-NS',
      'bad.yaml:8:33  "2026-13-01" is not a date: expected YYYY-MM-DD, such as 2026-12-25',
      'bad.yaml:8:52  the file is not there: expected one that can be read',
      'bad.yaml:8:78  "state" is not known here: expected region, bank, language',
      'bad.yaml:11:9  the season 2026-05-31 to 2026-06-30 overlaps the season 2026-05-01 to 2026-05-31: expected seasons that share no date',
      'bad.yaml:15:7  "first-respons" is no clock: expected acknowledgement, first-response, next-response, update, estimate, diagnosis, workaround, resolution or milestone:NAME',
      'bad.yaml:16:29  30: expected a unit after the number, such as `30 minutes` or `30 business hours`',
      'bad.yaml:17:27  "30", column 3: expected `seconds`, `minutes`, `hours`, `days`, `weeks`, `months`, `business minutes`, `business hours` or `business days`',
      'bad.yaml:18:44  A-2 is named twice, by estimate and by workaround: expected each its own, or A-2 listed under clauses if the sentence promises both',
      'bad.yaml:19:7  "workaround" stands here a second time: expected each key once',
      'bad.yaml:21:32  diagnosis is not promised for high, so the step never fires: expected one of first-respons, resolution, estimate, workaround',
      'bad.yaml:21:68  "L9" is no tier of this policy: expected L1, L2, L3',
      expect.stringMatching(/^bad\.yaml:23:\d+ {2}.*expected/),
    ]);
  });

  it('in the file where it stands, when one extends the other', async () => {
    await write('base.yaml', 'extends: velsoft\nid: base\nfloor: lowest\n');
    const file = await write('top.yaml', 'extends: base.yaml\nid: top\ntiers: [desk]\ndefaults: { priority: none }\n');
    expect(await faultsOf(file)).toEqual([
      'top.yaml:4:23  "none" is no priority of this policy: expected high, medium',
      'base.yaml:3:8  "lowest" is no priority of this policy: expected high, medium',
    ]);
  });

  it('at `extends`, when a preset no longer fits what is laid over it', async () => {
    const file = await write('top.yaml', 'id: top\nextends: elite-lms\ntiers: [desk]\n');
    expect(await faultsOf(file)).toEqual([
      'top.yaml:2:10  priorities.critical.escalation[1].raiseTo: "senior-technical" is no tier of this policy: expected desk',
      'top.yaml:2:10  priorities.high.escalation[0].raiseTo: "specialised" is no tier of this policy: expected desk',
    ]);
  });

  it('of files that extend one another', async () => {
    await write('a.yaml', 'extends: b.yaml\n');
    await write('b.yaml', 'id: b\nextends: a.yaml\n');
    expect(await faultsOf(join(folder, 'a.yaml'))).toEqual([
      'b.yaml:2:10  a.yaml extends this file in turn: expected a policy that does not',
    ]);
    await write('self.yaml', 'extends: ./self.yaml\n');
    expect((await faultsOf(join(folder, 'self.yaml'))).length).toBe(1);
  });

  it('of what extends nothing that there is', async () => {
    expect(await faultsOf(await write('a.yaml', 'extends: gold\n'))).toEqual([
      expect.stringMatching(/^a\.yaml:1:10 {2}gold is no preset, and as a file "" is no ending/),
    ]);
    expect(await faultsOf(await write('b.yaml', 'extends: [x]\n'))).toEqual([
      expect.stringMatching(/^b\.yaml:1:10 {2}this names nothing to extend: expected elite-lms/),
    ]);
  });

  it('of a file that is none', async () => {
    expect(await faultsOf(join(folder, 'none.yaml'))).toEqual([
      'none.yaml:1:1  the file is not there: expected one that can be read',
    ]);
    expect(await faultsOf(await write('a.toml', ''))).toEqual([
      expect.stringMatching(/^a\.toml:1:1 {2}"\.toml" is no ending/),
    ]);
    expect(await faultsOf(await write('empty.yaml', ''))).toEqual([
      expect.stringMatching(/^empty\.yaml:1:1 {2}null: expected keys with values/),
    ]);
    expect(await faultsOf(await write('list.yaml', '- a\n'))).toEqual([
      expect.stringMatching(/^list\.yaml:1:1 {2}a list: expected/),
    ]);
  });
});

it('a policy that stands in another file has its places there', async () => {
  const text = 'scenarios:\n  - name: x\n    policy:\n      extends: velsoft\n      id: x\n      floor: none\n';
  const part = partOf(readYaml('s.yaml', text), ['scenarios', 0, 'policy']);
  const loaded = await loadPolicyFrom(part, { today });
  expect('faults' in loaded && loaded.faults.map(formatFault)).toEqual([
    's.yaml:6:14  "none" is no priority of this policy: expected high, medium',
  ]);
});
