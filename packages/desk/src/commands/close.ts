import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { hasRole } from '../permissions.ts';
import { refusal } from '../refusal.ts';
import { nothingToDo } from '../scene-refusals.ts';

/** Makes it final. Only who leads may close what was never resolved, such as spam. */
export function close(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'close', by, command.case, (scene) => {
    const { record, standing, now } = scene;
    if (record.state === 'closed') return nothingToDo(scene);
    const mayClose = ['resolved', 'deferred'].includes(record.state) || hasRole(standing, 'lead');
    if (!mayClose) return refusal('not-resolved', { case: record.number });
    return { events: [{ type: 'closed', at: now, by }], facts: {} };
  });
}
