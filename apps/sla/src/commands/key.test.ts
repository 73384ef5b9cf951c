import { Temporal } from '@sla/core';
import { expect, it } from 'vitest';

import { folderWith, sla } from '../testing/terminal.ts';

const now = () => Temporal.Instant.from('2026-11-23T10:00:00Z');
const key = (args: readonly string[], folder: string) => sla(['key', ...args, '--data', 'here'], folder, { now });

it('a key is made, listed without its secret, and revoked', async () => {
  const folder = await folderWith();
  const args = ['create', '--name', 'LMS sync', '--role', 'requester', '--agent', 'tomas'];
  const made = await key([...args, '--organisation', 'ashdown-college', '--expires', '2099-12-31'], folder);
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^sla_lms-sync-[0-9a-f]{8}_[\w-]{43}\n$/);
  const id = /^sla_(.*)_[\w-]{43}$/.exec(made.out.trim())?.[1] ?? '';
  expect(made.err).toContain(`Key ${id} acts as tomas with the role requester.`);
  expect((await key(['list'], folder)).out).toBe(
    `valid    ${id}  “LMS sync”: requester of ashdown-college, as tomas, until 2100-01-01T00:00:00Z, never used\n`,
  );
  expect(await key(['revoke', id], folder)).toMatchObject({ code: 0, out: `Key ${id} is revoked.\n` });
  expect((await key(['list'], folder)).out).toContain(`revoked  ${id}`);
  expect((await key(['list', '--json'], folder)).out).not.toContain(made.out.trim().slice(-20));
});

it('without an agent it acts as the first administrator', async () => {
  const folder = await folderWith();
  const made = await key(['create', '--name', 'x', '--role', 'admin', '--json'], folder);
  expect(JSON.parse(made.out)).toMatchObject({ agent: 'ann', role: 'admin', createdBy: 'sla key' });
});

it('bad use says what was expected, a line a fault', async () => {
  const folder = await folderWith();
  const bad = await key(['create', '--name', 'x', '--role', 'lead', '--agent', 'tomas', '--organisation', 'y'], folder);
  expect(bad.code).toBe(2);
  expect(bad.err).toBe(
    '--role  Tomas Lind has the role agent; a key cannot have a higher one than its agent\n' +
      '--organisation  expected one of: ashdown-college, university-of-lindmark, harbour-schools, meridian-health, kestrel-retail\n',
  );
  expect((await key(['create', '--name', 'x', '--role', 'agent', '--expires', 'soon'], folder)).err).toContain(
    '--expires soon: expected a date such as 2027-06-30, or an ISO instant',
  );
  expect(await key(['revoke', 'nobody'], folder)).toMatchObject({ code: 1 });
});
