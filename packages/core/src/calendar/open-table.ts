import { DAY } from '../time/duration.ts';

/**
 * Open intervals of [start, end) with their running sum. Two indexes lead to a row, by day and by sum,
 * so that no question costs more for being far away. 24 bytes a row, 4 to 6 for its bucket, 1.5 kB a year for its days.
 */
export class OpenTable {
  /** Both on UTC midnights. */
  readonly start: number;
  readonly end: number;
  /** Open time in the whole table. */
  readonly total: number;
  /** Rows in order, and one that begins at Infinity: no search runs past the last. */
  readonly #opens: Float64Array;
  readonly #closes: Float64Array;
  /** Open time before each row. */
  readonly #before: Float64Array;
  /** The first row that closes after the beginning of each day. */
  readonly #rowOfDay: Int32Array;
  /** The row in which so many buckets of open time are exceeded. A bucket is an average row, so that most calendars hit at once. */
  readonly #rowOfBucket: Int32Array;
  readonly #bucketsPerMs: number;

  /** Rows: openings and closings, sorted, disjoint, within the bounds. */
  constructor(start: number, end: number, opens: ArrayLike<number>, closes: ArrayLike<number>) {
    const rows = opens.length;
    this.start = start;
    this.end = end;
    this.#opens = endless(opens);
    this.#closes = endless(closes);
    this.#before = sumsBefore(this.#opens, this.#closes, rows);
    this.total = this.#before[rows] as number;
    this.#rowOfDay = rowsByDay(this.#closes, start, end);
    const perBucket = Math.ceil(this.total / rows) || 1;
    this.#bucketsPerMs = 1 / perBucket;
    this.#rowOfBucket = rowsByBucket(this.#before, perBucket);
  }

  get rows(): number {
    return this.#opens.length - 1;
  }

  /** Infinity behind the last row. */
  opensAt(row: number): number {
    return this.#opens[row] as number;
  }

  closesAt(row: number): number {
    return this.#closes[row] as number;
  }

  /** The first row that closes after this instant; for one outside the table its first row or the end of rows. */
  rowAfter(at: number): number {
    if (at < this.start) return 0;
    return at < this.end ? this.#rowWithin(at) : this.rows;
  }

  /** Open time from the table's start to this instant. */
  sumAt(at: number): number {
    return this.#sumAtRow(this.rowAfter(at), at);
  }

  /** The earliest instant with so much open time since `from`; NaN unless both lie in the table. */
  add(from: number, work: number): number {
    if (!(work > 0 && from >= this.start && from < this.end)) return Number.NaN;
    const sum = this.#sumAtRow(this.#rowWithin(from), from) + work;
    return sum <= this.total ? this.completedAt(sum) : Number.NaN;
  }

  /** Open time between two instants; NaN unless both lie in the table. */
  between(a: number, b: number): number {
    if (!(a >= this.start && a < this.end && b >= this.start && b < this.end)) return Number.NaN;
    return this.#sumAtRow(this.#rowWithin(b), b) - this.#sumAtRow(this.#rowWithin(a), a);
  }

  /** The earliest instant with this sum, 0 < sum ≤ total: a closing rather than the next opening. */
  completedAt(sum: number): number {
    const before = this.#before;
    let row = this.#rowOfBucket[(sum * this.#bucketsPerMs) | 0] as number;
    if ((before[row] as number) >= sum) row--;
    else if ((before[row + 1] as number) < sum && (before[++row + 1] as number) < sum) {
      row = firstAtLeast(before, sum, row + 2, this.rows) - 1;
    }
    return (this.#opens[row] as number) + (sum - (before[row] as number));
  }

  /** The latest instant with this sum, 0 ≤ sum < total: an opening rather than the closing before. */
  begunAt(sum: number): number {
    const before = this.#before;
    let row = this.#rowOfBucket[(sum * this.#bucketsPerMs) | 0] as number;
    if ((before[row + 1] as number) <= sum && (before[++row + 1] as number) <= sum) {
      row = firstAbove(before, sum, row + 2, this.rows) - 1;
    }
    return (this.#opens[row] as number) + (sum - (before[row] as number));
  }

  /** With the rows of an adjoining time before or after. */
  joined(next: OpenTable): OpenTable {
    if (next.end === this.start) return next.joined(this);
    const abuts = this.rows > 0 && next.rows > 0 && this.closesAt(this.rows - 1) === next.opensAt(0) ? 1 : 0;
    const opens = new Float64Array(this.rows + next.rows - abuts);
    const closes = new Float64Array(opens.length);
    opens.set(next.#opens.subarray(0, next.rows), this.rows - abuts);
    opens.set(this.#opens.subarray(0, this.rows));
    closes.set(this.#closes.subarray(0, this.rows));
    closes.set(next.#closes.subarray(0, next.rows), this.rows - abuts);
    return new OpenTable(this.start, next.end, opens, closes);
  }

  /** Two rows a day are found at a glance, many by bisection. */
  #rowWithin(at: number): number {
    // A product may round an exact midnight down to the day before, whose rows lead on to the same row.
    const day = ((at - this.start) * DAYS_PER_MS) | 0;
    const row = this.#rowOfDay[day] as number;
    if ((this.#closes[row] as number) > at) return row;
    if ((this.#closes[row + 1] as number) > at) return row + 1;
    return firstAbove(this.#closes, at, row + 2, this.#rowOfDay[day + 1] as number);
  }

  #sumAtRow(row: number, at: number): number {
    const opens = this.#opens[row] as number;
    const before = this.#before[row] as number;
    return at > opens ? before + (at - opens) : before;
  }
}

const DAYS_PER_MS = 1 / DAY;

function endless(values: ArrayLike<number>): Float64Array {
  const column = new Float64Array(values.length + 1);
  column.set(values);
  column[values.length] = Infinity;
  return column;
}

function sumsBefore(opens: Float64Array, closes: Float64Array, rows: number): Float64Array {
  const before = new Float64Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    before[row + 1] = (before[row] as number) + (closes[row] as number) - (opens[row] as number);
  }
  return before;
}

function rowsByDay(closes: Float64Array, start: number, end: number): Int32Array {
  const index = new Int32Array(Math.round((end - start) / DAY) + 1);
  for (let day = 0, row = 0; day < index.length; day++) {
    while ((closes[row] as number) <= start + day * DAY) row++;
    index[day] = row;
  }
  return index;
}

function rowsByBucket(before: Float64Array, perBucket: number): Int32Array {
  const rows = before.length - 1;
  const index = new Int32Array(Math.floor((before[rows] as number) / perBucket) + 1);
  for (let bucket = 0, row = 0; bucket < index.length; bucket++) {
    while (row < rows && (before[row + 1] as number) <= bucket * perBucket) row++;
    index[bucket] = row;
  }
  return index;
}

/** The first of the ascending values from `low` to `high` that is not below the limit; `high` when none before is. */
function firstAtLeast(values: Float64Array, limit: number, low: number, high: number): number {
  let first = low;
  let last = high;
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((values[middle] as number) >= limit) last = middle;
    else first = middle + 1;
  }
  return first;
}

function firstAbove(values: Float64Array, limit: number, low: number, high: number): number {
  const first = firstAtLeast(values, limit, low, high);
  return first < high && values[first] === limit ? first + 1 : first;
}
