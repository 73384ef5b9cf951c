import { Temporal } from '@sla/core';

/** What is wrong with a value, and where in it: `case.openedAt`. */
export class ShapeFault extends Error {
  override readonly name = 'ShapeFault';

  constructor(path: string, found: unknown, expected: string) {
    super(`${path || 'the record'} is ${inBrief(found)}, expected ${expected}`);
  }
}

/** Reads a value out of JSON, or throws a ShapeFault. */
export type Shape<Value> = (value: unknown, path: string) => Value;

export const text: Shape<string> = (value, path) => {
  if (typeof value === 'string') return value;
  throw new ShapeFault(path, value, 'text');
};

export const count: Shape<number> = (value, path) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new ShapeFault(path, value, 'a whole number');
};

export const flag: Shape<boolean> = (value, path) => {
  if (typeof value === 'boolean') return value;
  throw new ShapeFault(path, value, 'true or false');
};

export const instant: Shape<Temporal.Instant> = (value, path) =>
  parsed(Temporal.Instant, value, path, 'an ISO instant');

export const duration: Shape<Temporal.Duration> = (value, path) =>
  parsed(Temporal.Duration, value, path, 'an ISO duration');

/** JSON of whatever form; its owner knows it. */
export const anything: Shape<unknown> = (value, path) => {
  if (value !== undefined) return value;
  throw new ShapeFault(path, value, 'a value');
};

export function oneOf<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return (value, path) => {
    const word = words.find((known) => known === value);
    if (word !== undefined) return word;
    throw new ShapeFault(path, value, `one of ${words.join(', ')}`);
  };
}

export function list<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeFault(path, value, 'a list');
    return value.map((item, index) => shape(item, `${path}[${index}]`));
  };
}

/** Marks a field that may be absent. */
export function optional<Value>(shape: Shape<Value>): Optional<Value> {
  return { optional: shape };
}

/** A record with these fields and no others: what is not known here would be lost without a word. */
export function record<Value extends object>(fields: Fields<Value>): Shape<Value> {
  const shapes = Object.entries(fields) as [string, Shape<unknown> | Optional<unknown>][];
  return (value, path) => {
    const given = fieldsOf(value, path);
    const known = new Set(Object.keys(fields));
    const foreign = Object.keys(given).find((name) => !known.has(name));
    if (foreign !== undefined) throw new ShapeFault(below(path, foreign), given[foreign], 'no such field');
    const entries = shapes.flatMap(([name, shape]) => {
      if (typeof shape === 'function') return [[name, shape(given[name], below(path, name))]];
      return given[name] === undefined ? [] : [[name, shape.optional(given[name], below(path, name))]];
    });
    return Object.fromEntries(entries) as Value;
  };
}

export function fieldsOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ShapeFault(path, value, 'a record');
}

interface Optional<Value> {
  readonly optional: Shape<Value>;
}

type Fields<Value> = {
  // Of `unknown` the type does not say whether it may be absent.
  readonly [Key in keyof Value]-?: unknown extends Value[Key]
    ? Shape<unknown> | Optional<unknown>
    : undefined extends Value[Key]
      ? Optional<Exclude<Value[Key], undefined>>
      : Shape<Value[Key]>;
};

function parsed<Value>(type: { from(text: string): Value }, value: unknown, path: string, expected: string): Value {
  try {
    return type.from(text(value, path));
  } catch {
    throw new ShapeFault(path, value, expected);
  }
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function inBrief(value: unknown): string {
  if (value === undefined) return 'missing';
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
