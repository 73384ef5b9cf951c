import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { ifClosed, nothingToDo } from '../scene-refusals.ts';
import { unknownPriority } from '../unknown-priority.ts';

/** Judges the case by another policy, or by the version of its own that is in force now; it keeps its anchor and pauses. */
export function moveToPolicy(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly policy: string },
): Promise<Outcome> {
  return perform(parts, 'move-to-policy', by, command.case, (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    const { shelf } = parts;
    const known = shelf.current().map(({ id }) => id);
    if (!shelf.knows(command.policy)) {
      return refusal('unknown-policy', { policy: command.policy, known: [...new Set(known)].join(', ') });
    }
    const next = shelf.inForce(command.policy, scene.now);
    if (next.id === scene.policy.id && next.version === scene.policy.version) return nothingToDo(scene);
    return (
      unknownPriority(next, scene.record.priority) ?? {
        events: [{ type: 'policy-moved', at: scene.now, policy: next.id, version: next.version, by }],
        facts: {},
      }
    );
  });
}
