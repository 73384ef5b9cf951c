/** An error of one or more faults, with a line for each: where it is, what is wrong, and what was expected. */
export abstract class FaultsError<
  Code extends string,
  Fault extends { readonly path: readonly (string | number)[]; readonly message: string },
> extends Error {
  readonly code: Code;
  readonly faults: readonly Fault[];

  constructor(code: Code, faults: readonly Fault[]) {
    super(faults.map(({ path, message }) => `${formatPath(path)}${message}`).join('\n'));
    this.code = code;
    this.faults = faults;
  }
}

/** Keys and positions as an error message begins with them: `weekly.mon[0][1]: `; nothing for the whole. */
export function formatPath(path: readonly (string | number)[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}
