import { DAY, formatDuration } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { beyondReach, type CalendarError, noAnswer } from './calendar-error.ts';
import { BEGINNING, END, FIRST_DAY, LAST_DAY } from './local-date.ts';
import { mergeShifts } from './merge-shifts.ts';
import { OpenTable } from './open-table.ts';
import type { OpeningHours } from './opening-hours.ts';

/** About a year; tables begin and end on its multiples. */
const SPAN = 366 * DAY;
/** In this time every clock change meets every weekday: what stays open so long after the last dated change never closes. */
const CYCLE = 28 * SPAN;
/** Later changes are not waited for, such as the end of a season that lasts until 9999-12-31. */
const FAR = Date.UTC(2400, 0, 1);

/** add, between, isOpen, nextOpening, nextClosing in epoch milliseconds, on a table compiled as far as was asked. */
export class WorkingTime {
  readonly #hours: OpeningHours;
  /** No open time before, none after. */
  readonly #earliest: number;
  readonly #latest: number;
  #table = new OpenTable(0, 0, [], []);

  constructor(hours: OpeningHours) {
    this.#hours = hours;
    this.#earliest = (hours.firstDay - 2) * DAY;
    this.#latest = (hours.lastDay + 5) * DAY;
  }

  /** Negative work goes back. */
  add(from: number, work: number): number {
    const due = this.#table.add(from, work);
    return Number.isNaN(due) ? this.#addFar(from, work) : due;
  }

  between(a: number, b: number): number {
    const open = this.#table.between(a, b);
    return Number.isNaN(open) ? this.#betweenFar(a, b) : open;
  }

  isOpen(at: number): boolean {
    const table = this.#cover(at);
    return table.opensAt(table.rowAfter(at)) <= at;
  }

  nextOpening(at: number): number {
    const from = this.isOpen(at) ? this.nextClosing(at) : at;
    if (from === Infinity) return from;
    let table = this.#cover(from);
    while (table.rowAfter(from) === table.rows) {
      if (!this.#extendForward()) throw noAnswer('never-open', `the calendar never opens after ${formatInstant(at)}`);
      table = this.#table;
    }
    return table.opensAt(table.rowAfter(from));
  }

  nextClosing(at: number): number {
    let table = this.#cover(at);
    const until = Math.max(at, Math.min(this.#hours.settledDay * DAY, FAR)) + CYCLE;
    // A row that reaches the table's end may go on behind it.
    while (!(table.closesAt(table.rowAfter(at)) < table.end)) {
      if (table.end > until || !this.#extendForward()) return Infinity;
      table = this.#table;
    }
    return table.closesAt(table.rowAfter(at));
  }

  intervals(from: number, to: number): Interval[] {
    this.#cover(from);
    const table = this.#cover(to);
    const intervals: Interval[] = [];
    if (from >= to) return intervals;
    for (let row = table.rowAfter(from); table.opensAt(row) < to; row++) {
      intervals.push({ start: Math.max(from, table.opensAt(row)), end: Math.min(to, table.closesAt(row)) });
    }
    return intervals;
  }

  #betweenFar(a: number, b: number): number {
    this.#cover(a);
    const table = this.#cover(b);
    return table.sumAt(b) - table.sumAt(a);
  }

  #addFar(from: number, work: number): number {
    if (!Number.isFinite(work)) throw noAnswer('bad-argument', `${work} is no length of time: expected milliseconds`);
    this.#cover(from);
    if (work === 0) return from;
    return work < 0 ? this.#subtractFar(from, -work) : this.#completed(from, work);
  }

  #completed(from: number, work: number): number {
    while (this.#table.sumAt(from) + work > this.#table.total) {
      if (!this.#extendForward())
        throw this.#tooLittle(this.#table.total - this.#table.sumAt(from), 'after', from, work);
    }
    return this.#table.completedAt(this.#table.sumAt(from) + work);
  }

  #subtractFar(from: number, work: number): number {
    while (this.#table.sumAt(from) < work) {
      if (!this.#extendBackward()) throw this.#tooLittle(this.#table.sumAt(from), 'before', from, work);
    }
    return this.#table.begunAt(this.#table.sumAt(from) - work);
  }

  /** The table that holds this instant, or all open time between it and what was asked before. */
  #cover(at: number): OpenTable {
    if (at >= this.#table.start && at < this.#table.end) return this.#table;
    if (!(at >= BEGINNING && at < END)) throw beyondReach(at);
    const goal = this.#earliest > this.#latest ? 0 : Math.min(Math.max(at, this.#earliest), this.#latest);
    const span = Math.floor(goal / SPAN);
    if (this.#table.end === this.#table.start) this.#table = this.#compile(span, 1);
    if (goal >= this.#table.end) this.#extendForward(span + 1 - this.#table.end / SPAN);
    if (goal < this.#table.start) this.#extendBackward(this.#table.start / SPAN - span);
    return this.#table;
  }

  /** By so many spans, but at least an eighth of what there is, so that a far horizon is not reached by copying year after year. */
  #extendForward(spans = 1): boolean {
    const { start, end } = this.#table;
    if (end > this.#latest) return false;
    this.#table = this.#table.joined(this.#compile(end / SPAN, Math.max(spans, growth(start, end))));
    return true;
  }

  /** False, as above, when no open time is left on this side. */
  #extendBackward(spans = 1): boolean {
    const { start, end } = this.#table;
    if (start <= this.#earliest) return false;
    const more = Math.max(spans, growth(start, end));
    this.#table = this.#table.joined(this.#compile(start / SPAN - more, more));
    return true;
  }

  /** The week of a calendar goes on until the year 9999; work that does not fit before it is out of range. */
  #tooLittle(left: number, side: 'after' | 'before', at: number, work: number): CalendarError {
    const ends = side === 'after' ? this.#hours.lastDay < LAST_DAY : this.#hours.firstDay > FIRST_DAY;
    const open = left > 0 ? `is open for only ${formatDuration(left)}` : 'is never open';
    const message = `the calendar ${open} ${side} ${formatInstant(at)}: ${formatDuration(work)} of work do not fit`;
    return noAnswer(ends || left === 0 ? 'never-open' : 'out-of-range', message);
  }

  #compile(firstSpan: number, spans: number): OpenTable {
    const start = firstSpan * SPAN;
    const end = start + spans * SPAN;
    const shifts: number[] = [];
    this.#hours.shiftsNear(start, end, shifts);
    const { opens, closes } = mergeShifts(shifts, start, end);
    return new OpenTable(start, end, opens, closes);
  }
}

function growth(start: number, end: number): number {
  return Math.floor((end - start) / SPAN / 8);
}
