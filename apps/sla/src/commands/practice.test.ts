import { Temporal } from '@sla/core';
import { expect, it } from 'vitest';

import { folderWith, sla } from '../testing/terminal.ts';

const now = () => Temporal.Instant.from('2026-11-23T10:00:00Z');
/** A desk that is there: commands that look at what is kept make none. */
async function folderWithDesk(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await folderWith(files);
  await run(['key', 'create', '--name', 'x', '--role', 'agent'], folder);
  return folder;
}

const run = (args: readonly string[], folder: string) => sla([...args, '--data', 'here'], folder, { now });

it('S2-7: an announcement is shown first, and sent once to each organisation', async () => {
  const folder = await folderWithDesk({ 'news.txt': 'A webinar on grading, on Friday.\n' });
  const args = ['announce', 'news.txt', '--subject', 'Webinar', '--organisation', 'ashdown-college'];
  const shown = await run(args, folder);
  expect(shown).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was sent.') });
  expect(shown.out).toMatch(/^(?:to send|nobody) +Ashdown College/);
  expect(JSON.parse((await run([...args, '--send', '--json'], folder)).out)).toMatchObject({
    sent: true,
    mails: [{ organisation: 'ashdown-college' }],
  });
  expect((await run([...args, '--by', 'tomas'], folder)).err).toContain('This needs the role lead.');
  expect((await run([...args, '--by', 'nobody'], folder)).err).toContain('--by nobody  expected one of: ');
  expect((await run(['announce', 'gone.txt', '--subject', 'x'], folder)).err).toContain(
    'gone.txt  there is no such file',
  );
}, 120_000);

it('what is kept of a person is exported and erased; nobody is nobody', async () => {
  const folder = await folderWithDesk();
  expect(await run(['privacy', 'export', 'nobody@x.example'], folder)).toMatchObject({
    code: 1,
    err: 'Nobody with the address nobody@x.example is known here.\n',
  });
  expect((await run(['privacy', 'erase', 'nobody@x.example', '--by', 'tomas'], folder)).err).toContain('role admin');
}, 120_000);
