import type { Weekday } from './local-date.ts';

/** Local opening and closing, `HH:MM`; `24:00` may close, and a closing not after the opening lies on the next date. */
export type HoursRow = readonly [opens: string, closes: string];

/** Rows of each weekday; a missing day is closed. Rows may overlap or abut. */
export type WeeklyHours = { readonly [day in Weekday]?: readonly HoursRow[] };

/** A date on which no shift begins. */
export type Holiday = string | { readonly date: string; readonly name?: string };

/** Other weekly hours from one local date to another, both included. */
export interface Season {
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly weekly: WeeklyHours;
}

/** Other weekly hours from a local date on; what was before stays as it was. */
export interface Revision {
  readonly from: string;
  readonly weekly: WeeklyHours;
}

/** A calendar in its canonical form: plain JSON, local dates as `YYYY-MM-DD`. */
export interface CalendarSpec {
  readonly timeZone: string;
  readonly weekly?: WeeklyHours;
  readonly holidays?: readonly Holiday[];
  /** A date's hours instead of all else; an empty list closes it. */
  readonly exceptions?: { readonly [date: string]: readonly HoursRow[] };
  readonly seasons?: readonly Season[];
  readonly revisions?: readonly Revision[];
}

/** Hours as people write them: rows, `08:00-12:00, 13:00-16:30`, a list of such, `always` or `closed`. */
export type HoursInput = string | readonly (HoursRow | string)[];

/** A week as people write it: keys may be ranges and lists such as `mon-fri` or `sat,sun`; `always` is every hour of every day. */
export type WeeklyInput = 'always' | { readonly [days: string]: HoursInput };

/** A calendar as people write it; every CalendarSpec is one. */
export interface CalendarInput {
  readonly timeZone: string;
  readonly weekly?: WeeklyInput;
  readonly holidays?: readonly Holiday[];
  readonly exceptions?: { readonly [date: string]: HoursInput };
  readonly seasons?: readonly (Omit<Season, 'weekly'> & { readonly weekly: WeeklyInput })[];
  readonly revisions?: readonly (Omit<Revision, 'weekly'> & { readonly weekly: WeeklyInput })[];
}
