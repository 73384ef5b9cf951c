import type { Attachment, CaseRef, Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifClosed } from '../scene-refusals.ts';

export interface Reply {
  readonly case: CaseRef;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly Attachment[];
  readonly resolve?: boolean;
  readonly cause?: string;
  readonly key?: string;
}

/** A person's answer to the requester; with `resolve` the case is solved by it, the message before the status. */
export function reply(parts: DeskParts, by: Person, command: Reply): Promise<Outcome<{ readonly message: Message }>> {
  return perform(parts, 'reply', by, command.case, async (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    const said = await sayToRequester(scene, command);
    if ('code' in said) return said;
    const { message } = said;
    if (said.kind === 'said-before') return { events: [], facts: { message } };
    const replied = { type: 'replied', at: scene.now, by, message: message.id } as const;
    const resolves = command.resolve === true && scene.record.state !== 'resolved';
    const cause = command.cause === undefined ? {} : { cause: command.cause };
    return {
      events: resolves ? [replied, { type: 'resolved', at: scene.now, by, ...cause }] : [replied],
      letters: lettersOf(said, resolves ? 'resolution' : 'reply'),
      facts: { message },
    };
  });
}
