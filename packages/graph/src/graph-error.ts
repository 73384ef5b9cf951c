/** What went wrong, as far as the caller may want to act on it differently. */
export type GraphErrorCode =
  | 'credentials-refused'
  | 'permission-missing'
  | 'access-denied'
  | 'not-found'
  | 'cursor-expired'
  | 'conflict'
  | 'invalid'
  | 'too-large'
  | 'throttled'
  | 'unavailable'
  | 'outcome-unknown'
  | 'unexpected-answer';

export interface GraphErrorFacts {
  /** What was being done, as in "read mail". */
  readonly doing: string;
  readonly status?: number;
  /** The service's own code: `ErrorItemNotFound`, `AADSTS7000222`. */
  readonly serviceCode?: string;
  /** What Microsoft's support asks for. */
  readonly requestId?: string;
  /** Any one of these would have been enough. */
  readonly permissions?: readonly string[];
  /** The service asked to be left alone for so long. */
  readonly retryAfterMs?: number;
}

/** Microsoft Graph or its token endpoint did not do what was asked; the message says what to do about it. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly code: GraphErrorCode;
  readonly facts: GraphErrorFacts;

  constructor(code: GraphErrorCode, message: string, facts: GraphErrorFacts, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** Whether the same request, later, can succeed without anybody doing anything. Not so for an outcome that is unknown: look first. */
export function isTransient(error: unknown): error is GraphError {
  return error instanceof GraphError && (error.code === 'throttled' || error.code === 'unavailable');
}

export function hasCode(error: unknown, ...codes: readonly GraphErrorCode[]): error is GraphError {
  return error instanceof GraphError && codes.includes(error.code);
}
