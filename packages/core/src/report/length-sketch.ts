/**
 * Lengths of time and their percentiles, in bounded memory: as they are up to `EXACT_UP_TO` of them, then counted in
 * buckets whose bounds grow by the factor `GROWTH`, after DDSketch (Masson, Rim, Lee, VLDB 2019). Whatever the order in
 * which lengths come, an answer is never further than `SKETCH_ERROR` of itself from the length asked for.
 */
export class LengthSketch {
  #exact: number[] | undefined = [];
  readonly #buckets = new Map<number, number>();
  #count = 0;
  #shortest = Number.POSITIVE_INFINITY;
  #longest = Number.NEGATIVE_INFINITY;

  get count(): number {
    return this.#count;
  }

  get isExact(): boolean {
    return this.#exact !== undefined;
  }

  get longest(): number {
    return this.#longest;
  }

  add(ms: number): void {
    this.#count += 1;
    this.#shortest = Math.min(this.#shortest, ms);
    this.#longest = Math.max(this.#longest, ms);
    if (this.#exact === undefined) this.#fill(ms);
    else if (this.#exact.push(ms) > EXACT_UP_TO) {
      for (const each of this.#exact) this.#fill(each);
      this.#exact = undefined;
    }
  }

  /** The shortest length that `percent` of all do not exceed (nearest rank). NaN where there is none. */
  percentile(percent: number): number {
    const rank = Math.max(1, Math.ceil((percent / 100) * this.#count));
    if (this.#exact) return this.#exact.sort((a, b) => a - b)[rank - 1] ?? Number.NaN;
    let seen = 0;
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      seen += count;
      if (seen >= rank) return Math.min(Math.max(middleOf(bucket), this.#shortest), this.#longest);
    }
    return this.#longest;
  }

  #fill(ms: number): void {
    const bucket = bucketOf(ms);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
  }
}

/** How many lengths are kept as they are: 4 kB. */
export const EXACT_UP_TO = 512;

/** How far a percentile of more lengths may be off, as a share of itself. A century takes 1,450 buckets. */
export const SKETCH_ERROR = 0.01;

const GROWTH = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const NOTHING = -1;

/** Bucket n holds what is longer than GROWTH^(n-1) ms, up to GROWTH^n. */
function bucketOf(ms: number): number {
  return ms < 1 ? NOTHING : Math.ceil(Math.log(ms) / Math.log(GROWTH));
}

function middleOf(bucket: number): number {
  return bucket === NOTHING ? 0 : Math.round((2 * GROWTH ** bucket) / (GROWTH + 1));
}
