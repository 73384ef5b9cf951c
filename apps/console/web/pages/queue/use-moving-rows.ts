import { type RefObject, useLayoutEffect, useRef } from 'react';

const MOVE: KeyframeAnimationOptions = { duration: 320, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

/** Rows that change places slide there, new ones fade in; at once for those who asked for less motion. */
export function useMovingRows(list: RefObject<HTMLElement | null>, order: string): void {
  const tops = useRef(new Map<string, number>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: `order` says when the rows have moved.
  useLayoutEffect(() => {
    const before = tops.current;
    const after = measure(list.current);
    tops.current = after;
    if (before.size === 0 || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const row of rowsOf(list.current)) animate(row, before, after);
  }, [list, order]);
}

function animate(row: HTMLElement, before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): void {
  const key = row.dataset.case ?? '';
  const from = before.get(key);
  const to = after.get(key) ?? 0;
  if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
  else if (from !== to) row.animate([{ transform: `translateY(${from - to}px)` }, { transform: 'none' }], MOVE);
}

function measure(list: HTMLElement | null): Map<string, number> {
  return new Map(rowsOf(list).map((row) => [row.dataset.case ?? '', row.offsetTop]));
}

function rowsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>('[data-case]')] : [];
}
