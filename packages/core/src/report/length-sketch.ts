/**
 * Lengths of time and their percentiles, in bounded memory: as they are up to `EXACT_UP_TO` of them, then counted in
 * buckets whose bounds grow by the factor `GROWTH`, after DDSketch (Masson, Rim, Lee, VLDB 2019). Whatever the order in
 * which lengths come, an answer is never further than `SKETCH_ERROR` of itself from the length asked for.
 */
export interface LengthSketch {
  add(ms: number): void;
  count(): number;
  isExact(): boolean;
  longest(): number;
  /** The shortest length that `percent` of all do not exceed (nearest rank). NaN where there is none. */
  percentile(percent: number): number;
}

export function lengthSketch(): LengthSketch {
  const buckets = new Map<number, number>();
  let exact: number[] | undefined = [];
  let count = 0;
  let shortest = Infinity;
  let longest = -Infinity;
  const fill = (ms: number) => {
    const bucket = bucketOf(ms);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  };
  return {
    add(ms) {
      count += 1;
      shortest = Math.min(shortest, ms);
      longest = Math.max(longest, ms);
      if (exact === undefined) fill(ms);
      else if (exact.push(ms) > EXACT_UP_TO) {
        exact.forEach(fill);
        exact = undefined;
      }
    },
    count: () => count,
    isExact: () => exact !== undefined,
    longest: () => longest,
    percentile(percent) {
      const rank = Math.max(1, Math.ceil((percent / 100) * count));
      if (exact) return exact.sort((a, b) => a - b)[rank - 1] ?? Number.NaN;
      let seen = 0;
      for (const [bucket, size] of [...buckets].sort(([a], [b]) => a - b)) {
        seen += size;
        if (seen >= rank) return Math.min(Math.max(middleOf(bucket), shortest), longest);
      }
      return longest;
    },
  };
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
