import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';

/** Takes a case up again that was declared done. Whether its resolution runs on or starts anew is the policy's to say. */
export function reopen(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'reopen', by, command.case, ({ record, now }) =>
    ['resolved', 'closed', 'deferred'].includes(record.state)
      ? { events: [{ type: 'reopened', at: now, by }], facts: {} }
      : refusal('not-resolved', { case: record.number }),
  );
}
