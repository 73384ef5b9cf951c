/** One closed date, ready for a calendar's `holidays`. */
export interface HolidayDate {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  /** It stands in for a holiday on another day, such as one that falls on a weekend. */
  readonly substitute?: true;
}

/** The years asked for, both included. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

/** A region that nobody knows, or a text that is no calendar file. */
export class HolidayError extends Error {
  override readonly name = 'HolidayError';
  readonly code: 'unknown-region' | 'bad-ics';

  constructor(code: HolidayError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Sorted, each date once; holidays that share a date share its line. */
export function byDate(holidays: Iterable<HolidayDate>, { from, to }: Years): HolidayDate[] {
  const lines = new Map<string, HolidayDate>();
  for (const holiday of holidays) {
    const year = Number(holiday.date.slice(0, 4));
    if (year < from || year > to) continue;
    const earlier = lines.get(holiday.date);
    lines.set(holiday.date, earlier ? merged(earlier, holiday) : holiday);
  }
  return [...lines.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function merged(one: HolidayDate, other: HolidayDate): HolidayDate {
  const names = one.name.split(' / ');
  const name = names.includes(other.name) ? one.name : `${one.name} / ${other.name}`;
  return one.substitute && other.substitute ? { date: one.date, name, substitute: true } : { date: one.date, name };
}
