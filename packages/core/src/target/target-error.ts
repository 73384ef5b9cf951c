/**
 * A text that is no target: what was written, where it went wrong, and what was expected there.
 *
 * @example
 * ```ts
 * import { parseTarget, TargetError } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   parseTarget('4 houres');
 * } catch (error) {
 *   if (error instanceof TargetError) told = [error.text, error.column];
 * }
 * told; // → [ '4 houres', 3 ]
 * ```
 */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly code = 'bad-target';
  readonly text: string;
  /** From 1; just past the end where something is missing. */
  readonly column: number;
  readonly expected: string;

  constructor(text: string, column: number, expected: string) {
    super(`${JSON.stringify(text)}, column ${column}: expected ${expected}`);
    this.text = text;
    this.column = column;
    this.expected = expected;
  }
}
