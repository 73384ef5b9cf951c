/**
 * A list that only grows and is shared by the states that grew it: adding to the newest is cheap, however long it is,
 * and an older state never sees what a newer one added.
 */
export class Journal<Entry> {
  static readonly #EMPTY = new Journal<never>([], 0);
  readonly #entries: Entry[];
  readonly length: number;

  private constructor(entries: Entry[], length: number) {
    this.#entries = entries;
    this.length = length;
  }

  static empty<Entry>(): Journal<Entry> {
    return Journal.#EMPTY as unknown as Journal<Entry>;
  }

  /** The list with one more entry; this one stays as it is. */
  with(entry: Entry): Journal<Entry> {
    const isNewest = this.length > 0 && this.#entries.length === this.length;
    const entries = isNewest ? this.#entries : this.#entries.slice(0, this.length);
    entries.push(entry);
    return new Journal(entries, this.length + 1);
  }

  at(position: number): Entry | undefined {
    return position < this.length ? this.#entries[position] : undefined;
  }

  last(): Entry | undefined {
    return this.at(this.length - 1);
  }

  toArray(from = 0): Entry[] {
    return this.#entries.slice(from, this.length);
  }
}

type Times = Map<string, { readonly ms: number; readonly position: number }>;

/** When each thing first happened, shared by states as a journal is. */
export class FirstTimes {
  static readonly NONE = new FirstTimes(new Map(), 0);
  readonly #times: Times;
  readonly #length: number;

  private constructor(times: Times, length: number) {
    this.#times = times;
    this.#length = length;
  }

  get(name: string): number | undefined {
    const known = this.#times.get(name);
    return known !== undefined && known.position < this.#length ? known.ms : undefined;
  }

  /** With this name's time, unless it has an earlier one already. */
  with(name: string, ms: number): FirstTimes {
    if (this.get(name) !== undefined) return this;
    const isNewest = this.#length > 0 && this.#times.size === this.#length;
    const times = isNewest ? this.#times : this.#copied();
    times.set(name, { ms, position: this.#length });
    return new FirstTimes(times, this.#length + 1);
  }

  #copied(): Times {
    return this.#length === 0
      ? new Map()
      : new Map([...this.#times].filter(([, { position }]) => position < this.#length));
  }
}
