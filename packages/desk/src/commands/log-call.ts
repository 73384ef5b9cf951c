import type { CaseRef, Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { sayInside } from '../say.ts';
import { ifClosed } from '../scene-refusals.ts';

/** A call to the requester: answered, it is a reply; an attempt is a note (S1-6, S4-6). */
export function logCall(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly answered: boolean; readonly summary: string; readonly key?: string },
): Promise<Outcome<{ readonly message: Message }>> {
  return perform(parts, 'log-call', by, command.case, async (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    const said = await sayInside(scene, { text: command.summary, key: command.key }, 'phone');
    if ('code' in said) return said;
    const { message } = said;
    if (said.kind === 'said-before') return { events: [], facts: { message } };
    const type = command.answered ? 'replied' : 'noted';
    return { events: [{ type, at: scene.now, by, message: message.id }], messages: [message], facts: { message } };
  });
}
