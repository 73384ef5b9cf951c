import { type RefObject, useEffect } from 'react';

import { useKeys } from '../../keyboard.ts';
import { keep, kept } from '../../storage.ts';

const LAST = 'sla-last-row';

/** j and k move through the rows by moving the focus itself; coming back, it is where it was. */
export function useRowKeys(list: RefObject<HTMLElement | null>, onClaim: (number: string) => void): void {
  const move = (by: number) => {
    const links = linksOf(list.current);
    const at = links.findIndex((link) => link.contains(document.activeElement));
    const next = at < 0 ? rememberedIndex(links) : Math.min(links.length - 1, Math.max(0, at + by));
    focusRow(links[next]);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    c: () => {
      const number = numberOf(document.activeElement);
      return number ? onClaim(number) : false;
    },
  });
  useEffect(() => {
    const shown = list.current;
    const remember = (event: FocusEvent) => keep(LAST, numberOf(event.target), 'session');
    shown?.addEventListener('focusin', remember);
    return () => shown?.removeEventListener('focusin', remember);
  }, [list]);
}

/** Gives the focus back to the row that was opened last. */
export function focusRemembered(list: HTMLElement | null): void {
  const number = kept(LAST, 'session');
  const link = linksOf(list).find((each) => numberOf(each) === number);
  if (number && link && document.activeElement === document.body) focusRow(link);
}

function rememberedIndex(links: readonly HTMLElement[]): number {
  const number = kept(LAST, 'session');
  return Math.max(
    0,
    links.findIndex((link) => numberOf(link) === number),
  );
}

function focusRow(link: HTMLElement | undefined): void {
  link?.focus({ preventScroll: true });
  link?.closest('[data-case]')?.scrollIntoView({ block: 'nearest' });
}

function numberOf(element: EventTarget | null): string | undefined {
  if (!(element instanceof HTMLElement)) return undefined;
  return element.closest<HTMLElement>('[data-case]')?.dataset.case;
}

function linksOf(list: HTMLElement | null): readonly HTMLElement[] {
  return list ? [...list.querySelectorAll<HTMLElement>('.row-link')] : [];
}
