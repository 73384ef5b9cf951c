import { formatPath } from '../time/format-path.ts';
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

/** Events that cannot be evaluated: every fault at once, each with its path, a code and what was expected. */
export class CaseError extends Error {
  override readonly name = 'CaseError';
  readonly code: CaseFaultCode;
  readonly faults: readonly CaseFault[];

  constructor(faults: readonly [CaseFault, ...CaseFault[]]) {
    super(faults.map(({ path, message }) => `${formatPath(path)}${message}`).join('\n'));
    this.code = faults[0].code;
    this.faults = faults;
  }
}

export function caseFault(path: CaseFault['path'], code: CaseFaultCode, message: string): CaseError {
  return new CaseError([{ path, code, message }]);
}
