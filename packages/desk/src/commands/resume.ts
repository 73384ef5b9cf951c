import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import { pauseOf } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';

/** Ends a pause by hand; a requester's answer ends waiting for it by itself. */
export function resume(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'resume', by, command.case, (scene) =>
    pauseOf(scene.history)
      ? { events: [{ type: 'resumed', at: scene.now, by }], facts: {} }
      : refusal('not-paused', { case: scene.record.number }),
  );
}
