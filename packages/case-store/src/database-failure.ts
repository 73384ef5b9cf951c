/** Others changed the same rows: SQLSTATE 40001 and 40P01, and a case number that two transactions drew. */
export function isConflict(error: unknown): boolean {
  if (error === undefined) return false;
  const code = codeOf(error);
  if (code === '40001' || code === '40P01') return true;
  if (code === '23505' && propertyOf(error, 'constraint') === 'cases_number_key') return true;
  // The work may have wrapped it in words of its own.
  return isConflict(propertyOf(error, 'cause'));
}

/** Class 08, a server that goes down or comes up, too many connections; and what Node says of sockets. */
export function isConnectionFailure(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return CONNECTION_CODES.test(code);
  return error instanceof Error && CONNECTION_MESSAGES.test(error.message);
}

const CONNECTION_CODES =
  /^(08...|57P0[1-5]|53300|25P0[34]|ECONN.*|ENOTFOUND|EAI_.*|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** The driver gives these no code. */
const CONNECTION_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|client was closed|connection error and is not queryable/i;

function codeOf(error: unknown): string | undefined {
  const code = propertyOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

function propertyOf(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
