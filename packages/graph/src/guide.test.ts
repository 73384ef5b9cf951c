import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import type { GraphErrorCode } from './graph-error.ts';
import { operations } from './operations.ts';

const guide = () => readFile(new URL('../../../docs/guide/microsoft-365.md', import.meta.url), 'utf8');

/** A code that is missing here does not compile. */
const codes: Readonly<Record<GraphErrorCode, true>> = {
  'credentials-refused': true,
  'permission-missing': true,
  'access-denied': true,
  'not-found': true,
  'cursor-expired': true,
  conflict: true,
  invalid: true,
  'too-large': true,
  throttled: true,
  unavailable: true,
  'outcome-unknown': true,
  'unexpected-answer': true,
};

test.each(Object.keys(codes))('the guide says what to do about %s', async (code) => {
  expect(await guide()).toContain(`\`${code}\``);
});

test('every permission that the guide tells to give is one that is asked for', async () => {
  const table = (await guide()).split('## 2.')[1]?.split('## 3.')[0] ?? '';
  const named = [...table.matchAll(/`((?:Application )?\w+\.\w+(?:\.\w+)?)`/g)].map(([, name]) => name);
  const asked = new Set<string>(Object.values(operations).flatMap(({ anyOf }) => anyOf.map(({ name }) => name)));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => name !== undefined && !asked.has(name))).toEqual([]);
});
