import { Temporal } from 'temporal-polyfill';

import type { ExactUnit, Length, SimpleTarget, Target, TargetText } from './target.ts';
import { TargetError } from './target-error.ts';

/**
 * Reads a promise as a policy writes it: `4 business hours`, `2-3 business days`, `close of business`,
 * `1 week, then next opening`, `PT4H`, or `{ earliest: […] }`, `{ latest: […] }`, `{ whenOpen, whenClosed }`.
 *
 * @throws TargetError with the column at which the text stops making sense.
 *
 * @example
 * ```ts
 * import { parseTarget } from '@sla/core';
 *
 * parseTarget('2-3 business days'); // → { kind: 'length', unit: 'business-day', count: 3, first: 2 }
 * parseTarget('1 week, then next opening').kind; // → rolled
 * parseTarget({ earliest: ['8 business hours', 'close of business'] }).kind; // → earliest
 * ```
 */
export function parseTarget(written: TargetText): Target {
  if (typeof written === 'string') return parseText(written);
  if ('earliest' in written) return { kind: 'earliest', of: written.earliest.map(parseTarget) };
  if ('latest' in written) return { kind: 'latest', of: written.latest.map(parseTarget) };
  return {
    kind: 'by-opening',
    whenOpen: parseTarget(written.whenOpen),
    whenClosed: parseTarget(written.whenClosed),
  };
}

/** A length and nothing else: what `every` and `repeat` take. Throws TargetError. */
export function parseLength(text: string): Length {
  const reader = new Reader(text);
  const length = readLength(reader);
  reader.end('the end of the text');
  return length;
}

/** The longest promise: a hundred years. */
const LONGEST: Readonly<Record<Length['unit'], number>> = {
  second: 3_155_760_000,
  minute: 52_596_000,
  hour: 876_600,
  day: 36_525,
  week: 5_218,
  month: 1_200,
  'business-minute': 52_596_000,
  'business-hour': 876_600,
  'business-day': 36_525,
};

const WHOLE_ONLY: ReadonlySet<Length['unit']> = new Set(['day', 'week', 'month', 'business-day']);

const EXPECTED_UNIT =
  '`seconds`, `minutes`, `hours`, `days`, `weeks`, `months`, `business minutes`, `business hours` or `business days`';
const EXPECTED_START =
  'a time such as `30 minutes`, `4 business hours` or `2-3 business days`, or `close of business`, or `next opening`';

function parseText(text: string): Target {
  const reader = new Reader(text);
  const target = readUnrolled(reader);
  if (!reader.take(/,\s*then\s+next\s+opening\b/i)) {
    reader.end('the end of the text, or `, then next opening`');
    return target;
  }
  reader.end('the end of the text');
  return { kind: 'rolled', target };
}

function readUnrolled(reader: Reader): SimpleTarget {
  if (reader.take(/close\s+of\s+business\b/i)) return { kind: 'close-of-business' };
  if (reader.take(/next\s+opening\b/i)) return { kind: 'next-opening' };
  const length = readLength(reader);
  return reader.take(/after\s+next\s+opening\b/i) ? { kind: 'after-next-opening', length } : length;
}

function readLength(reader: Reader): Length {
  const firstColumn = reader.column;
  const iso = reader.take(/P[\dT][\dTWMDHSY.,]*/i);
  if (iso) return fromIso(iso[0], firstColumn, reader);
  const first = reader.expect(/\d+(?:\.\d+)?/, EXPECTED_START);
  const last = reader.take(/\s*[-–]\s*(?=\d)/) && reader.expect(/\d+(?:\.\d+)?/, 'a number');
  const unit = readUnit(reader);
  const length: Length = { kind: 'length', unit, count: Number((last ?? first)[0]) };
  return checked(last ? { ...length, first: Number(first[0]) } : length, firstColumn, reader);
}

function readUnit(reader: Reader): Length['unit'] {
  const unit = reader.take(/(?:business\s+(?:minute|hour|day)|second|minute|hour|day|week|month)s?\b/i);
  if (!unit) throw reader.error(EXPECTED_UNIT);
  return unit[0].toLowerCase().replace(/s$/, '').replace(/\s+/, '-') as Length['unit'];
}

function checked(length: Length, column: number, reader: Reader): Length {
  const { unit, count, first } = length;
  const complaint = (expected: string) => new TargetError(reader.text, column, expected);
  const counts = first === undefined ? [count] : [first, count];
  if (counts.some((each) => each <= 0)) throw complaint('more than zero');
  if (first !== undefined && first >= count) throw complaint('the smaller number first, as in `2-3 business days`');
  if (WHOLE_ONLY.has(unit) && counts.some((each) => !Number.isInteger(each)))
    throw complaint(`a whole number of ${nameOf(unit)}s: only seconds, minutes and hours can be divided`);
  if (count > LONGEST[unit]) throw complaint(`at most ${LONGEST[unit]} ${nameOf(unit)}s, which is a hundred years`);
  return length;
}

/** ISO 8601 in one kind of time: `PT1H30M` is exact, `P1W` is local. */
function fromIso(text: string, column: number, reader: Reader): Length {
  const complaint = (expected: string) => new TargetError(reader.text, column, expected);
  let duration: Temporal.Duration;
  try {
    duration = Temporal.Duration.from(text);
  } catch {
    throw complaint('an ISO 8601 duration such as `PT4H`, or words such as `4 hours`');
  }
  const { years, months, weeks, days } = duration;
  const civil = (
    [
      ['month', 12 * years + months],
      ['week', weeks],
      ['day', days],
    ] as const
  ).filter(([, count]) => count > 0);
  const seconds = duration.with({ years: 0, months: 0, weeks: 0, days: 0 }).total('seconds');
  if (civil.length + Number(seconds > 0) > 1)
    throw complaint('one unit of local time, or hours, minutes and seconds: a mixture has no fixed meaning');
  const [[unit, count] = exact(seconds)] = civil;
  return checked({ kind: 'length', unit, count }, column, reader);
}

function exact(seconds: number): readonly [ExactUnit, number] {
  if (seconds % 3600 === 0) return ['hour', seconds / 3600];
  return seconds % 60 === 0 ? ['minute', seconds / 60] : ['second', seconds];
}

function nameOf(unit: Length['unit']): string {
  return unit.replace('-', ' ');
}

/** Takes words from the front of a text and knows the column it has come to. */
class Reader {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#skipSpace();
  }

  get column(): number {
    return this.#at + 1;
  }

  take(words: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(words.source, `${words.flags}y`);
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.text);
    if (!found) return undefined;
    this.#at = sticky.lastIndex;
    this.#skipSpace();
    return found;
  }

  expect(words: RegExp, expected: string): RegExpExecArray {
    const found = this.take(words);
    if (!found) throw this.error(expected);
    return found;
  }

  end(expected: string): void {
    if (this.#at < this.text.length) throw this.error(expected);
  }

  error(expected: string): TargetError {
    return new TargetError(this.text, this.column, expected);
  }

  #skipSpace(): void {
    while (/\s/.test(this.text.charAt(this.#at))) this.#at += 1;
  }
}
