import { useEffect, useRef } from 'react';

/** Keys by name in small letters ("j", "escape", "?") or two in a row ("g q"). Return false to leave the key to the browser. */
export type Keys = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

const SEQUENCE = 900;

/** Listens while nothing is being typed and no dialog is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | undefined;
    const press = (event: KeyboardEvent) => {
      if (isBusy(event)) return;
      const key = event.key.toLowerCase();
      const pair = first && event.timeStamp - first.at < SEQUENCE ? `${first.key} ${key}` : '';
      first = { key, at: event.timeStamp };
      const run = latest.current[pair] ?? latest.current[key];
      if (run && run(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function isBusy(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (document.querySelector('dialog[open]')) return true;
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  if (!target) return false;
  const choice = target instanceof HTMLInputElement && (target.type === 'radio' || target.type === 'checkbox');
  return target.isContentEditable || (!choice && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
