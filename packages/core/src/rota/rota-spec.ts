import type { WeeklyInput } from '../calendar/calendar-spec.ts';

/** Who is on call: layers in which people take turns, and what goes over them. JSON; people are written `agent:ID`. */
export interface RotaSpec {
  readonly timeZone: string;
  /** Later layers win over earlier ones, where they are not restricted. */
  readonly layers: readonly RotaLayer[];
  /** Win over everything; of two at the same time the later in the list. */
  readonly overrides?: readonly RotaOverride[];
  /** Local dates, midnight to midnight, on which other people are on call, such as on public holidays. */
  readonly dates?: { readonly [date: string]: string | readonly string[] | RotaDate };
}

export interface RotaLayer {
  readonly name?: string;
  /** In the order of their turns; the first has the first turn. */
  readonly members: readonly string[];
  /** How long a turn is: `every` takes `12 hours`, `2 days`, `2 weeks`. On the wall, so that handoffs keep their local time. */
  readonly rotation: 'daily' | 'weekly' | { readonly every: string };
  /** Local time of handoff, `09:00`; for turns of weeks with the weekday, `mon 09:00`. */
  readonly handoffAt: string;
  /** The first member's first turn begins at the first handoff on or after this date; without it after 1970-01-01. */
  readonly firstTurn?: string;
  /** The only hours in which this layer counts. */
  readonly restrictTo?: WeeklyInput;
}

/** Somebody instead of whose turn it is. Instants with an offset, or local date and time, `2026-12-24T18:00`. */
export interface RotaOverride {
  readonly from: string;
  readonly to: string;
  readonly member: string;
}

/** Several members share the date in equal parts, in order. */
export interface RotaDate {
  readonly name?: string;
  readonly members: readonly string[];
}
