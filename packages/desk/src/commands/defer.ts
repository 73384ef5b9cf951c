import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { ifDone } from '../scene-refusals.ts';

/** Hands the request to product development and ends its clocks (S4-25). Who is told is the policy's to say. */
export function defer(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly reason: string },
): Promise<Outcome> {
  return perform(
    parts,
    'defer',
    by,
    command.case,
    (scene) =>
      ifDone(scene) ?? { events: [{ type: 'deferred', at: scene.now, by, reason: command.reason }], facts: {} },
  );
}
