import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { EXPECTED } from './expected-answers.ts';

/** The Node that runs this test, and any other on PATH: package managers put their own in front of the system's. */
const nodes = nodesHere();

describe.each([20, 22, 24])('the built package on Node %i', (major) => {
  const node = nodes.get(major);

  test.skipIf(node === undefined).each(['esm.mjs', 'cjs.cjs'])('answers from %s', (file) => {
    expect(answersOf([file], node)).toEqual({ ...EXPECTED, nativeTemporal: hasTemporal([], node) });
  });
});

describe('on native Temporal', () => {
  // Node 20 has the flag too, before it had the whole of Temporal.
  const node = [...nodes].filter(([major]) => major >= 24).map(([, path]) => path)[0];
  const native = node !== undefined && hasTemporal(['--harmony-temporal'], node);

  test.skipIf(!native).each(['esm.mjs', 'cjs.cjs'])('answers the same from %s, by the runtime', (file) => {
    expect(answersOf(['--harmony-temporal', file], node)).toEqual({ ...EXPECTED, nativeTemporal: true });
  });
});

function answersOf(args: readonly string[], node = process.execPath): unknown {
  return JSON.parse(run(node, args));
}

function hasTemporal(flags: readonly string[], node = process.execPath): boolean {
  try {
    return run(node, [...flags, '-p', 'typeof Temporal']).trim() === 'object';
  } catch {
    return false;
  }
}

function nodesHere(): ReadonlyMap<number, string> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = [process.execPath, ...onPath].filter((path) => existsSync(path)).map((path) => realpathSync(path));
  const byMajor = [...new Set(found)].map(
    (path) => [Number(run(path, ['-p', 'process.versions.node']).split('.')[0]), path] as const,
  );
  // The first named wins.
  return new Map(byMajor.reverse());
}

function run(node: string, args: readonly string[]): string {
  // What vitest and its callers set for their own Node is nothing to the others.
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync(node, [...args], { cwd: join(import.meta.dirname, 'runtime'), env, encoding: 'utf8' });
}
