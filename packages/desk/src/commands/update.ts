import type { Attachment, CaseRef, Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifClosed } from '../scene-refusals.ts';

/** A public word on how it stands, without an answer. */
export function update(
  parts: DeskParts,
  by: Person,
  command: {
    readonly case: CaseRef;
    readonly text: string;
    readonly attachments?: readonly Attachment[];
    readonly key?: string;
  },
): Promise<Outcome<{ readonly message: Message }>> {
  return perform(parts, 'update', by, command.case, async (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    const said = await sayToRequester(scene, command);
    if ('code' in said) return said;
    const { message } = said;
    return {
      events: said.kind === 'new' ? [{ type: 'updated', at: scene.now, by, message: message.id }] : [],
      letters: lettersOf(said, 'update'),
      facts: { message },
    };
  });
}
