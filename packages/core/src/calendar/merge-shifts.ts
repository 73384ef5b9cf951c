/** Openings and closings, sorted, overlaps and abutting shifts merged, cut to [from, to). Shifts: opening, closing, opening … */
export function mergeShifts(
  shifts: readonly number[],
  from: number,
  to: number,
): { opens: number[]; closes: number[] } {
  const opens: number[] = [];
  const closes: number[] = [];
  let last = -1;
  for (const i of inOrder(shifts)) {
    const start = Math.max(from, shifts[i] as number);
    const end = Math.min(to, shifts[i + 1] as number);
    if (start >= end) continue;
    if (last >= 0 && start <= (closes[last] as number)) closes[last] = Math.max(end, closes[last] as number);
    else {
      last = opens.push(start) - 1;
      closes.push(end);
    }
  }
  return { opens, closes };
}

function inOrder(shifts: readonly number[]): number[] {
  const order: number[] = [];
  let sorted = true;
  for (let i = 0; i < shifts.length; i += 2) {
    order.push(i);
    if (i > 0 && (shifts[i] as number) < (shifts[i - 2] as number)) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => (shifts[a] as number) - (shifts[b] as number));
}
