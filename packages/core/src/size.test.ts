import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

interface Bundle {
  /** Minified and gzipped, without zod and Temporal. */
  readonly bytes: number;
  /** The modules of which something is left, as paths within src. */
  readonly modules: readonly string[];
}

/** What a page downloads for this code. */
async function bundled(code: string): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'node20',
    external: ['temporal-polyfill', 'zod'],
    metafile: true,
  });
  const kept = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? '').length,
    modules: kept.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file.replace(/^.*src\//, '')),
  };
}

const CALENDAR = `export * from './calendar/index.ts';`;
const PARSING = `export { parseTarget } from './index.ts';`;
const JUDGING = `export { definePolicy, evaluate, explain, replay } from './index.ts';`;
const FRONT_DOOR = `export * from './index.ts';`;
const PRESETS = `export * from './index.ts'; export * from './presets/index.ts';`;

describe('minified and gzipped, without zod and Temporal', () => {
  const limits: [string, string, number][] = [
    ['parseTarget alone', PARSING, 2_500],
    ['the calendar alone', CALENDAR, 10_000],
    ['what judges a case', JUDGING, 36_000],
    ['all of the front door', FRONT_DOOR, 40_000],
    ['that with the presets', PRESETS, 46_000],
  ];
  test.each(limits)('%s stays within its limit, which the README names', async (_, code, limit) => {
    const { bytes } = await bundled(code);
    expect(bytes).toBeLessThanOrEqual(limit);
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(`| ${limit / 1_000} kB |`);
  });
});

describe('what is not used is not shipped', () => {
  test('the calendar brings no zod, no policy and no case', async () => {
    const { modules } = await bundled(CALENDAR);
    expect(modules.filter((file) => !/^(calendar|time)\//.test(file))).toEqual([]);
  });

  test('parseTarget drops the compiling of calendars, and all that evaluates', async () => {
    const { modules } = await bundled(PARSING);
    expect(modules.filter((file) => !/^(target\/|time\/|index\.ts$)/.test(file))).toEqual([]);
  });

  test('the front door brings no scenarios, no presets and nothing that checks a policy for its author', async () => {
    const { modules } = await bundled(FRONT_DOOR);
    expect(modules.filter((file) => /scenario|^(check|presets|testing)\//.test(file))).toEqual([]);
  });

  test('an import that is not used leaves nothing', async () => {
    const { bytes } = await bundled(`import { evaluate, attainment } from './index.ts'; console.log(1);`);
    expect(bytes).toBeLessThan(100);
  });
});
