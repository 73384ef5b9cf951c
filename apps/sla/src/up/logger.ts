import { pino } from 'pino';

import type { Terminal } from '../terminal.ts';

/** Faults go to standard error as JSON lines, secrets left out; talk for people goes to standard output. */
export function logger(terminal: Terminal) {
  return pino(
    {
      level: terminal.env.SLA_LOG ?? 'warn',
      redact: {
        paths: [
          '*.password',
          '*.token',
          '*.secret',
          '*.accessToken',
          '*.botToken',
          '*.appToken',
          '*.clientSecret',
          'req.headers.cookie',
        ],
        censor: '(hidden)',
      },
    },
    { write: (line: string) => terminal.err(line) },
  );
}
