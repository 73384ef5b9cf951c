import type { ZoneClock } from '../calendar/zone-clock.ts';
import { type Interval, intersect, joined, without } from '../time/interval.ts';
import type { DateTurns, RotaPlan, Turns } from './parse-rota.ts';

/** One person's time on call, in epoch milliseconds. */
export interface ShiftMs extends Interval {
  readonly member: string;
  /** What put them there. */
  readonly origin: 'layer' | 'date' | 'override';
  /** The layer's or the date's name, where it has one. */
  readonly name?: string;
}

/** Who is on call: an override, else the date's people, else the last layer that counts at this instant. */
export function memberAt(plan: RotaPlan, at: number): string | undefined {
  const override = plan.overrides.findLast(({ start, end }) => start <= at && at < end);
  if (override) return override.member;
  const date = plan.dates.find(({ start, end }) => start <= at && at < end);
  const turns = date ?? plan.layers.findLast(({ open }) => open?.isOpenMs(at) ?? true);
  return turns && turnAt(turns, plan.zone, at).member;
}

/** Everybody's time on call within an interval, in order, cut to its bounds. */
export function shiftsWithin(plan: RotaPlan, within: Interval): ShiftMs[] {
  let shifts: ShiftMs[] = [];
  for (const layer of plan.layers) shifts = overlaid(shifts, turnsWithin(layer, plan.zone, within, 'layer'));
  shifts = overlaid(
    shifts,
    plan.dates.flatMap((date) => dateTurns(date, plan.zone, within)).sort((a, b) => a.start - b.start),
  );
  for (const { start, end, member } of plan.overrides) {
    const cut = intersect(within, { start, end });
    if (cut) shifts = overlaid(shifts, [{ ...cut, member, origin: 'override' }]);
  }
  // Turns of one person that follow each other for the same reason are one shift.
  return joined(shifts, (a, b) => a.member === b.member && a.origin === b.origin && a.name === b.name);
}

function dateTurns(date: DateTurns, zone: ZoneClock, within: Interval): ShiftMs[] {
  const cut = intersect(within, date);
  return cut ? turnsWithin(date, zone, cut, 'date') : [];
}

function turnsWithin(turns: Turns, zone: ZoneClock, within: Interval, origin: ShiftMs['origin']): ShiftMs[] {
  const named = turns.name === undefined ? {} : { name: turns.name };
  const found: ShiftMs[] = [];
  for (let at = within.start; at < within.end; ) {
    const { member, end } = turnAt(turns, zone, at);
    const turn = { start: at, end: Math.min(end, within.end) };
    const counted = turns.open ? turns.open.intervalsMs(turn.start, turn.end) : [turn];
    for (const each of counted) found.push({ ...each, member, origin, ...named });
    at = end;
  }
  return found;
}

/** Whose turn it is, and when it ends. Handoffs are equally far apart on the wall, so clock changes lengthen or shorten a turn. */
function turnAt(turns: Turns, zone: ZoneClock, at: number): { member: string; end: number } {
  const handoff = (turn: number) => zone.instantOf(turns.first + turn * turns.length);
  let turn = Math.floor((at + zone.offsetAt(at) - turns.first) / turns.length);
  while (handoff(turn) > at) turn--;
  while (handoff(turn + 1) <= at) turn++;
  const count = turns.members.length;
  return { member: turns.members[((turn % count) + count) % count] as string, end: handoff(turn + 1) };
}

/** Both in order and free of overlaps: what lies over wins. */
function overlaid(under: readonly ShiftMs[], over: readonly ShiftMs[]): ShiftMs[] {
  return [...without(under, over), ...over].sort((a, b) => a.start - b.start);
}
