type Where = 'local' | 'session';

/** What this browser was asked to remember; nothing where storage is switched off. */
export function kept(key: string, where: Where = 'local'): string | undefined {
  try {
    return storage(where).getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: string | undefined, where: Where = 'local'): void {
  try {
    if (value === undefined) storage(where).removeItem(key);
    else storage(where).setItem(key, value);
  } catch {
    // Full or switched off: the page works on, and only forgets.
  }
}

/** An id that no other draft has. `randomUUID` is missing where the page is not served over TLS or from this machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function storage(where: Where): Storage {
  return where === 'local' ? window.localStorage : window.sessionStorage;
}
