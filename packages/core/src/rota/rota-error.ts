import type { CalendarFaultCode } from '../calendar/calendar-error.ts';
import { FaultsError } from '../time/faults-error.ts';

/** One mistake in a rota's written form. */
export interface RotaFault {
  /** Keys and positions from the rota's root, as in `['layers', 0, 'handoffAt']`. */
  readonly path: readonly (string | number)[];
  readonly code: RotaFaultCode;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export type RotaFaultCode = CalendarFaultCode | 'bad-member' | 'bad-rotation' | 'bad-handoff' | 'bad-instant' | 'empty';

/**
 * A rota that cannot be read, with every fault at once.
 *
 * @example
 * ```ts
 * import { compileRota, RotaError } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   compileRota({ timeZone: 'UTC', layers: [] });
 * } catch (error) {
 *   if (error instanceof RotaError) told = error.faults.map(({ path, code }) => `${path.join('.')} ${code}`);
 * }
 * told; // → [ 'layers empty' ]
 * ```
 */
export class RotaError extends FaultsError<'invalid-rota', RotaFault> {
  override readonly name = 'RotaError';

  constructor(faults: readonly RotaFault[]) {
    super('invalid-rota', faults);
  }
}
