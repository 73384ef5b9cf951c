/** One mistake in a file, where it stands. */
export interface Fault {
  /** As it was named. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly code: string;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

/** One line: `policies/acme.yaml:12:9  what is wrong: what was expected`. */
export function formatFault({ file, line, column, message }: Fault): string {
  return `${file}:${line}:${column}  ${message}`;
}

/** In the order of reading: by file, those named first, then by line and column. */
export function inOrder(faults: readonly Fault[], first: readonly string[] = []): readonly Fault[] {
  const files = [...new Set([...first, ...faults.map(({ file }) => file)])];
  const place = ({ file }: Fault) => files.indexOf(file);
  return [...faults].sort((a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column);
}
