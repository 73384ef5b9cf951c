import { type Temporal, toInstant } from '@sla/core';

import { BadInput } from './terminal.ts';

/** An instant as it is typed. Throws BadInput that names the option or argument. */
export function readInstant(text: string, what: string): Temporal.Instant {
  try {
    return toInstant(text);
  } catch (error) {
    throw new BadInput([`${what} ${text}: expected ISO text with an offset, such as 2026-11-23T09:00:00Z`], {
      cause: error,
    });
  }
}
