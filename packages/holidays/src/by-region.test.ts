import { describe, expect, it } from 'vitest';

import { holidaysByRegion } from './by-region.ts';
import { HolidayError } from './holiday-date.ts';

const listed = (region: string, year: number, options: { bank?: boolean; language?: string } = {}) =>
  holidaysByRegion(region, { from: year, to: year, ...options }).map(({ date, name }) => `${date} ${name}`);

describe('a region’s public holidays', () => {
  it('Nova Scotia has seven in 2026', () => {
    expect(listed('CA-NS', 2026)).toEqual([
      "2026-01-01 New Year's Day",
      '2026-02-16 Heritage Day',
      '2026-04-03 Good Friday',
      '2026-07-01 Canada Day',
      '2026-09-07 Labour Day',
      '2026-11-11 Remembrance Day',
      '2026-12-25 Christmas Day',
    ]);
  });

  it('England’s substitute days are marked, and listed beside the days they stand in for', () => {
    const december = holidaysByRegion('GB-ENG', { from: 2021, to: 2021 }).filter(({ date }) => date > '2021-12');
    expect(december).toEqual([
      { date: '2021-12-25', name: 'Christmas Day' },
      { date: '2021-12-26', name: 'Boxing Day' },
      { date: '2021-12-27', name: 'Christmas Day (substitute day)', substitute: true },
      { date: '2021-12-28', name: 'Boxing Day (substitute day)', substitute: true },
    ]);
  });

  it('a substitute may lie in the year before', () => {
    expect(listed('US', 2021)).toContain("2021-12-31 New Year's Day (substitute day)");
    expect(listed('US', 2022)[0]).toBe("2022-01-01 New Year's Day");
  });

  it('half days are none, observances neither', () => {
    expect(listed('DE-BY', 2026).filter((line) => line.startsWith('2026-12'))).toEqual([
      '2026-12-25 1. Weihnachtstag',
      '2026-12-26 2. Weihnachtstag',
    ]);
    expect(listed('DE-BY', 2026, { bank: true })).toEqual(listed('DE-BY', 2026));
  });

  it('bank holidays come when they are asked for', () => {
    expect(listed('JP', 2026).some((line) => line.startsWith('2026-01-02'))).toBe(false);
    expect(listed('JP', 2026, { bank: true }).some((line) => line.startsWith('2026-01-02'))).toBe(true);
  });

  it('those of some days fill them all', () => {
    expect(
      listed('SA', 2026)
        .filter((line) => line.startsWith('2026-03'))
        .map((line) => line.slice(0, 10)),
    ).toEqual(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']);
  });

  it('two on one date share its line', () => {
    const dates = listed('EG', 2026).map((line) => line.slice(0, 10));
    expect(new Set(dates).size).toBe(dates.length);
    expect(listed('EG', 2026).find((line) => line.startsWith('2026-01-25'))).toContain(' / ');
  });

  it('names come in the language asked for', () => {
    expect(listed('DE', 2026, { language: 'en' })[0]).toBe("2026-01-01 New Year's Day");
    expect(listed('DE', 2026)[0]).toBe('2026-01-01 Neujahr');
  });

  it('years follow one another', () => {
    const dates = holidaysByRegion('CA-NS', { from: 2025, to: 2027 }).map(({ date }) => date);
    expect(dates).toHaveLength(21);
    expect(dates).toEqual([...dates].sort());
  });
});

describe('an unknown region is refused by name', () => {
  const REGIONS: [string, string][] = [
    ['ZZ', '"ZZ" is no region: ZZ is not known, expected a country such as CA, GB or DE'],
    ['', '"" is no region: nothing is not known'],
    ['GB-XX', 'GB-XX is not known, expected GB or one of GB-ALD, GB-ENG, GB-NIR, GB-SCT, GB-WLS'],
    ['GB-ENG-LDN', 'expected GB-ENG, which has no parts'],
    ['BR-SP-SP-1', 'expected BR-SP-SP'],
    ['gb', 'expected a country such as'],
  ];
  it.each(REGIONS)('%j', (region, message) => {
    expect(() => listed(region, 2026)).toThrow(HolidayError);
    expect(() => listed(region, 2026)).toThrow(message);
  });
});
