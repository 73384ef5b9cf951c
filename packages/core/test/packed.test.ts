import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The package as its users get it: packed, unpacked in another folder, its dependencies beside it. Needs no network. */
const core = fileURLToPath(new URL('..', import.meta.url));
const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'uses-core-')));
const installed = join(elsewhere, 'node_modules/@sla/core');

beforeAll(() => {
  if (!existsSync(join(core, 'dist/index.js'))) throw new Error('dist is missing: build the package first');
  run('pnpm', ['pack', '--silent', '--pack-destination', elsewhere], core);
  const [tarball = ''] = readdirSync(elsewhere).filter((file) => file.endsWith('.tgz'));
  run('tar', ['-xzf', tarball]);
  mkdirSync(join(elsewhere, 'node_modules/@sla'), { recursive: true });
  renameSync(join(elsewhere, 'package'), installed);
  for (const dependency of ['temporal-polyfill', 'zod'])
    symlinkSync(
      realpathSync(join(core, 'node_modules', dependency)),
      join(elsewhere, 'node_modules', dependency),
      'junction',
    );
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

test('it holds the build, its documents, and no sources', () => {
  expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
});

const WORK = `
  const policy = preset('lms-platform', { timeZone: 'Europe/London' });
  const opened = { type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email', priority: 'medium' };
  const replied = { type: 'replied', at: '2026-11-20T17:00:00Z', by: 'agent:ann' };
  const office = compileCalendar({ timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } });
  console.log(JSON.stringify({
    due: evaluate(policy, [opened], '2026-11-20T17:00:00Z').clocks[0]?.dueAt,
    added: office.add('2026-11-20T16:00:00Z', 'PT2H'),
    attained: attainment(replay(policy, [{ case: 'C-1', events: [opened, replied] }])).commitments.attainment,
  }));
`;

const ANSWERS = { due: '2026-11-23T11:00:00Z', added: '2026-11-23T10:00:00Z', attained: 1 };

describe('it is used', () => {
  test('from ESM', () => {
    const imports = `
      import { attainment, evaluate, replay } from '@sla/core';
      import { compileCalendar } from '@sla/core/calendar';
      import { preset } from '@sla/core/presets';
      import '@sla/core/testing';
    `;
    expect(answersOf('use.mjs', imports + WORK)).toEqual(ANSWERS);
  });

  test('from CommonJS', () => {
    const imports = `
      const { attainment, evaluate, replay } = require('@sla/core');
      const { compileCalendar } = require('@sla/core/calendar');
      const { preset } = require('@sla/core/presets');
    `;
    expect(answersOf('use.cjs', imports + WORK)).toEqual(ANSWERS);
  });

  test('by a policy of one entry in another: they are one library', () => {
    const code = `
      import { CalendarError, compileCalendar } from '@sla/core';
      import * as calendar from '@sla/core/calendar';
      console.log(JSON.stringify(CalendarError === calendar.CalendarError && compileCalendar === calendar.compileCalendar));
    `;
    expect(answersOf('same.mjs', code)).toBe(true);
  });
});

describe('it is typed', () => {
  const TYPED = `
    import { attainment, type CaseEvent, definePolicy, evaluate, replay } from '@sla/core';
    import { type Calendar, compileCalendar } from '@sla/core/calendar';
    import { preset, type PresetId } from '@sla/core/presets';

    const id: PresetId = 'lms-platform';
    const events: readonly CaseEvent[] = [{ type: 'opened', at: '2026-11-20T16:00:00Z', channel: 'email' }];
    const due: string | undefined = evaluate(preset(id), events, Date.now()).clocks[0]?.dueAt?.toString();
    const office: Calendar = compileCalendar({ timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } });
    const share: number | undefined = attainment(replay(preset(id), [{ case: 'C-1', events }])).objectives.attainment;
    export const used = [due, office.isOpen(0), share];

    definePolicy({
      id: 'acme',
      timeZone: 'UTC',
      priorities: { normal: { targets: { resolution: { within: '1 day' } } } },
      // @ts-expect-error there is no such priority
      defaults: { priority: 'urgent' },
    });
    // @ts-expect-error there is no such clock
    definePolicy({ id: 'acme', timeZone: 'UTC', priorities: { normal: { targets: { resolved: { within: '1 day' } } } } });
  `;

  test.each([
    ['ESM under NodeNext', 'use.mts', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['CommonJS under NodeNext', 'use.cts', { module: 'NodeNext', moduleResolution: 'NodeNext' }],
    ['a bundler', 'use.ts', { module: 'ESNext', moduleResolution: 'Bundler' }],
  ])('for %s', (_, file, options) => {
    writeFileSync(join(elsewhere, file), TYPED);
    const compilerOptions = {
      ...options,
      strict: true,
      noEmit: true,
      target: 'ES2023',
      lib: ['ES2023', 'DOM'],
      types: [],
    };
    writeFileSync(join(elsewhere, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
    const compiler = fileURLToPath(new URL('../../../node_modules/typescript7/bin/tsc', import.meta.url));
    expect(run(process.execPath, [compiler, '-p', elsewhere])).toBe('');
  });
});

function answersOf(file: string, code: string): unknown {
  writeFileSync(join(elsewhere, file), code);
  return JSON.parse(run(process.execPath, [file]));
}

/** What it printed; a failure tells all that it said. */
function run(command: string, args: readonly string[], cwd = elsewhere): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  try {
    return execFileSync(command, [...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}
