import Holidays from 'date-holidays';

import { byDate, type HolidayDate, HolidayError, type Years } from './holiday-date.ts';

export interface RegionOptions extends Years {
  /** Bank holidays as well as public ones. */
  readonly bank?: boolean;
  /** For the names, as an ISO 639-1 code; the region's own language where it has none in this one. */
  readonly language?: string;
}

/**
 * A region's public holidays as plain dates: `CA-NS`, `GB-ENG`, `DE-BY`, `US`. Half days are left out; a day that stands
 * in for one at the weekend is listed beside it, and both are closed.
 *
 * @throws HolidayError `unknown-region`
 */
export function holidaysByRegion(region: string, options: RegionOptions): readonly HolidayDate[] {
  const [country, state, part] = knownRegion(region);
  const types: ('public' | 'bank')[] = options.bank ? ['public', 'bank'] : ['public'];
  const languages = options.language === undefined ? {} : { languages: options.language };
  const calendar = new Holidays(
    { country, ...(state && { state }), ...(part && { region: part }) },
    { types, ...languages },
  );
  const dates: HolidayDate[] = [];
  // A substitute may lie in the year before, and a holiday of some days may begin there.
  for (let year = options.from - 1; year <= options.to + 1; year += 1)
    for (const holiday of calendar.getHolidays(year)) dates.push(...wholeDays(holiday));
  return byDate(dates, options);
}

type Listed = ReturnType<Holidays['getHolidays']>[number];

const HOUR = 3_600_000;

/** The local dates that it fills. `start` and `end` are instants, good for its length alone, give or take a clock change. */
function wholeDays({ date, start, end, name, substitute }: Listed): HolidayDate[] {
  const [day = '', time] = date.split(' ');
  if (time !== '00:00:00') return [];
  const days = Math.max(1, Math.floor((end.getTime() - start.getTime() + HOUR) / (24 * HOUR)));
  return Array.from({ length: days }, (_, i) => {
    const later = new Date(`${day}T00:00:00Z`);
    later.setUTCDate(later.getUTCDate() + i);
    const line = { date: later.toISOString().slice(0, 10), name };
    return substitute ? { ...line, substitute: true } : line;
  });
}

/** Checked here, because an unknown state silently means the whole country. */
function knownRegion(region: string): readonly [country: string, state?: string, part?: string] {
  const [country = '', state, part, ...rest] = region.split('-');
  const known = new Holidays();
  const refuse = (name: string, expected: string) => {
    throw new HolidayError(
      'unknown-region',
      `${JSON.stringify(region)} is no region: ${name} is not known, expected ${expected}`,
    );
  };
  if (!(country in known.getCountries()))
    refuse(country || 'nothing', 'a country such as CA, GB or DE, or a part of one such as CA-NS');
  const states = state === undefined ? {} : (known.getStates(country) ?? {});
  if (state !== undefined && !(state in states)) refuse(`${country}-${state}`, listed(country, states));
  const parts = state === undefined || part === undefined ? {} : (known.getRegions(country, state) ?? {});
  if (part !== undefined && !(part in parts)) refuse(region, listed(`${country}-${state}`, parts));
  if (rest.length > 0) refuse(region, `${country}-${state}-${part}`);
  return part !== undefined ? [country, state ?? '', part] : state !== undefined ? [country, state] : [country];
}

function listed(whole: string, parts: Readonly<Record<string, string>>): string {
  const names = Object.keys(parts).map((part) => `${whole}-${part}`);
  return names.length === 0 ? `${whole}, which has no parts` : `${whole} or one of ${names.join(', ')}`;
}
