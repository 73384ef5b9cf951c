import { DAY } from '../time/duration.ts';
import type { Interval } from '../time/interval.ts';
import { joined, subtract } from '../time/interval.ts';
import type { Closure } from './calendar.ts';
import type { OpeningHours } from './opening-hours.ts';

/** Why it is closed at an instant that is: a union names the first member that is off for a reason of its own. */
export function closureAt(hours: OpeningHours, at: number): Closure {
  for (const member of hours.members) {
    const closure = closureOf(member, at);
    if (closure.kind !== 'closed') return closure;
  }
  return CLOSED;
}

/** The closed time between open intervals of [from, to), cut where its reason changes. */
export function closures(
  hours: OpeningHours,
  from: number,
  to: number,
  open: readonly Interval[],
): (Interval & Closure)[] {
  const found: (Interval & Closure)[] = [];
  for (const gap of subtract({ start: from, end: to }, open)) {
    const cuts = hours.members.flatMap((member) => cutsOf(member, gap));
    const bounds = [...new Set([gap.start, ...cuts, gap.end])].sort((a, b) => a - b);
    for (let i = 0; i + 1 < bounds.length; i++) {
      const start = bounds[i] as number;
      const end = bounds[i + 1] as number;
      found.push({ start, end, ...closureAt(hours, start) });
    }
  }
  return joined(found, (a, b) => a.kind === b.kind && a.name === b.name);
}

const CLOSED: Closure = { kind: 'closed' };

/** A holiday takes its whole date and what its night shift would have been; an exception what it takes from the usual hours. */
function closureOf(hours: OpeningHours, at: number): Closure {
  const day = Math.floor((at + hours.zone.offsetAt(at)) / DAY);
  const special = hours.specialOn(day);
  if (special?.kind === 'holiday') return special;
  if (special && (shiftsOf(hours, day, 'shiftsOn').length === 0 || wouldBeOpen(hours, day, at))) return special;
  const eve = hours.specialOn(day - 1);
  return eve && wouldBeOpen(hours, day - 1, at) ? eve : CLOSED;
}

function wouldBeOpen(hours: OpeningHours, day: number, at: number): boolean {
  const shifts = shiftsOf(hours, day, 'ordinaryShiftsOn');
  return shifts.some((opens, i) => i % 2 === 0 && opens <= at && at < (shifts[i + 1] as number));
}

/** The instants in a gap at which the answer of `closureOf` may change. */
function cutsOf(hours: OpeningHours, gap: Interval): number[] {
  const first = Math.floor((gap.start + hours.zone.offsetAt(gap.start)) / DAY) - 1;
  const last = Math.floor((gap.end + hours.zone.offsetAt(gap.end)) / DAY) + 1;
  const cuts: number[] = [];
  for (let day = first; day <= last; day++) {
    if (!hours.specialOn(day)) continue;
    cuts.push(hours.zone.instantOf(day * DAY), hours.zone.instantOf((day + 1) * DAY));
    cuts.push(...shiftsOf(hours, day, 'ordinaryShiftsOn'));
  }
  return cuts.filter((at) => gap.start < at && at < gap.end);
}

function shiftsOf(hours: OpeningHours, day: number, which: 'shiftsOn' | 'ordinaryShiftsOn'): number[] {
  const shifts: number[] = [];
  hours[which](day, shifts);
  return shifts;
}
