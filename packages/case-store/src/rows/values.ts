import { Temporal } from '@sla/core';

type InstantLike = Temporal.Instant | Date | number | string;

/** PostgreSQL's text of a timestamptz, or ISO 8601 → an instant. */
export function toInstant(text: string): Temporal.Instant {
  const usual = USUAL.exec(text);
  if (!usual) return Temporal.Instant.from(text);
  const [year = 0, month = 0, day, hour, minute, second] = usual.slice(1, 7).map(Number);
  const milliseconds = Number((usual[7] ?? '').padEnd(3, '0'));
  return Temporal.Instant.fromEpochMilliseconds(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
}

/** As the store's connections get nearly all of them, which a case has by the dozen; the polyfill takes ten times as long. */
const USUAL = /^([12]\d{3})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?(?:Z|\+00(?::00)?)$/;

/** Cut down to the microseconds that PostgreSQL keeps; it would round, and an event must never be later than now. */
export function fromInstant(instant: Temporal.Instant): string {
  const { epochMilliseconds, epochNanoseconds } = instant;
  if (BigInt(epochMilliseconds) * 1_000_000n === epochNanoseconds) {
    return new Date(epochMilliseconds).toISOString().replace(NO_FRACTION, 'Z');
  }
  if (epochNanoseconds % 1000n === 0n) return instant.toString();
  return instant.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }).toString();
}

/**
 * ISO 8601, as the duration itself writes it. Hours, minutes and seconds, which each clock has twice, are put together here: the
 * polyfill takes ten times as long.
 */
export function fromDuration(duration: Temporal.Duration): string {
  const { sign, hours, minutes, seconds, milliseconds } = duration;
  const { years, months, weeks, days, microseconds, nanoseconds } = duration;
  const isOther = years || months || weeks || days || microseconds || nanoseconds;
  if (isOther || Math.abs(milliseconds) > 999 || ![hours, minutes, seconds].every(Number.isSafeInteger)) {
    return duration.toString();
  }
  const part = (value: number, unit: string) => (value === 0 ? '' : `${Math.abs(value)}${unit}`);
  const fraction = String(Math.abs(milliseconds)).padStart(3, '0').replace(/0+$/, '');
  const whole = milliseconds === 0 ? part(seconds, 'S') : `${Math.abs(seconds)}.${fraction}S`;
  const text = `${part(hours, 'H')}${part(minutes, 'M')}${whole}`;
  return text === '' ? 'PT0S' : `${sign < 0 ? '-' : ''}PT${text}`;
}

/** Zeros at the end of a fraction, and a fraction of nothing else. */
const NO_FRACTION = /\.?0+Z$/;

/** Whatever an event may bear as an instant → text that PostgreSQL reads. */
export function fromInstantLike(value: InstantLike): string {
  if (typeof value === 'number' || value instanceof Date) {
    return fromInstant(Temporal.Instant.fromEpochMilliseconds(Number(value)));
  }
  return fromInstant(Temporal.Instant.from(String(value)));
}

/** PostgreSQL keeps neither U+0000 nor halves of surrogate pairs, and mail brings both: they become U+FFFD. */
export function toText(text: string): string {
  return SUSPICIOUS.test(text) ? text.replace(UNSTORABLE, '\uFFFD') : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the character that PostgreSQL refuses
const SUSPICIOUS = /[\u0000\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the character that PostgreSQL refuses
const UNSTORABLE = /[\u0000\p{Surrogate}]/gu;

export function toTexts(texts: readonly string[]): string[] {
  return texts.map(toText);
}

export function toJson(value: unknown): string {
  return JSON.stringify(value, storable) ?? 'null';
}

function storable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return toText(value);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toText(key), inner]));
}

/** A row whose column of JSON text is its value again, for statements that take whole rows as JSON. */
export function parsed<Row extends object, Column extends keyof Row>(row: Row, column: Column): Row {
  return { ...row, [column]: JSON.parse(String(row[column])) };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** An optional value of a record → a column that may be null. */
export function orNull<Value, Column>(value: Value | undefined, convert: (value: Value) => Column): Column | null {
  return value === undefined ? null : convert(value);
}

type Present<Fields> = { readonly [Key in keyof Fields as null extends Fields[Key] ? never : Key]: Fields[Key] } & {
  readonly [Key in keyof Fields as null extends Fields[Key] ? Key : never]?: Exclude<Fields[Key], null>;
};

/** Columns that may be null → optional fields, left out where they are. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Present<Fields>;
}

/** Like `orNull`, the other way. */
export function fromNull<Column, Value>(column: Column | null, convert: (column: Column) => Value): Value | null {
  return column === null ? null : convert(column);
}

/** Fields without a value → left out. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}

type Defined<Fields> = { readonly [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
