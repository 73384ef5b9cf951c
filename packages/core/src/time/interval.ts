import { fromEpochMs } from './instant.ts';

/** Half-open span of time [start, end) in epoch milliseconds; empty when the end is not after the start. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Milliseconds between start and end; an empty interval has none. */
export function length(interval: Interval): number {
  return Math.max(0, interval.end - interval.start);
}

export function isEmpty(interval: Interval): boolean {
  return !(interval.end > interval.start);
}

export function contains(interval: Interval, ms: number): boolean {
  return interval.start <= ms && ms < interval.end;
}

/** What both have in common, or nothing. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const both = { start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) };
  return isEmpty(both) ? undefined : both;
}

/** Sorted and disjoint: intervals that overlap or abut become one, empty ones go. */
export function unite(intervals: Iterable<Interval>): Interval[] {
  const sorted = [...intervals].filter((each) => !isEmpty(each)).sort((a, b) => a.start - b.start);
  const united: Interval[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (last && next.start <= last.end)
      united[united.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
    else united.push(next);
  }
  return united;
}

/** What is left of an interval when others are taken out of it, sorted and disjoint. */
export function subtract({ start, end }: Interval, taken: Iterable<Interval>): Interval[] {
  return without([{ start, end }], taken);
}

/** What is left of stretches, in order and disjoint themselves, when others are taken out of them. */
export function without<Stretch extends Interval>(stretches: readonly Stretch[], taken: Iterable<Interval>): Stretch[] {
  const holes = unite(taken);
  const left: Stretch[] = [];
  let first = 0;
  for (const each of stretches) {
    while ((holes[first]?.end ?? Infinity) <= each.start) first += 1;
    let { start } = each;
    for (let i = first; start < each.end; i++) {
      const hole = holes[i];
      const end = Math.min(each.end, hole?.start ?? each.end);
      if (start < end) left.push({ ...each, start, end });
      start = hole?.end ?? each.end;
    }
  }
  return left;
}

/** Of stretches in order, those that abut and are alike as one. */
export function joined<Stretch extends Interval>(
  stretches: readonly Stretch[],
  isAlike: (a: Stretch, b: Stretch) => boolean,
): Stretch[] {
  const found: Stretch[] = [];
  for (const each of stretches) {
    const last = found.at(-1);
    if (last?.end === each.start && isAlike(last, each)) found[found.length - 1] = { ...last, end: each.end };
    else found.push(each);
  }
  return found;
}

/** The same with Temporal's instants. */
export function inInstants<Stretch extends Interval>(stretch: Stretch) {
  return { ...stretch, start: fromEpochMs(stretch.start), end: fromEpochMs(stretch.end) };
}

/** What of them lies within bounds. */
export function cutTo<Stretch extends Interval>(bounds: Interval, stretches: readonly Stretch[]): Stretch[] {
  return stretches
    .map((each) => ({ ...each, ...(intersect(each, bounds) ?? NOTHING) }))
    .filter((each) => !isEmpty(each));
}

const NOTHING: Interval = { start: 0, end: 0 };
