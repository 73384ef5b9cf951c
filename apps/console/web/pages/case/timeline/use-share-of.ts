import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** So many pixels as a share of an element's width, kept right as it is resized. */
export function useShareOf(pixels: number): readonly [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(0.1);
  useLayoutEffect(() => {
    const shown = element.current;
    if (!shown) return;
    const measure = () => setShare(pixels / Math.max(1, shown.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [pixels]);
  return [element, share];
}
