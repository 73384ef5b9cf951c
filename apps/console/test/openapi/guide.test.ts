import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { type Listening, listen } from '../../src/listen.ts';
import { type ConsoleUnderTest, consoleUnderTest } from '../../src/testing/console-under-test.ts';
import { programOf } from '../../src/testing/program.ts';

const guide = await readFile(new URL('../../../../docs/guide/rest-api.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(({ 1: text = '', index }) => ({
  line: guide.slice(0, index).split('\n').length + 1,
  text,
}));
const run = promisify(execFile);
const curl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

let under: ConsoleUnderTest;
let server: Listening;
let key: string;
/** What the guide's first block opens: the case that the later ones name C-1042. */
let number = '';

beforeAll(async () => {
  under = await consoleUnderTest();
  server = await listen(under.web.fetch, { host: '127.0.0.1', port: 0 });
  key = (await programOf(under)).token;
});
afterAll(async () => {
  await under.web.stop();
  await server.stop();
  await under.close();
});

/** In a real shell, by a real curl: what the desk refuses fails the block. */
it.skipIf(!curl).each(blocks)('the curl lines at line $line of the guide run as they stand', async ({ text }) => {
  const script = `set -euo pipefail\ncurl() { command curl --fail-with-body --write-out '\\n' "$@"; }\n${text.replaceAll('C-1042', number)}`;
  const env = { ...process.env, DESK: server.url, KEY: key };
  const { stdout } = await run('bash', ['-c', script], { env });
  const answers = stdout
    .trim()
    .split('\n')
    .map((answer) => JSON.parse(answer) as { number?: string; card?: object });
  expect(answers.length).toBeGreaterThan(0);
  if (number === '') number = answers[0]?.number ?? '';
  expect(number).toMatch(/^C-\d+$/);
});

it('the guide shows how to open a case first', () => expect(blocks[0]?.text).toContain('"$DESK/api/cases"'));
