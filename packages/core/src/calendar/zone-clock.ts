import { DAY, SECOND } from '../time/duration.ts';

/**
 * Local time of one zone, by integer arithmetic between its clock changes.
 * Wall times are milliseconds too: the local date and time read as if it were UTC.
 */
export interface ZoneClock {
  readonly timeZone: string;
  /** Milliseconds that local time is ahead of UTC. */
  offsetAt(ms: number): number;
  /** The instant of a wall time, by Temporal's `compatible`: the earlier of two, or moved on by the gap's length. */
  instantOf(wall: number): number;
  /** The offset throughout these wall times, NaN when a clock change is near. */
  steadyOffset(fromWall: number, toWall: number): number;
}

/** Throws RangeError for a zone that the runtime does not know. Clocks are shared: clock changes are looked up once a process. */
export function zoneClock(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new ClockChanges(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}

const clocks = new Map<string, ZoneClock>();

/** No zone is ever further from UTC than this. */
const MARGIN = 36 * 3_600_000;
/** Since 1900 no zone changed its clocks twice within less than a week; the closest, Gaza's Ramadan, is seven days. */
const SAMPLE = 3 * DAY;
const YEAR = 366 * DAY;

class ClockChanges implements ZoneClock {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  /** Stretches of one offset, in order: the first begins at #from, the last ends at #to. */
  #starts: number[] = [];
  #offsets: number[] = [];
  #from = 0;
  #to = 0;

  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', timeZoneName: 'longOffset' });
  }

  offsetAt(ms: number): number {
    this.#cover(ms, ms);
    return this.#offsets[this.#stretchAt(ms)] as number;
  }

  instantOf(wall: number): number {
    this.#cover(wall - MARGIN, wall + MARGIN);
    let i = this.#stretchAt(wall - MARGIN);
    let next = this.#starts[i + 1];
    while (next !== undefined && wall - (this.#offsets[i] as number) >= next) next = this.#starts[++i + 1];
    const instant = wall - (this.#offsets[i] as number);
    // Before its own stretch begins: the clocks jumped over this wall time, which is read with the offset before.
    return i > 0 && instant < (this.#starts[i] as number) ? wall - (this.#offsets[i - 1] as number) : instant;
  }

  steadyOffset(fromWall: number, toWall: number): number {
    this.#cover(fromWall - MARGIN, toWall + MARGIN);
    const i = this.#stretchAt(fromWall - MARGIN);
    const next = this.#starts[i + 1];
    return next === undefined || toWall + MARGIN < next ? (this.#offsets[i] as number) : Number.NaN;
  }

  #stretchAt(ms: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= ms) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #cover(fromMs: number, toMs: number): void {
    if (fromMs >= this.#from && toMs < this.#to) return;
    if (this.#from === this.#to) {
      this.#from = this.#to = Math.floor(fromMs / YEAR) * YEAR;
      this.#starts = [this.#from];
      this.#offsets = [this.#lookUp(this.#from)];
    }
    if (fromMs < this.#from) this.#extend(Math.floor(fromMs / YEAR) * YEAR, this.#from);
    if (toMs >= this.#to) this.#extend(this.#to, Math.floor(toMs / YEAR + 1) * YEAR);
  }

  /** Takes in years before or after what is covered. */
  #extend(from: number, to: number): void {
    const starts = [from];
    const offsets = [this.#lookUp(from)];
    for (let at = from; at < to; at += SAMPLE) {
      const known = offsets.at(-1) as number;
      const end = Math.min(at + SAMPLE, to);
      const offset = this.#lookUp(end);
      if (offset === known) continue;
      starts.push(this.#changeBetween(at, end, known));
      offsets.push(offset);
    }
    // The change that falls on the very border stands in the later year's first entry.
    if (starts.at(-1) === to) {
      starts.pop();
      offsets.pop();
    }
    if (to === this.#from) this.#prepend(starts, offsets);
    else this.#append(starts, offsets, to);
  }

  #prepend(starts: number[], offsets: number[]): void {
    const joined = this.#offsets[0] === offsets.at(-1) ? 1 : 0;
    this.#from = starts[0] as number;
    this.#starts = [...starts, ...this.#starts.slice(joined)];
    this.#offsets = [...offsets, ...this.#offsets.slice(joined)];
  }

  #append(starts: number[], offsets: number[], to: number): void {
    const joined = this.#offsets.at(-1) === offsets[0] ? 1 : 0;
    this.#starts = this.#starts.concat(starts.slice(joined));
    this.#offsets = this.#offsets.concat(offsets.slice(joined));
    this.#to = to;
  }

  /** The first instant whose offset is not `known`, to the second. */
  #changeBetween(from: number, to: number, known: number): number {
    let low = from;
    let high = to;
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND;
      if (this.#lookUp(middle) === known) low = middle;
      else high = middle;
    }
    return high;
  }

  #lookUp(ms: number): number {
    const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(this.#format.format(ms)) ?? [];
    const magnitude = (Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * SECOND;
    return sign === '-' ? -magnitude : magnitude;
  }
}
