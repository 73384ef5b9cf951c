import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Calendar, CalendarError, type CalendarInput, compileCalendar, unionOf } from './index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

const office = (rest: Partial<CalendarInput> = {}): Calendar =>
  compileCalendar({ timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' }, ...rest });
const utc = (weekly: CalendarInput['weekly'], rest: Partial<CalendarInput> = {}): Calendar =>
  compileCalendar({ timeZone: 'UTC', ...(weekly !== undefined && { weekly }), ...rest });

describe('add and subtract', () => {
  test.each<[string, Calendar, string, string, string]>([
    ['within a day', office(), '2026-11-23T10:00:00Z', 'PT4H', '2026-11-23T14:00:00Z'],
    ['up to the last second is that day’s close', office(), '2026-11-23T09:00:00Z', 'PT8H30M', '2026-11-23T17:30:00Z'],
    ['over the night', office(), '2026-11-23T17:00:00Z', 'PT1H', '2026-11-24T09:30:00Z'],
    ['from a weekend', office(), '2026-11-21T12:00:00Z', 'PT1H', '2026-11-23T10:00:00Z'],
    ['nothing, out of hours', office(), '2026-11-21T12:00:00Z', 'PT0S', '2026-11-21T12:00:00Z'],
    ['back to an opening, not the closing before', office(), '2026-11-23T10:00:00Z', '-PT1H', '2026-11-23T09:00:00Z'],
    ['back from a weekend', office(), '2026-11-22T12:00:00Z', '-PT8H30M', '2026-11-20T09:00:00Z'],
  ])('%s', (_, calendar, from, work, expected) => {
    expect(calendar.add(from, work).toString()).toBe(expected);
    const mirrored = work.startsWith('-') ? work.slice(1) : `-${work}`;
    expect(calendar.subtract(from, mirrored).toString()).toBe(expected);
  });

  test('takes and gives what the design says', () => {
    const due = office().add(new Date('2026-11-23T10:00:00Z'), Temporal.Duration.from({ hours: 4 }));
    expect(due).toBeInstanceOf(Temporal.Instant);
    const exact = Temporal.Instant.from('2026-11-21T12:00:00.000000001Z');
    expect(office().add(exact, 'PT0S')).toBe(exact);
    expect(office().between('2026-11-20T17:00:00Z', at('2026-11-23T10:00:00Z')).toString()).toBe('PT1H30M');
    expect(office().between('2026-11-23T10:00:00Z', '2026-11-20T17:00:00Z').toString()).toBe('-PT1H30M');
  });
});

describe('hours of a date', () => {
  const spec: CalendarInput = {
    timeZone: 'UTC',
    weekly: { 'mon-fri': '09:00-17:00' },
    holidays: ['2026-06-02', '2026-06-03', '2026-06-08'],
    exceptions: { '2026-06-03': '10:00-11:00', '2026-06-06': '12:00-14:00', '2026-06-09': [] },
    seasons: [{ from: '2026-06-04', to: '2026-06-08', weekly: { 'mon-sun': '08:00-09:00' } }],
    revisions: [
      { from: '2026-06-11', weekly: { thu: '20:00-21:00' } },
      { from: '2026-06-05', weekly: { 'mon-fri': '07:00-10:00' } },
    ],
  };

  test.each([
    ['the week', '2026-06-01', 8],
    ['a holiday', '2026-06-02', 0],
    ['an exception on a holiday', '2026-06-03', 1],
    ['a season', '2026-06-04', 1],
    ['a season over a revision', '2026-06-05', 1],
    ['an exception over a season', '2026-06-06', 2],
    ['a season’s weekend', '2026-06-07', 1],
    ['a holiday in a season', '2026-06-08', 0],
    ['an exception that closes', '2026-06-09', 0],
    ['the latest revision', '2026-06-10', 3],
    ['a later one, given first', '2026-06-11', 1],
    ['the past, as it was', '2026-05-29', 8],
  ])('%s', (_, date, hours) => {
    const start = at(`${date}T00:00:00Z`);
    expect(compileCalendar(spec).betweenMs(start, start + DAY) / HOUR).toBe(hours);
  });

  test('a holiday takes the whole shift that begins on it, and leaves the night before', () => {
    const nights = utc({ 'mon-sun': '22:00-06:00' }, { holidays: ['2026-12-25'] });
    expect(nights.betweenMs(at('2026-12-25T00:00:00Z'), at('2026-12-26T12:00:00Z')) / HOUR).toBe(6);
  });

  test('equal times are a whole day, and abutting shifts are one', () => {
    const days = utc({ mon: '08:00-08:00', tue: '08:00-12:00' });
    expect(
      days.intervals('2026-11-22T00:00:00Z', '2026-11-29T00:00:00Z').map(({ start, end }) => `${start} ${end}`),
    ).toEqual(['2026-11-23T08:00:00Z 2026-11-24T12:00:00Z']);
  });

  test('intervals are cut to their bounds', () => {
    expect(office().intervalsMs(at('2026-11-23T12:00:00Z'), at('2026-11-24T10:00:00Z'))).toEqual([
      { start: at('2026-11-23T12:00:00Z'), end: at('2026-11-23T17:30:00Z') },
      { start: at('2026-11-24T09:00:00Z'), end: at('2026-11-24T10:00:00Z') },
    ]);
    expect(office().intervals('2026-11-24T10:00:00Z', '2026-11-23T12:00:00Z')).toEqual([]);
  });
});

describe('clock changes', () => {
  const nights = (timeZone: string) => compileCalendar({ timeZone, weekly: { 'mon-sun': '22:00-06:00' } });
  test.each([
    ['a night shift in spring', nights('Europe/Berlin'), '2024-03-30T12:00:00Z', '2024-03-31T12:00:00Z', 7],
    ['a night shift in autumn', nights('Europe/Berlin'), '2024-10-26T12:00:00Z', '2024-10-27T12:00:00Z', 9],
    [
      'round the clock on Lord Howe',
      compileCalendar({ timeZone: 'Australia/Lord_Howe', weekly: { sun: 'always' } }),
      '2024-04-06T00:00:00Z',
      '2024-04-08T00:00:00Z',
      24.5,
    ],
    [
      'a day that Apia skipped',
      compileCalendar({ timeZone: 'Pacific/Apia', weekly: { fri: 'always' } }),
      '2011-12-29T00:00:00Z',
      '2012-01-01T00:00:00Z',
      0,
    ],
    [
      'a row in the gap keeps its length',
      compileCalendar({ timeZone: 'America/New_York', weekly: { sun: '02:10-02:50' } }),
      '2024-03-10T00:00:00Z',
      '2024-03-11T00:00:00Z',
      2 / 3,
    ],
  ])('%s', (_, calendar, from, to, hours) => {
    expect(calendar.betweenMs(at(from), at(to)) / HOUR).toBeCloseTo(hours, 9);
  });
});

describe('the next opening and closing, strictly after', () => {
  test.each([
    ['in hours', '2026-11-23T12:00:00Z', '2026-11-24T09:00:00Z', '2026-11-23T17:30:00Z'],
    ['at opening', '2026-11-23T09:00:00Z', '2026-11-24T09:00:00Z', '2026-11-23T17:30:00Z'],
    ['just before opening', '2026-11-23T08:59:59Z', '2026-11-23T09:00:00Z', '2026-11-23T17:30:00Z'],
    ['at closing', '2026-11-23T17:30:00Z', '2026-11-24T09:00:00Z', '2026-11-24T17:30:00Z'],
    ['on Friday night', '2026-11-27T20:00:00Z', '2026-11-30T09:00:00Z', '2026-11-30T17:30:00Z'],
  ])('%s', (_, from, opening, closing) => {
    expect(office().nextOpening(from)?.toString()).toBe(opening);
    expect(office().nextClosing(from)?.toString()).toBe(closing);
  });

  test('there is none where it never closes', () => {
    const always = compileCalendar({ timeZone: 'Europe/London', weekly: 'always' });
    expect(always.nextClosing('2026-11-23T12:00:00Z')).toBeUndefined();
    expect(always.nextOpening('2026-11-23T12:00:00Z')).toBeUndefined();
    expect(always.nextClosingMs(at('2026-11-23T12:00:00Z'))).toBe(Number.POSITIVE_INFINITY);
  });

  test('an exception far away is found from a calendar that is always open', () => {
    const once = compileCalendar({ timeZone: 'UTC', weekly: 'always', exceptions: { '2095-01-01': [] } });
    expect(once.nextClosing('2026-11-23T12:00:00Z')?.toString()).toBe('2095-01-01T00:00:00Z');
    expect(once.nextOpening('2026-11-23T12:00:00Z')?.toString()).toBe('2095-01-02T00:00:00Z');
    expect(once.nextClosing('2095-01-02T00:00:00Z')).toBeUndefined();
  });

  test('a week that is full on the wall may have a hole where clocks change', () => {
    const weekly = { 'mon-sun': '00:00-03:00, 02:30-24:00' };
    const holed = compileCalendar({ timeZone: 'America/New_York', weekly });
    expect(holed.nextClosing('2026-01-01T00:00:00Z')?.toString()).toBe('2026-03-08T07:00:00Z');
    expect(holed.nextOpening('2026-01-01T00:00:00Z')?.toString()).toBe('2026-03-08T07:30:00Z');
    expect(utc(weekly).nextClosing('2026-01-01T00:00:00Z')).toBeUndefined();
  });
});

describe('a calendar that has no more open time', () => {
  const code = (question: () => unknown) => {
    try {
      return question();
    } catch (error) {
      return error instanceof CalendarError ? error.code : error;
    }
  };
  const now = '2026-11-23T12:00:00Z';

  test.each<[string, Calendar]>([
    ['without hours', utc({})],
    ['with hours of no day', utc(undefined)],
    ['with holidays only', utc({}, { holidays: ['2026-12-25'] })],
    ['with dated exceptions in the past only', utc({}, { exceptions: { '2020-01-01': 'always' } })],
    [
      'whose revision closes it',
      utc({ 'mon-fri': '09:00-17:00' }, { revisions: [{ from: '2021-01-01', weekly: {} }] }),
    ],
    [
      'with a season in the past only',
      utc({}, { seasons: [{ from: '2020-01-01', to: '2020-02-01', weekly: 'always' }] }),
    ],
    ['of two that never open', unionOf([utc({}), utc({})], { timeZone: 'UTC' })],
  ])('%s', (_, calendar) => {
    expect(code(() => calendar.add(now, 'PT1S'))).toBe('never-open');
    expect(code(() => calendar.nextOpening(now))).toBe('never-open');
    expect(code(() => calendar.addBusinessDays(now, 1))).toBe('never-open');
    expect(calendar.isOpen(now)).toBe(false);
    expect(calendar.between(now, '2190-01-01T00:00:00Z').toString()).toBe('PT0S');
    expect(calendar.nextClosing(now)).toBeUndefined();
    expect(calendar.businessDay(now)).toBeUndefined();
    expect(calendar.add(now, 'PT0S').toString()).toBe(now);
  });

  test('looks back as it looks ahead', () => {
    const revised = utc({}, { revisions: [{ from: '2026-01-01', weekly: { 'mon-fri': '09:00-17:00' } }] });
    expect(revised.subtract('2026-01-01T17:00:00Z', 'PT8H').toString()).toBe('2026-01-01T09:00:00Z');
    expect(code(() => revised.subtract('2026-01-01T17:00:00Z', 'PT8H1S'))).toBe('never-open');
    expect(code(() => utc({}).subtract(now, 'PT1S'))).toBe('never-open');
  });

  test('gives out what there is, and says how little', () => {
    const twice = utc({}, { exceptions: { '2026-12-01': '09:00-10:00', '2150-12-01': '09:00-10:30' } });
    expect(twice.add(now, 'PT2H30M').toString()).toBe('2150-12-01T10:30:00Z');
    expect(() => twice.add(now, 'PT2H31M')).toThrow(
      'the calendar is open for only 2 h 30 min after 2026-11-23T12:00:00Z: 2 h 31 min of work do not fit',
    );
    expect(twice.addBusinessDays(now, 1, 'close-of-business').toString()).toBe('2150-12-01T10:30:00Z');
    expect(() => twice.addBusinessDays(now, 2)).toThrow('the calendar has no business day after 2150-12-01');
  });

  test('a holiday run of years comes to its end', () => {
    const holidays = Array.from({ length: 10_000 }, (_, i) => iso(at('2026-01-01T00:00:00Z') + i * DAY).slice(0, 10));
    const calendar = utc({ 'mon-fri': '09:00-17:00' }, { holidays });
    expect(calendar.add('2026-01-01T00:00:00Z', 'PT1H').toString()).toBe('2053-05-19T10:00:00Z');
    expect(calendar.nextOpening('2026-01-01T00:00:00Z')?.toString()).toBe('2053-05-19T09:00:00Z');
    expect(calendar.addBusinessDays('2026-01-01T00:00:00Z', 1).toString()).toBe('2053-05-20T09:00:00Z');
  });

  test('a season until the end of time, closed or open, is not waited for', () => {
    const season = (weekly: CalendarInput['weekly'] = {}) => [{ from: '2026-01-01', to: '9999-12-31', weekly }];
    const closed = utc({ 'mon-fri': '09:00-17:00' }, { seasons: season({}) });
    expect(code(() => closed.add(now, 'PT1H'))).toBe('never-open');
    expect(code(() => closed.nextOpening(now))).toBe('never-open');
    expect(closed.subtract(now, 'PT1H').toString()).toBe('2025-12-31T16:00:00Z');
    expect(utc({}, { seasons: season('always') }).nextClosing(now)).toBeUndefined();
  });

  test('work that would last beyond the year 9999 is out of range', () => {
    expect(code(() => office().add(now, 'PT999999999H'))).toBe('out-of-range');
    expect(code(() => office().subtract(now, 'PT999999999H'))).toBe('out-of-range');
  });

  test('a minute a week for a hundred years', () => {
    const calendar = utc({ wed: '12:00-12:01' });
    expect(calendar.add('2026-11-23T00:00:00Z', 'PT5218M').toString()).toBe('2126-11-20T12:01:00Z');
    expect(iso(calendar.subtractMs(calendar.addMs(at(now), 5_218 * 60_000), 5_218 * 60_000))).toBe(
      '2026-11-25T12:00:00Z',
    );
  });
});

describe('N business days', () => {
  const split = utc({ 'mon-thu': '08:00-12:00, 13:00-16:30', fri: '10:00-12:00' }, { holidays: ['2026-11-26'] });
  const nights = utc({ 'mon-thu': '22:00-06:00' });
  const always = compileCalendar({ timeZone: 'Europe/London', weekly: 'always' });
  const cet = compileCalendar({ timeZone: 'Europe/Berlin', weekly: { 'mon-sun': '01:00-10:00' } });

  test.each<[string, Calendar, string, number, string, string]>([
    ['same time', split, '2026-11-23T09:15:00Z', 1, '2026-11-24T09:15:00Z', '2026-11-24T16:30:00Z'],
    [
      'over a holiday, clamped to the shorter day',
      split,
      '2026-11-25T15:00:00Z',
      1,
      '2026-11-27T12:00:00Z',
      '2026-11-27T12:00:00Z',
    ],
    ['clamped to a later opening', split, '2026-11-25T08:30:00Z', 1, '2026-11-27T10:00:00Z', '2026-11-27T12:00:00Z'],
    ['received at night', split, '2026-11-23T22:00:00Z', 1, '2026-11-25T08:00:00Z', '2026-11-25T16:30:00Z'],
    ['received exactly at closing', split, '2026-11-23T16:30:00Z', 1, '2026-11-25T08:00:00Z', '2026-11-25T16:30:00Z'],
    ['received in the break', split, '2026-11-23T12:30:00Z', 1, '2026-11-24T13:00:00Z', '2026-11-24T16:30:00Z'],
    [
      'due in the break of another day',
      utc({ mon: '08:00-17:00', tue: '08:00-12:00, 13:00-17:00' }),
      '2026-11-23T12:30:00Z',
      1,
      '2026-11-24T12:30:00Z',
      '2026-11-24T17:00:00Z',
    ],
    ['received on a weekend', split, '2026-11-21T09:00:00Z', 2, '2026-11-25T08:00:00Z', '2026-11-25T16:30:00Z'],
    ['none', split, '2026-11-23T09:15:00Z', 0, '2026-11-23T09:15:00Z', '2026-11-23T16:30:00Z'],
    ['none, at night', split, '2026-11-23T22:00:00Z', 0, '2026-11-24T08:00:00Z', '2026-11-24T16:30:00Z'],
    ['back', split, '2026-11-24T09:15:00Z', -1, '2026-11-23T09:15:00Z', '2026-11-23T16:30:00Z'],
    [
      'in the small hours of a night shift',
      nights,
      '2026-11-24T03:00:00Z',
      1,
      '2026-11-25T03:00:00Z',
      '2026-11-25T06:00:00Z',
    ],
    [
      'of the last night of the week',
      nights,
      '2026-11-27T03:00:00Z',
      1,
      '2026-12-01T03:00:00Z',
      '2026-12-01T06:00:00Z',
    ],
    ['round the clock', always, '2026-11-23T17:00:00Z', 3, '2026-11-26T17:00:00Z', '2026-11-27T00:00:00Z'],
    [
      'at midnight, where one day ends and the next begins',
      always,
      '2026-11-24T00:00:00Z',
      1,
      '2026-11-25T00:00:00Z',
      '2026-11-26T00:00:00Z',
    ],
    ['into a gap', cet, '2024-03-30T01:30:00Z', 1, '2024-03-31T01:30:00Z', '2024-03-31T08:00:00Z'],
  ])('%s', (_, calendar, from, days, sameTime, close) => {
    expect(calendar.addBusinessDays(from, days).toString()).toBe(sameTime);
    expect(calendar.addBusinessDays(from, days, 'close-of-business').toString()).toBe(close);
  });

  test.each<[string, Calendar, number]>([
    ['the most frequent length', split, 7.5],
    [
      'a tie takes the longer',
      utc({ mon: '09:00-10:00', tue: '09:00-11:00', wed: '09:00-10:00', thu: '09:00-11:00' }),
      2,
    ],
    ['overlapping rows count once', utc({ mon: '09:00-12:00, 11:00-15:00' }), 6],
    ['night shifts', nights, 8],
    [
      'seasons and revisions do not count',
      utc({ mon: '09:00-10:00' }, { revisions: [{ from: '2020-01-01', weekly: { 'mon-fri': '09:00-17:00' } }] }),
      1,
    ],
    [
      'unless there is nothing else',
      utc({}, { revisions: [{ from: '2020-01-01', weekly: { 'mon-fri': '09:00-17:00' } }] }),
      8,
    ],
    ['or only exceptions', utc({}, { exceptions: { '2026-01-01': '09:00-12:00', '2026-01-02': '13:00-16:00' } }), 3],
    [
      'a union of Berlin and New York',
      unionOf(
        [
          compileCalendar({ timeZone: 'Europe/Berlin', weekly: { 'mon-fri': '09:00-17:00' } }),
          compileCalendar({ timeZone: 'America/New_York', weekly: { 'mon-fri': '09:00-17:00' } }),
        ],
        { timeZone: 'UTC' },
      ),
      14,
    ],
  ])('as usual days: %s', (_, calendar, hours) => {
    expect(calendar.usualDayMs() / HOUR).toBe(hours);
    const work = calendar.usualDayMs() * 2;
    expect(calendar.addBusinessDaysMs(at('2019-12-20T00:00:00Z'), 2, 'working-hours')).toBe(
      calendar.addMs(at('2019-12-20T00:00:00Z'), work),
    );
  });

  test('the business day of an instant, breaks included', () => {
    const dateAt = (calendar: Calendar, instant: string) => calendar.businessDay(instant)?.toString();
    expect(dateAt(split, '2026-11-23T12:30:00Z')).toBe('2026-11-23');
    expect(dateAt(split, '2026-11-23T16:30:00Z')).toBeUndefined();
    expect(dateAt(nights, '2026-11-24T03:00:00Z')).toBe('2026-11-23');
    expect(dateAt(nights, '2026-11-24T12:00:00Z')).toBeUndefined();
    expect(split.businessDayMs(at('2026-11-23T12:30:00Z'))).toEqual({
      date: '2026-11-23',
      start: at('2026-11-23T08:00:00Z'),
      end: at('2026-11-23T16:30:00Z'),
    });
    const next = split.businessDayFromMs(at('2026-11-25T20:00:00Z'));
    expect(next.date).toBe('2026-11-27');
    expect(split.businessDayAfter(next).date).toBe('2026-11-30');
  });

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d days are refused', (days) => {
    expect(() => split.addBusinessDays('2026-11-23T09:15:00Z', days)).toThrow('expected a whole number');
  });
});

describe('why it is closed', () => {
  const calendar = office({
    holidays: [{ date: '2026-12-25', name: 'Christmas Day' }, '2026-12-28'],
    exceptions: { '2026-12-24': '09:00-12:00', '2026-12-29': [] },
  });

  test.each([
    ['2026-12-23T12:00:00Z', undefined],
    ['2026-12-23T20:00:00Z', { kind: 'closed' }],
    ['2026-12-24T12:00:00Z', { kind: 'exception' }],
    ['2026-12-24T18:00:00Z', { kind: 'closed' }],
    ['2026-12-25T03:00:00Z', { kind: 'holiday', name: 'Christmas Day' }],
    ['2026-12-26T12:00:00Z', { kind: 'closed' }],
    ['2026-12-28T12:00:00Z', { kind: 'holiday' }],
    ['2026-12-29T03:00:00Z', { kind: 'exception' }],
  ])('%s', (instant, closure) => {
    expect(calendar.closureAt(at(instant))).toEqual(closure);
  });

  test('closed time is cut where its reason changes', () => {
    const rows = calendar.closures(at('2026-12-24T10:00:00Z'), at('2026-12-30T10:00:00Z'));
    expect(rows.map(({ start, end, kind, name }) => [iso(start), iso(end), kind, name])).toEqual([
      ['2026-12-24T12:00:00Z', '2026-12-24T17:30:00Z', 'exception', undefined],
      ['2026-12-24T17:30:00Z', '2026-12-25T00:00:00Z', 'closed', undefined],
      ['2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z', 'holiday', 'Christmas Day'],
      ['2026-12-26T00:00:00Z', '2026-12-28T00:00:00Z', 'closed', undefined],
      ['2026-12-28T00:00:00Z', '2026-12-29T00:00:00Z', 'holiday', undefined],
      ['2026-12-29T00:00:00Z', '2026-12-30T00:00:00Z', 'exception', undefined],
      ['2026-12-30T00:00:00Z', '2026-12-30T09:00:00Z', 'closed', undefined],
    ]);
  });

  test('the small hours of a holiday’s night shift', () => {
    const nights = utc({ 'mon-sun': '22:00-06:00' }, { holidays: [{ date: '2026-12-24', name: 'Eve' }] });
    expect(nights.closureAt(at('2026-12-25T03:00:00Z'))).toEqual({ kind: 'holiday', name: 'Eve' });
    expect(nights.closureAt(at('2026-12-25T08:00:00Z'))).toEqual({ kind: 'closed' });
  });

  test('a union names the member that is off', () => {
    const both = unionOf([calendar, utc({ 'mon-fri': '20:00-21:00' })], { timeZone: 'UTC' });
    expect(both.closureAt(at('2026-12-25T12:00:00Z'))).toEqual({ kind: 'holiday', name: 'Christmas Day' });
    expect(both.closureAt(at('2026-12-25T20:30:00Z'))).toBeUndefined();
  });
});

describe('a union', () => {
  const sydney = compileCalendar({ timeZone: 'Australia/Sydney', weekly: { 'mon-fri': '09:00-17:00' } });
  const london = compileCalendar({ timeZone: 'Europe/London', weekly: { 'mon-fri': '08:00-16:00' } });
  const denver = compileCalendar({ timeZone: 'America/Denver', weekly: { 'mon-fri': '09:00-17:00' } });
  const sun = unionOf([sydney, london, denver], { timeZone: 'Europe/London' });

  test('follows the sun', () => {
    expect(sun.timeZone).toBe('Europe/London');
    expect(
      sun
        .intervalsMs(at('2026-11-22T12:00:00Z'), at('2026-11-24T12:00:00Z'))
        .map(({ start, end }) => [iso(start), iso(end)]),
    ).toEqual([
      ['2026-11-22T22:00:00Z', '2026-11-23T06:00:00Z'],
      ['2026-11-23T08:00:00Z', '2026-11-24T06:00:00Z'],
      ['2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z'],
    ]);
  });

  test('gives a shift to the date on which it begins in its own zone', () => {
    expect(sun.businessDay('2026-11-22T23:00:00Z')?.toString()).toBe('2026-11-22');
    expect(iso(sun.businessDayFromMs(at('2026-11-23T12:00:00Z')).end)).toBe('2026-11-24T06:00:00Z');
  });

  test('of unions is one of all', () => {
    const nested = unionOf([unionOf([sydney, london], { timeZone: 'UTC' }), denver], { timeZone: 'Europe/London' });
    const [from, to] = [at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
    expect(nested.intervalsMs(from, to)).toEqual(sun.intervalsMs(from, to));
  });

  test('refuses what it cannot unite', () => {
    expect(() => unionOf([], { timeZone: 'UTC' })).toThrow('a union of no calendars');
    expect(() => unionOf([london], { timeZone: 'Nowhere/Land' })).toThrow(
      'timeZone: "Nowhere/Land" is not a time zone',
    );
    expect(() => unionOf([{ ...london }], { timeZone: 'UTC' })).toThrow('compileCalendar or unionOf made');
  });
});

describe('bad numbers', () => {
  test.each<[string, () => unknown, string]>([
    ['no work', () => office().addMs(0, Number.NaN), 'NaN is no length of time'],
    ['endless work', () => office().addMs(0, Number.POSITIVE_INFINITY), 'Infinity is no length of time'],
    ['no instant', () => office().addMs(Number.NaN, 1), 'NaN ms is beyond the reach of calendars'],
    ['no instant, no work', () => office().addMs(Number.NaN, 0), 'NaN ms is beyond'],
    ['no instant to count to', () => office().betweenMs(0, Number.POSITIVE_INFINITY), 'Infinity ms is beyond'],
    [
      'after the year 9999',
      () => office().isOpenMs(at('+010000-01-01T00:00:00Z')),
      '+010000-01-01T00:00:00Z is beyond the reach of calendars: expected an instant of the years 1 to 9999',
    ],
    ['before the year 1', () => office().businessDayMs(-8e15), 'beyond the reach'],
    ['lists of unequal length', () => office().addMany(new Float64Array(2), new Float64Array(3)), '2 and 3 values'],
    [
      'no room for the results',
      () => office().betweenMany(new Float64Array(2), new Float64Array(2), new Float64Array(1)),
      'room for 1 results',
    ],
  ])('%s', (_, question, message) => {
    expect(question).toThrow(CalendarError);
    expect(question).toThrow(message);
  });
});

describe('nothing takes longer than its input warrants', () => {
  const within = (ms: number, work: () => unknown) => {
    const start = performance.now();
    work();
    expect(performance.now() - start).toBeLessThan(ms);
  };

  test('a hundred years', () => {
    within(2_000, () => {
      const calendar = compileCalendar({
        timeZone: 'America/Halifax',
        weekly: { 'mon-fri': '08:00-12:00, 13:00-16:30' },
      });
      const due = calendar.addMs(at('2026-01-01T00:00:00Z'), 100 * 260 * 7.5 * HOUR);
      expect(iso(due).slice(0, 4)).toBe('2125');
    });
  });

  test('rows of five minutes, and a million questions about them', () => {
    const rows = Array.from({ length: 144 }, (_, i) => i * 10).map((minute) => {
      const clock = (each: number) =>
        `${String(Math.floor(each / 60)).padStart(2, '0')}:${String(each % 60).padStart(2, '0')}`;
      return [clock(minute), clock(minute + 5)] as const;
    });
    const calendar = utc({ 'mon-sun': rows }, { revisions: [{ from: '2027-01-01', weekly: 'always' }] });
    within(2_000, () => {
      let at0 = at('2026-01-01T00:00:00Z');
      for (let i = 0; i < 1_000_000; i++) at0 = calendar.addMs(at0, 60_000);
      expect(calendar.betweenMs(at('2026-01-01T00:00:00Z'), at0)).toBe(6e10);
    });
  });
});
