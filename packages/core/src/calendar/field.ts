import { quoted } from '../time/time-error.ts';

/** Keys and positions from the root of a written form. */
export type Path = readonly (string | number)[];

/** Takes down a fault; reading goes on, so that all are found at once. */
export type Report<Code extends string> = (path: Path, code: Code, message: string) => void;

type FieldCode = 'bad-type' | 'missing-key' | 'unknown-key';

/** A value of a written form in its place, so that whoever reads it can say what is wrong with it. */
export class Field<Code extends string, Value = unknown> {
  readonly value: Value;
  readonly path: Path;
  readonly #report: Report<Code | FieldCode>;

  constructor(value: Value, path: Path, report: Report<Code | FieldCode>) {
    this.value = value;
    this.path = path;
    this.#report = report;
  }

  /** What stands under a key, or at a position; undefined where nothing does. */
  at<Key extends string | number>(key: Key): Field<Code, Key extends keyof Value ? Value[Key] : unknown> {
    // Its own alone: a list has a `map` too.
    const owner = Object(this.value) as Record<string | number, never>;
    const part = Object.hasOwn(owner, key) ? owner[key] : undefined;
    return new Field(part as never, [...this.path, key], this.#report);
  }

  /** Another value in the same place, such as the key itself. */
  holding<Other>(value: Other): Field<Code, Other> {
    return new Field(value, this.path, this.#report);
  }

  /** What `read` makes of it, where it stands at all. */
  optional<Read>(read: (field: Field<Code, Exclude<Value, undefined>>) => Read): Read | undefined {
    return this.value === undefined ? undefined : read(this as Field<Code, Exclude<Value, undefined>>);
  }

  refuse(code: Code | FieldCode, message: string): void {
    this.#report(this.path, code, message);
  }

  /** What was found wrong with it elsewhere, each fault with its place in it. */
  refuseAll(faults: readonly { readonly path: Path; readonly code: Code; readonly message: string }[]): void {
    for (const { path, code, message } of faults) this.#report([...this.path, ...path], code, message);
  }

  /** It is missing, or not what was expected. */
  refuseAs(code: Code | FieldCode, what: string, expected: string): void {
    if (this.value === undefined) this.refuse('missing-key', `${this.path.at(-1)} is missing: expected ${expected}`);
    else this.refuse(code, `${quoted(this.value)} is not ${what}: expected ${expected}`);
  }

  /** Whether it has keys, and only these. */
  isRecordOf(what: string, keys: readonly string[]): boolean {
    const known = keys.join(', ');
    if (!isRecord(this.value)) {
      this.refuse('bad-type', `${quoted(this.value)} is not ${what}: expected { ${known} }`);
      return false;
    }
    for (const key of Object.keys(this.value))
      if (!keys.includes(key))
        this.at(key).refuse('unknown-key', `${quoted(key)} is not known here: expected ${known}`);
    return true;
  }

  /** Each entry of a list; none where it is no list. */
  items(what: string): Field<Code>[] {
    if (Array.isArray(this.value)) return this.value.map((_, i) => this.at(i));
    this.refuseAs('bad-type', 'a list', `a list of ${what}`);
    return [];
  }

  /** What stands under each key; nothing where it has none. */
  entries(): [string, Field<Code>][] {
    return isRecord(this.value) ? Object.keys(this.value).map((key) => [key, this.at(key)]) : [];
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
