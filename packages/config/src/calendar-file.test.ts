import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { loadCalendar } from './calendar-file.ts';
import { formatFault } from './fault.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendars-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function load(text: string) {
  const file = join(folder, 'office.yaml');
  await writeFile(file, text);
  const loaded = await loadCalendar(file);
  return 'faults' in loaded
    ? loaded.faults.map((fault) => formatFault(fault).replace(`${folder}/`, ''))
    : loaded.calendar;
}

it('a calendar file is read, with the holidays of its region', async () => {
  expect(
    await load('timeZone: America/Halifax\nweekly: { mon-fri: 08:00-16:30 }\nholidays: [ { region: CA-NS } ]\n'),
  ).toMatchObject({
    timeZone: 'America/Halifax',
    weekly: { mon: [['08:00', '16:30']] },
    holidays: expect.arrayContaining([{ date: '2026-07-01', name: 'Canada Day' }]),
  });
});

it('its faults have their places', async () => {
  expect(
    await load('weekly: { mon: 25:00-26:00, xyz: always }\nholidays: [ 2026-12-25, { region: QQ }, soon ]\n'),
  ).toEqual([
    'office.yaml:1:1  timeZone is missing: expected an IANA name such as Europe/London',
    'office.yaml:1:16  "25:00" is not a time of day: expected HH:MM, 00:00 to 23:59',
    'office.yaml:1:16  "26:00" is not a time of day: expected HH:MM, 00:00 to 23:59, or 24:00 to close',
    'office.yaml:1:29  "xyz" is not a weekday: expected mon to sun, a range such as mon-fri, or a list of them',
    'office.yaml:2:35  "QQ" is no region: QQ is not known, expected a country such as CA, GB or DE, or a part of one such as CA-NS',
    'office.yaml:2:41  "soon" is not a date: expected YYYY-MM-DD, such as 2026-12-25',
  ]);
  expect(await load('7\n')).toEqual([expect.stringMatching(/^office\.yaml:1:1 {2}7 is not a calendar/)]);
});
