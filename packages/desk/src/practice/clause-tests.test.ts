import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

/** Every clause that the page on practice names has a test that is named after it. */
it('each clause of the page on practice is the name of a test', async () => {
  const page = await readFile(join(root, 'docs/practice.md'), 'utf8');
  const clauses = new Set(page.match(/\bS[0-4]-\d+\b/g));
  const tests = await Promise.all(
    [
      'packages/desk/src/practice',
      'packages/desk/src/chat',
      'packages/config/src',
      'apps/console/src/api',
      'apps/console/src/portal',
      'apps/slack/src/listeners',
      'apps/teams/src',
    ].map(testsIn),
  );
  const titles = tests
    .flat()
    .flatMap((text) => [...text.matchAll(/\b(?:describe|it|test)(?:\.each\([\s\S]*?\))?\(\s*['"`]([\s\S]*?)['"`],/g)])
    .map(([, title = '']) => title)
    .join('\n');
  expect([...clauses].filter((clause) => !new RegExp(`\\b${clause}\\b`).test(titles))).toEqual([]);
  expect(clauses.size).toBeGreaterThan(30);
});

async function testsIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(join(root, folder), { recursive: true });
  return Promise.all(
    files.filter((file) => file.endsWith('.test.ts')).map((file) => readFile(join(root, folder, file), 'utf8')),
  );
}
