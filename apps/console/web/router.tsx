import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from 'react';

export type Page =
  | { readonly name: 'queue' }
  | { readonly name: 'case'; readonly number: string }
  | { readonly name: 'handover'; readonly number: string }
  | { readonly name: 'incidents' }
  | { readonly name: 'quarantine' }
  | { readonly name: 'report' }
  | { readonly name: 'settings' }
  | { readonly name: 'more' }
  | { readonly name: 'mail' }
  | { readonly name: 'health' }
  | { readonly name: 'not-found' };

const MOVED = 'sla:moved';

/** Pages whose address is their name. */
const PLAIN = ['mail', 'health', 'incidents', 'quarantine', 'report', 'settings', 'more'] as const;

export function pageOf(path: string): Page {
  if (path === '/') return { name: 'queue' };
  const plain = PLAIN.find((name) => path === `/${name}`);
  if (plain) return { name: plain };
  const handed = /^\/cases\/([^/]+)\/handover$/.exec(path)?.[1];
  if (handed) return { name: 'handover', number: decodeURIComponent(handed) };
  const number = /^\/cases\/([^/]+)$/.exec(path)?.[1];
  return number ? { name: 'case', number: decodeURIComponent(number) } : { name: 'not-found' };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/** One parameter of the address, and how to set it without leaving the page. */
export function useParameter(name: string): readonly [string | undefined, (value: string | undefined) => void] {
  const search = useSyncExternalStore(subscribe, () => window.location.search);
  const value = new URLSearchParams(search).get(name) ?? undefined;
  const set = (next: string | undefined) => {
    const parameters = new URLSearchParams(window.location.search);
    if (next) parameters.set(name, next);
    else parameters.delete(name);
    const query = parameters.size > 0 ? `?${parameters}` : '';
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${query}`);
    window.dispatchEvent(new Event(MOVED));
  };
  return [value, set];
}

export function navigate(to: string): void {
  if (to === `${window.location.pathname}${window.location.search}`) return;
  window.history.pushState({ inside: true }, '', to);
  window.dispatchEvent(new Event(MOVED));
}

/** Back to where the reader came from inside these pages, else to `otherwise`. */
export function goBack(otherwise: string): void {
  if ((window.history.state as { readonly inside?: boolean } | null)?.inside) window.history.back();
  else navigate(otherwise);
}

export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    navigate(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}
