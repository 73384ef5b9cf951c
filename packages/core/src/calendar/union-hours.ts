import { DAY } from '../time/duration.ts';
import { length, unite } from '../time/interval.ts';
import { parseDate } from './local-date.ts';
import type { OpeningHours, Special } from './opening-hours.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/** Open while any of them is. Shifts belong to the date on which they begin in the union's own zone. */
export function unionHours(members: readonly OpeningHours[], timeZone: string): OpeningHours {
  return new UnionHours(members, zoneClock(timeZone));
}

/** A date begins within two days of the same date anywhere else. */
const DATES_APART = 2;

class UnionHours implements OpeningHours {
  readonly zone: ZoneClock;
  readonly members: readonly OpeningHours[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly settledDay: number;

  constructor(members: readonly OpeningHours[], zone: ZoneClock) {
    this.zone = zone;
    this.members = members.flatMap((each) => each.members);
    this.firstDay = Math.min(...members.map((each) => each.firstDay)) - DATES_APART;
    this.lastDay = Math.max(...members.map((each) => each.lastDay)) + DATES_APART;
    this.settledDay = Math.max(...members.map((each) => each.settledDay)) + DATES_APART;
  }

  shiftsOn(day: number, into: number[]): void {
    this.#collect(day, into, (member, memberDay, shifts) => member.shiftsOn(memberDay, shifts));
  }

  ordinaryShiftsOn(day: number, into: number[]): void {
    this.#collect(day, into, (member, memberDay, shifts) => member.ordinaryShiftsOn(memberDay, shifts));
  }

  shiftsNear(from: number, to: number, into: number[]): void {
    for (const member of this.members) member.shiftsNear(from, to, into);
  }

  /** A union has no special dates of its own: its members do. */
  specialOn(): Special | undefined {
    return undefined;
  }

  ordinaryWeek(): OpeningHours {
    return new UnionHours(
      this.members.map((each) => each.ordinaryWeek()),
      this.zone,
    );
  }

  /** A year of ordinary weeks, since the members' zones change their clocks on different dates. */
  usualDayLengths(): number[] {
    const week = this.ordinaryWeek();
    const lengths = Array.from({ length: 364 }, (_, i) => openOn(week, REFERENCE_DAY + i)).filter((ms) => ms > 0);
    return lengths.length > 0 ? lengths : this.members.flatMap((each) => each.usualDayLengths());
  }

  #collect(
    day: number,
    into: number[],
    shiftsOf: (member: OpeningHours, memberDay: number, shifts: number[]) => void,
  ): void {
    for (const member of this.members) {
      // Not by its opening, which a clock change may have moved to the next date.
      if (member.zone === this.zone) {
        shiftsOf(member, day, into);
        continue;
      }
      const shifts: number[] = [];
      for (let near = day - DATES_APART; near <= day + DATES_APART; near++) shiftsOf(member, near, shifts);
      for (let i = 0; i < shifts.length; i += 2) {
        const opens = shifts[i] as number;
        if (Math.floor((opens + this.zone.offsetAt(opens)) / DAY) === day) into.push(opens, shifts[i + 1] as number);
      }
    }
  }
}

const REFERENCE_DAY = parseDate('2026-01-05') as number;

function openOn(hours: OpeningHours, day: number): number {
  const shifts: number[] = [];
  hours.shiftsOn(day, shifts);
  const intervals = Array.from({ length: shifts.length / 2 }, (_, i) => ({
    start: shifts[2 * i] as number,
    end: shifts[2 * i + 1] as number,
  }));
  return unite(intervals).reduce((total, each) => total + length(each), 0);
}
