import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';
import * as zod from 'zod';

import * as calendar from './calendar/index.ts';
import * as check from './check/index.ts';
import * as core from './index.ts';
import * as presets from './presets/index.ts';
import * as testing from './testing/index.ts';
import { docExamples, type Example, fencedBlocks, runExample } from './testing/run-example.ts';

const modules = {
  '@sla/core': core,
  '@sla/core/calendar': calendar,
  '@sla/core/check': check,
  '@sla/core/presets': presets,
  '@sla/core/testing': testing,
  zod,
};
const folder = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('src/**/*.ts', { cwd: folder }).filter((file) => !/\.test\.ts$|\/testing\//.test(file));
const texts = new Map(sources.sort().map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
const inDocs = [...texts].flatMap(([file, text]) => docExamples(text, file));
const inReadme = fencedBlocks(readFileSync(`${folder}/README.md`, 'utf8'), 'README.md');

describe.each([
  ['the README', inReadme],
  ['docstrings', inDocs],
])('examples in %s', (_, examples) => {
  test.each(examples)('$place runs and says what comes out', (example) => {
    const checks = runExample(example, modules);
    expect(checks.length).toBeGreaterThan(0);
    for (const { place, expected, got } of checks) expect(`${place}: ${got}`).toBe(`${place}: ${expected}`);
  });
});

test('every function, class and constant of the public surface has an example', () => {
  const names = [core, calendar, check, presets, testing].flatMap((surface) => Object.keys(surface));
  const withExample = new Set(
    [...texts.values()].flatMap((text) =>
      [...text.matchAll(/@example(?:(?!\*\/)[\s\S])*\*\/\s*export (?:function\*?|class|const) (\w+)/g)].map(
        ([, name]) => name,
      ),
    ),
  );
  expect(names.length).toBeGreaterThan(50);
  // Temporal is another library's, handed on.
  expect([...new Set(names)].filter((name) => name !== 'Temporal' && !withExample.has(name))).toEqual([]);
});

test('examples compile as strictly as the sources', () => {
  const into = `${folder}/reports/examples`;
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  for (const [i, example] of [...inReadme, ...inDocs].entries())
    writeFileSync(`${into}/${fileOf(i, example)}`, example.code);
  writeFileSync(
    `${into}/tsconfig.json`,
    JSON.stringify({
      extends: '../../../../tsconfig.base.json',
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
    }),
  );
  const compiler = fileURLToPath(new URL('../../../node_modules/typescript7/bin/tsc', import.meta.url));
  const compile = () => execFileSync(process.execPath, [compiler, '--noEmit', '-p', into], { encoding: 'utf8' });
  expect(faultsOf(compile)).toBe('');
});

/** Names the place, so that a fault says where it is. */
function fileOf(position: number, { place }: Example): string {
  return `${String(position).padStart(3, '0')}-${place.replace(/[^\w]+/g, '-')}.ts`;
}

function faultsOf(compile: () => string): string {
  try {
    return compile();
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
