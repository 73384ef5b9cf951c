/**
 * A report that was asked for wrongly: which option, and what was expected there.
 *
 * @example
 * ```ts
 * import { availabilityWindow, ReportError } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   availabilityWindow('month', '2026-11-23T00:00:00Z', 'Mars/Olympus');
 * } catch (error) {
 *   if (error instanceof ReportError) told = [error.code, ...error.path];
 * }
 * told; // → [ 'bad-zone', 'timeZone' ]
 * ```
 */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: 'bad-zone' | 'bad-group' | 'bad-period' | 'bad-percent' | 'bad-limit';
  readonly path: readonly (string | number)[];

  constructor(code: ReportError['code'], path: ReportError['path'], message: string) {
    super(`${path.join('.')}: ${message}`);
    this.code = code;
    this.path = path;
  }
}
