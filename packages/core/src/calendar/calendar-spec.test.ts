import { describe, expect, test } from 'vitest';
import { CalendarError, type CalendarFault, compileCalendar, parseCalendarSpec } from './index.ts';

function faultsOf(input: unknown): readonly CalendarFault[] {
  try {
    parseCalendarSpec(input);
  } catch (error) {
    if (error instanceof CalendarError) return error.faults;
    throw error;
  }
  return [];
}

const office = { mon: [['09:00', '17:30']], tue: [['09:00', '17:30']] };

describe('shorthands', () => {
  test.each([
    ['a range of days', { 'mon-tue': '09:00-17:30' }, office],
    ['a list of days', { 'mon, tue': [['09:00', '17:30']] }, office],
    [
      'a range over the weekend',
      { 'sun-mon': '10:00-12:00' },
      { sun: [['10:00', '12:00']], mon: [['10:00', '12:00']] },
    ],
    [
      'a split day',
      { mon: '08:00-12:00, 13:00-16:30' },
      {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '16:30'],
        ],
      },
    ],
    [
      'a list of rows',
      { mon: ['08:00-12:00', ['13:00', '16:30']] },
      {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '16:30'],
        ],
      },
    ],
    ['dashes and blanks', { 'Mon – Tue': '09:00 – 17:30' }, office],
    ['a day around the clock', { sat: 'always' }, { sat: [['00:00', '24:00']] }],
    ['a closed day', { sat: 'closed', sun: [] }, { sat: [], sun: [] }],
    [
      'always',
      'always',
      Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
    ],
  ])('%s', (_, weekly, expected) => {
    expect(parseCalendarSpec({ timeZone: 'UTC', weekly }).weekly).toEqual(expected);
  });

  test('a whole calendar that is always open', () => {
    expect(compileCalendar('always').add('2026-11-22T03:00:00Z', 'PT1H').toString()).toBe('2026-11-22T04:00:00Z');
  });

  test('the canonical form stays as it is', () => {
    const spec = {
      timeZone: 'America/Halifax',
      weekly: {
        mon: [
          ['08:00', '12:00'],
          ['13:00', '16:30'],
        ],
      },
      holidays: ['2026-12-25', { date: '2026-12-26', name: 'Boxing Day' }],
      exceptions: { '2026-12-24': [['08:00', '12:00']] },
      seasons: [{ name: 'exam weeks', from: '2026-05-04', to: '2026-05-29', weekly: { mon: [['08:00', '20:00']] } }],
      revisions: [{ from: '2027-01-01', weekly: {} }],
    };
    expect(parseCalendarSpec(spec)).toEqual(spec);
  });
});

describe('one fault', () => {
  const zoned = (rest: object) => ({ timeZone: 'UTC', ...rest });
  const season = (from: string, to: string, name?: string) => ({ ...(name && { name }), from, to, weekly: {} });

  test.each<[string, unknown, CalendarFault['path'], string, string]>([
    ['no calendar', 'sometimes', [], 'bad-type', '"sometimes" is not a calendar'],
    ['nothing', undefined, [], 'bad-type', 'undefined is not a calendar'],
    ['no zone', { weekly: {} }, ['timeZone'], 'missing-key', 'timeZone is missing'],
    [
      'an unknown zone',
      { timeZone: 'Europe/Atlantis' },
      ['timeZone'],
      'bad-zone',
      '"Europe/Atlantis" is not a time zone',
    ],
    ['an empty zone', { timeZone: '' }, ['timeZone'], 'bad-zone', 'expected an IANA name'],
    [
      'an unknown key',
      zoned({ weekley: {} }),
      ['weekley'],
      'unknown-key',
      '"weekley" is not known here: expected timeZone, weekly',
    ],
    ['a week that is none', zoned({ weekly: 'never' }), ['weekly'], 'bad-type', '"never" is not weekly hours'],
    ['an unknown day', zoned({ weekly: { monday: [] } }), ['weekly', 'monday'], 'bad-day', '"monday" is not a weekday'],
    [
      'a range of three',
      zoned({ weekly: { 'mon-tue-wed': [] } }),
      ['weekly', 'mon-tue-wed'],
      'bad-day',
      'a range such as mon-fri',
    ],
    [
      'a day twice',
      zoned({ weekly: { 'mon-fri': '09:00-17:00', fri: '09:00-15:00' } }),
      ['weekly', 'fri'],
      'duplicate',
      'fri has its hours twice, by mon-fri and by fri',
    ],
    [
      '25 o’clock',
      zoned({ weekly: { mon: [['09:00', '25:00']] } }),
      ['weekly', 'mon', 0, 1],
      'bad-time',
      '"25:00" is not a time of day',
    ],
    [
      'a minute of 60',
      zoned({ weekly: { mon: '09:60-17:00' } }),
      ['weekly', 'mon'],
      'bad-time',
      '"09:60" is not a time of day',
    ],
    ['24:01', zoned({ weekly: { mon: '09:00-24:01' } }), ['weekly', 'mon'], 'bad-time', '"24:01" is not a time of day'],
    ['a single digit', zoned({ weekly: { mon: '9:00-17:00' } }), ['weekly', 'mon'], 'bad-time', 'expected HH:MM'],
    [
      'opening at 24:00',
      zoned({ weekly: { mon: '24:00-08:00' } }),
      ['weekly', 'mon'],
      'bad-time',
      '"24:00" cannot open a shift',
    ],
    [
      'a number as time',
      zoned({ weekly: { mon: [[9, '17:00']] } }),
      ['weekly', 'mon', 0, 0],
      'bad-time',
      '9 is not a time of day',
    ],
    [
      'hours without a dash',
      zoned({ weekly: { mon: '09:00' } }),
      ['weekly', 'mon'],
      'bad-hours',
      '"09:00" is not hours',
    ],
    [
      'a row not in a list',
      zoned({ weekly: { mon: ['09:00', '17:00'] } }),
      ['weekly', 'mon'],
      'bad-hours',
      'is a row without its list: expected [["09:00","17:00"]]',
    ],
    [
      'a row of three',
      zoned({ weekly: { mon: [['09:00', '12:00', '13:00']] } }),
      ['weekly', 'mon', 0],
      'bad-hours',
      'an opening and a closing',
    ],
    [
      'hours that are nothing',
      zoned({ weekly: { mon: null } }),
      ['weekly', 'mon'],
      'bad-hours',
      'or an empty list for a closed day',
    ],
    [
      'holidays that are no list',
      zoned({ holidays: '2026-12-25' }),
      ['holidays'],
      'bad-type',
      'expected a list of dates',
    ],
    [
      'a day that is not',
      zoned({ holidays: ['2026-02-30'] }),
      ['holidays', 0],
      'bad-date',
      '"2026-02-30" is not a date',
    ],
    ['a date with time', zoned({ holidays: ['2026-12-25T00:00'] }), ['holidays', 0], 'bad-date', 'expected YYYY-MM-DD'],
    [
      'a named day that is not',
      zoned({ holidays: [{ date: '2026-13-01' }] }),
      ['holidays', 0, 'date'],
      'bad-date',
      '"2026-13-01"',
    ],
    [
      'a holiday without its date',
      zoned({ holidays: [{ name: 'Easter' }] }),
      ['holidays', 0, 'date'],
      'missing-key',
      'date is missing',
    ],
    [
      'a name that is none',
      zoned({ holidays: [{ date: '2026-12-25', name: 1 }] }),
      ['holidays', 0, 'name'],
      'bad-type',
      '1 is not a name',
    ],
    [
      'a region',
      zoned({ holidays: [{ region: 'CA-NS' }] }),
      ['holidays', 0],
      'unresolved-holidays',
      'a region is not dates yet: @sla/config resolves it',
    ],
    [
      'a feed',
      zoned({ holidays: [{ ics: 'off.ics' }] }),
      ['holidays', 0],
      'unresolved-holidays',
      'an ICS feed is not dates yet',
    ],
    [
      'exceptions as a list',
      zoned({ exceptions: [] }),
      ['exceptions'],
      'bad-type',
      'expected dates, each with its hours',
    ],
    [
      'an exception’s date',
      zoned({ exceptions: { xmas: [] } }),
      ['exceptions', 'xmas'],
      'bad-date',
      '"xmas" is not a date',
    ],
    [
      'an exception’s hours',
      zoned({ exceptions: { '2026-12-24': '08:00' } }),
      ['exceptions', '2026-12-24'],
      'bad-hours',
      '"08:00" is not hours',
    ],
    ['a season that is none', zoned({ seasons: ['summer'] }), ['seasons', 0], 'bad-type', '"summer" is not a season'],
    [
      'a season without hours',
      zoned({ seasons: [{ from: '2026-05-04', to: '2026-05-29' }] }),
      ['seasons', 0, 'weekly'],
      'missing-key',
      'weekly is missing',
    ],
    [
      'a season without an end',
      zoned({ seasons: [{ from: '2026-05-04', weekly: {} }] }),
      ['seasons', 0, 'to'],
      'missing-key',
      'to is missing',
    ],
    [
      'a season backwards',
      zoned({ seasons: [season('2026-05-29', '2026-05-04')] }),
      ['seasons', 0, 'to'],
      'bad-range',
      'ends on 2026-05-04, before it begins',
    ],
    [
      'seasons that share a date',
      zoned({ seasons: [season('2026-05-04', '2026-05-29', 'exams'), season('2026-05-29', '2026-06-30')] }),
      ['seasons', 1],
      'overlapping-seasons',
      'the season 2026-05-29 to 2026-06-30 overlaps the season "exams" 2026-05-04 to 2026-05-29',
    ],
    [
      'a season within another, given first',
      zoned({
        seasons: [
          season('2026-07-01', '2026-07-02'),
          season('2026-01-01', '2026-12-31'),
          season('2027-01-01', '2027-01-02'),
        ],
      }),
      ['seasons', 0],
      'overlapping-seasons',
      'expected seasons that share no date',
    ],
    ['a revision that is none', zoned({ revisions: [7] }), ['revisions', 0], 'bad-type', '7 is not a revision'],
    [
      'a revision without its date',
      zoned({ revisions: [{ weekly: {} }] }),
      ['revisions', 0, 'from'],
      'missing-key',
      'from is missing',
    ],
    [
      'two revisions on a date',
      zoned({
        revisions: [
          { from: '2027-01-01', weekly: {} },
          { from: '2027-01-01', weekly: {} },
        ],
      }),
      ['revisions', 1, 'from'],
      'duplicate',
      'two revisions begin on 2027-01-01',
    ],
  ])('%s', (_, input, path, code, message) => {
    const [fault, ...more] = faultsOf(input);
    expect(fault).toMatchObject({ path, code });
    expect(fault?.message).toContain(message);
    expect(more).toEqual([]);
  });
});

test('all faults come at once, each with its path, and the message reads line by line', () => {
  const broken = {
    timeZone: 'Mars/Olympus',
    weekly: { mon: [['25:00', '17:99']], funday: 'always' },
    holidays: ['soon', { region: 'DE-BE' }],
    seasons: [{ from: '2026-06-01', to: '2026-05-01', weekly: { tue: 'maybe' }, colour: 'red' }],
  };
  expect(faultsOf(broken).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
    'timeZone bad-zone',
    'weekly.mon.0.0 bad-time',
    'weekly.mon.0.1 bad-time',
    'weekly.funday bad-day',
    'holidays.0 bad-date',
    'holidays.1 unresolved-holidays',
    'seasons.0.colour unknown-key',
    'seasons.0.weekly.tue bad-hours',
    'seasons.0.to bad-range',
  ]);
  const refuse = () => compileCalendar(broken as never);
  expect(refuse).toThrow('weekly.mon[0][0]: "25:00" is not a time of day: expected HH:MM, 00:00 to 23:59\n');
  expect(refuse).toThrow(expect.objectContaining({ name: 'CalendarError', code: 'invalid-calendar' }));
});
