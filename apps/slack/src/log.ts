/** What the channel reports while it runs; pino's loggers fit. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silent: Log = { info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nobody listens.
}
