/** Keys and positions as an error message begins with them: `weekly.mon[0][1]: `; nothing for the whole. */
export function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}

/** A line for each fault: where it is, what is wrong, and what was expected. */
export function formatFaults(
  faults: readonly { readonly path: readonly (string | number)[]; readonly message: string }[],
): string {
  return faults.map(({ path, message }) => `${formatPath(path)}${message}`).join('\n');
}
