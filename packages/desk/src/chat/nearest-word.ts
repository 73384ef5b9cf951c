/** Of several things with words of their own, the one that a mistyped word most likely meant; undefined when none is near. */
export function nearestOf<Thing>(
  typed: string,
  things: readonly Thing[],
  wordsOf: (thing: Thing) => readonly string[],
): Thing | undefined {
  const word = typed.slice(0, longest);
  let best: { readonly thing: Thing; readonly distance: number; readonly shared: number } | undefined;
  for (const thing of things) {
    for (const known of wordsOf(thing)) {
      const [distance, shared] = [typingDistance(word, known), sharedStart(word, known)];
      const isNearer = !best || distance < best.distance || (distance === best.distance && shared > best.shared);
      if (isNearer) best = { thing, distance, shared };
    }
  }
  return best && best.distance <= Math.min(2, Math.floor(typed.length / 2)) ? best.thing : undefined;
}

/** No word that is known is longer. */
const longest = 40;

/** Letters typed wrong, left out, added, or in the wrong order: Damerau's distance, in which two that changed places are one mistake. */
export function typingDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) ?? 0;
}

/** People begin a word right more often than they end it so. */
function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
