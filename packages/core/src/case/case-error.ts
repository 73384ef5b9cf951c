import { FaultsError } from '../time/faults-error.ts';
/** One mistake in what a case is evaluated from. */
export interface CaseFault {
  /** Keys and positions from the input's root, as in `['events', 3, 'priority']`. */
  readonly path: readonly (string | number)[];
  readonly code: CaseFaultCode;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export type CaseFaultCode =
  | 'bad-type'
  | 'bad-instant'
  | 'bad-person'
  | 'bad-target'
  | 'missing-field'
  | 'unknown-event'
  | 'unknown-priority'
  | 'unknown-policy'
  | 'unknown-clock'
  | 'not-opened'
  | 'opened-twice'
  | 'before-opened';

/**
 * Events that cannot be evaluated: every fault at once, each with its path, a code and what was expected.
 *
 * @example
 * ```ts
 * import { CaseError, evaluate } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * let told: unknown;
 * try {
 *   evaluate(preset('velsoft'), [{ type: 'opened', at: 'yesterday', channel: 'email' }], '2026-11-23T10:00:00Z');
 * } catch (error) {
 *   if (error instanceof CaseError) told = error.faults.map(({ path, code }) => `${path.join('.')} ${code}`);
 * }
 * told; // → [ 'events.0.at bad-instant', 'events not-opened' ]
 * ```
 */
export class CaseError extends FaultsError<CaseFaultCode, CaseFault> {
  override readonly name = 'CaseError';

  constructor(faults: readonly [CaseFault, ...CaseFault[]]) {
    super(faults[0].code, faults);
  }
}

export function caseFault(path: CaseFault['path'], code: CaseFaultCode, message: string): CaseError {
  return new CaseError([{ path, code, message }]);
}
