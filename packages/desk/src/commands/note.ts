import type { Attachment, CaseRef, Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { sayInside } from '../say.ts';

/** Words that only agents see; they move no clock. */
export function note(
  parts: DeskParts,
  by: Person,
  command: {
    readonly case: CaseRef;
    readonly text: string;
    readonly attachments?: readonly Attachment[];
    /** Where it was said, if not at the desk: `slack`, `teams`. */
    readonly channel?: string;
    readonly key?: string;
  },
): Promise<Outcome<{ readonly message: Message }>> {
  return perform(parts, 'note', by, command.case, async (scene) => {
    const said = await sayInside(scene, command, command.channel ?? 'note');
    if ('code' in said) return said;
    const { message } = said;
    if (said.kind === 'said-before') return { events: [], facts: { message } };
    return {
      events: [{ type: 'noted', at: scene.now, by, message: message.id }],
      messages: [message],
      facts: { message },
    };
  });
}
