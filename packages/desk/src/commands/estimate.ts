import type { CaseRef, Message } from '@sla/case-store';
import type { Person, Temporal } from '@sla/core';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { Outcome } from '../desk.ts';
import { letterFacts, requesterReader } from '../letter-facts.ts';
import type { DeskParts } from '../parts.ts';
import { perform, type Scene } from '../perform.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifDone } from '../scene-refusals.ts';

export interface Estimate {
  readonly case: CaseRef;
  readonly fixBy: Temporal.Instant;
  /** Instead of the desk's own sentence. */
  readonly text?: string;
  readonly key?: string;
}

/** Tells the requester when it will be fixed (S4-15). */
export function estimate(
  parts: DeskParts,
  by: Person,
  command: Estimate,
): Promise<Outcome<{ readonly message: Message }>> {
  return perform(parts, 'estimate', by, command.case, async (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const text = command.text ?? (await sentence(scene, command.fixBy));
    const said = await sayToRequester(scene, { text, key: command.key });
    if ('code' in said) return said;
    const { message } = said;
    if (said.kind === 'said-before') return { events: [], facts: { message } };
    const { now: at } = scene;
    return {
      events: [
        { type: 'updated', at, by, message: message.id },
        { type: 'estimated', at, by, fixBy: command.fixBy, message: message.id },
      ],
      letters: lettersOf(said, 'update'),
      facts: { message },
    };
  });
}

async function sentence(scene: Scene, fixBy: Temporal.Instant): Promise<string> {
  const reader = await requesterReader(scene);
  return catalogueFor(reader.language).estimate({ ...(await letterFacts(scene)), fixBy, reader, now: scene.now });
}
