import { describe, expect, it } from 'vitest';

import { holidaysFromIcs } from './from-ics.ts';
import { HolidayError } from './holiday-date.ts';

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'];

const datesOf = (text: string, from = 2026, to = 2026) =>
  holidaysFromIcs(text, { from, to }).map(({ date, name }) => `${date} ${name}`);

describe('all-day events become dates', () => {
  it('one day, with or without an end', () => {
    expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20261225', 'SUMMARY:Christmas')))).toEqual([
      '2026-12-25 Christmas',
    ]);
    expect(
      datesOf(calendar(...event('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226', 'SUMMARY:Christmas'))),
    ).toEqual(['2026-12-25 Christmas']);
  });

  it('the end is excluded, and an end that is none leaves one day', () => {
    const until = (end: string) =>
      datesOf(calendar(...event('DTSTART;VALUE=DATE:20261228', `DTEND;VALUE=DATE:${end}`, 'SUMMARY:Closed')));
    expect(until('20261231')).toEqual(['2026-12-28 Closed', '2026-12-29 Closed', '2026-12-30 Closed']);
    expect(until('20261228')).toEqual(['2026-12-28 Closed']);
    expect(until('20261201')).toEqual(['2026-12-28 Closed']);
    expect(until('20270103')).toHaveLength(4);
  });

  it('a duration says the same', () => {
    expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20261224', 'DURATION:P3D', 'SUMMARY:Break')))).toHaveLength(3);
    expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20261201', 'DURATION:P1W', 'SUMMARY:Break')))).toHaveLength(7);
  });

  it('yearly ones recur within the years asked for', () => {
    const yearly = calendar(...event('DTSTART;VALUE=DATE:20000501', 'RRULE:FREQ=YEARLY', 'SUMMARY:Labour Day'));
    expect(datesOf(yearly, 2025, 2027)).toEqual([
      '2025-05-01 Labour Day',
      '2026-05-01 Labour Day',
      '2027-05-01 Labour Day',
    ]);
    const thanksgiving = calendar(
      ...event('DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'SUMMARY:Thanksgiving'),
    );
    expect(datesOf(thanksgiving, 2026, 2027)).toEqual(['2026-11-26 Thanksgiving', '2027-11-25 Thanksgiving']);
  });

  it('less the dates that are taken out, with those that are added or moved', () => {
    const text = calendar(
      ...event(
        'DTSTART;VALUE=DATE:20240501',
        'RRULE:FREQ=YEARLY',
        'EXDATE;VALUE=DATE:20260501',
        'RDATE;VALUE=DATE:20260601',
        'SUMMARY:May',
      ),
      ...event('RECURRENCE-ID;VALUE=DATE:20270501', 'DTSTART;VALUE=DATE:20270503', 'SUMMARY:May, moved'),
      ...event('RECURRENCE-ID;VALUE=DATE:20280501', 'DTSTART;VALUE=DATE:20280501', 'STATUS:CANCELLED', 'SUMMARY:May'),
    );
    expect(datesOf(text, 2025, 2028)).toEqual(['2025-05-01 May', '2026-06-01 May', '2027-05-03 May, moved']);
  });

  it('a change to one event leaves another alone', () => {
    const other = [
      'BEGIN:VEVENT',
      'UID:2',
      'DTSTART;VALUE=DATE:20240501',
      'RRULE:FREQ=YEARLY',
      'SUMMARY:Spring',
      'END:VEVENT',
    ];
    const text = calendar(
      ...event('DTSTART;VALUE=DATE:20240501', 'RRULE:FREQ=YEARLY', 'SUMMARY:May'),
      ...event('RECURRENCE-ID;VALUE=DATE:20260501', 'DTSTART;VALUE=DATE:20260502', 'SUMMARY:May'),
      ...other,
    );
    expect(datesOf(text)).toEqual(['2026-05-01 Spring', '2026-05-02 May']);
  });

  it('cancelled events and events with a time of day are left out', () => {
    expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20261224', 'STATUS:CANCELLED', 'SUMMARY:No')))).toEqual([]);
    expect(datesOf(calendar(...event('DTSTART:20261224T120000Z', 'DTEND:20261224T180000Z', 'SUMMARY:Half')))).toEqual(
      [],
    );
  });

  it('names, folded lines, a byte-order mark and bare line feeds are read', () => {
    const text = `\uFEFF${calendar(...event('DTSTART;VALUE=DATE:20261102', 'SUMMARY:Día de', '  Muertos\\, all souls'))}`;
    expect(datesOf(text.replaceAll('\r\n', '\n'))).toEqual(['2026-11-02 Día de Muertos, all souls']);
    expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20261102')))).toEqual(['2026-11-02 Holiday']);
  });

  it('no zone of the machine moves a date', () => {
    const zone = process.env.TZ;
    try {
      for (const TZ of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
        process.env.TZ = TZ;
        expect(datesOf(calendar(...event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year')))).toEqual([
          '2026-01-01 New Year',
        ]);
      }
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('several calendars in one file', () => {
    const one = calendar(...event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year'));
    const two = calendar(...event('DTSTART;VALUE=DATE:20260106', 'SUMMARY:Epiphany'));
    expect(datesOf(one + two)).toEqual(['2026-01-01 New Year', '2026-01-06 Epiphany']);
  });
});

describe('what is no calendar file is refused', () => {
  const TEXTS: [string, string][] = [
    ['nothing', ''],
    ['a page', '<html></html>'],
    ['a card', 'BEGIN:VCARD\r\nEND:VCARD\r\n'],
    ['a text cut short', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260101\r\n'],
  ];
  it.each(TEXTS)('%s', (_, text) => {
    expect(() => datesOf(text)).toThrow(HolidayError);
    expect(() => datesOf(text)).toThrow('expected');
  });

  it('a rule that means nothing', () => {
    const ruled = (rule: string) => calendar(...event('DTSTART;VALUE=DATE:20260101', `RRULE:${rule}`, 'SUMMARY:Odd'));
    expect(() => datesOf(ruled('FREQ=NEVER'))).toThrow(HolidayError);
    expect(() => datesOf(ruled('FREQ=YEARLY;BYMONTH=99'))).toThrow(HolidayError);
    expect(datesOf(ruled('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).length).toBeLessThanOrEqual(1);
  });

  it('a rule that recurs without end is told, not followed', () => {
    const text = calendar(...event('DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=DAILY', 'SUMMARY:Daily'));
    expect(() => datesOf(text)).toThrow('the rule recurs 20000 times');
  });
});
