import { mergeShifts } from '../src/calendar/merge-shifts.ts';

const DAY = 86_400_000;

/** The least that any implementation must do: bare day buckets over precompiled prefix sums, unchecked, for one fixed horizon. */
export function floorOf(shifts: readonly number[], start: number, end: number) {
  const merged = mergeShifts(shifts, start, end);
  const opens = Float64Array.from([...merged.opens, Number.POSITIVE_INFINITY]);
  const closes = Float64Array.from([...merged.closes, Number.POSITIVE_INFINITY]);
  const rows = opens.length - 1;
  const before = new Float64Array(rows + 1);
  for (let i = 0; i < rows; i++) before[i + 1] = (before[i] as number) + (closes[i] as number) - (opens[i] as number);
  const rowOfDay = new Int32Array((end - start) / DAY + 1);
  for (let day = 0, row = 0; day < rowOfDay.length; day++) {
    while ((closes[row] as number) <= start + day * DAY) row++;
    rowOfDay[day] = row;
  }
  const perBucket = Math.ceil((before[rows] as number) / rows);
  const rowOfBucket = new Int32Array(rows + 2);
  for (let bucket = 0, row = 0; bucket < rowOfBucket.length; bucket++) {
    while (row < rows - 1 && (before[row + 1] as number) < bucket * perBucket) row++;
    rowOfBucket[bucket] = row;
  }

  function sumAt(at: number): number {
    let row = rowOfDay[((at - start) / DAY) | 0] as number;
    while ((closes[row] as number) <= at) row++;
    const opened = opens[row] as number;
    return (before[row] as number) + (at > opened ? at - opened : 0);
  }

  return {
    add(from: number, work: number): number {
      const sum = sumAt(from) + work;
      let row = rowOfBucket[(sum / perBucket) | 0] as number;
      while ((before[row + 1] as number) < sum) row++;
      return (opens[row] as number) + sum - (before[row] as number);
    },
    between: (a: number, b: number): number => sumAt(b) - sumAt(a),
  };
}
