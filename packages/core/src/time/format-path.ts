/** Keys and positions as an error message begins with them: `weekly.mon[0][1]: `; nothing for the whole. */
export function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
