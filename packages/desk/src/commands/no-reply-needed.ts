import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { ifClosed, nothingToDo } from '../scene-refusals.ts';

/** Says that the requester's last message owes no answer, such as a word of thanks. */
export function noReplyNeeded(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly reason: string },
): Promise<Outcome> {
  return perform(parts, 'no-reply-needed', by, command.case, (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    const last = scene.history.events.findLast(
      ({ type }) => settlesQuestions.has(type) || type === 'requester-replied',
    );
    if (last?.type !== 'requester-replied') return nothingToDo(scene);
    return { events: [{ type: 'no-reply-needed', at: scene.now, by, reason: command.reason }], facts: {} };
  });
}

const settlesQuestions: ReadonlySet<string> = new Set(['replied', 'no-reply-needed', 'resolved']);
