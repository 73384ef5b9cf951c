import type { Fault } from './fault.ts';

export type Path = readonly (string | number)[];

/** A written form and where in a file each part of it stands. */
export interface Source {
  readonly file: string;
  /** Plain values; undefined where the writing is too broken to say. */
  readonly value: unknown;
  /** What is wrong with the writing itself. */
  readonly faults: readonly Fault[];
  /** How many keys of a path stand in this source. */
  reach(path: Path): number;
  /** A fault at the value of a path, or at its key; at the nearest part that stands where the path does not. */
  faultAt(path: Path, code: string, message: string): Fault;
}

/** The same source with other values, whose paths lead back to those that are written. */
export function withValue(source: Source, value: unknown, toWritten: (path: Path) => Path = (path) => path): Source {
  return {
    file: source.file,
    value,
    faults: source.faults,
    reach: (path) => source.reach(toWritten(path)),
    faultAt: (path, code, message) => source.faultAt(toWritten(path), code, message),
  };
}

/** A part of a source as a source of its own. */
export function partOf(source: Source, part: Path): Source {
  return {
    file: source.file,
    value: part.reduce(childOf, source.value),
    faults: [],
    reach: (path) => Math.max(0, source.reach([...part, ...path]) - part.length),
    faultAt: (path, code, message) => source.faultAt([...part, ...path], code, message),
  };
}

/** Values that stand in no lines, such as a module's or a preset's: their faults name their path instead. */
export function withoutLines(file: string, value: unknown, faults: readonly Fault[] = []): Source {
  return {
    file,
    value,
    faults,
    reach: (path) => depthIn(value, path),
    faultAt: (path, code, message) => ({ file, line: 1, column: 1, code, message: atPath(path, message) }),
  };
}

/** A message that says itself where its fault stands. */
export function atPath(path: Path, message: string): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

/** A path as people write it: `priorities.high.escalation[0].after`. */
export function formatPath(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '');
}

/** What a key leads to; undefined where it leads nowhere. */
export function childOf(value: unknown, key: string | number): unknown {
  return (isRecord(value) || Array.isArray(value)) && Object.hasOwn(value, key) ? (value as never)[key] : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function depthIn(value: unknown, [key, ...rest]: Path): number {
  const child = key === undefined ? undefined : childOf(value, key);
  return child === undefined ? 0 : 1 + depthIn(child, rest);
}
