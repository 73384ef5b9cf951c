import type { CaseRef } from '@sla/case-store';
import { type CaseEvent, type Person, parseTarget } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { letterFacts } from '../letter-facts.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { wordsFor } from '../practice/letters.ts';
import { refusal } from '../refusal.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifDone } from '../scene-refusals.ts';

export interface Delay {
  readonly case: CaseRef;
  readonly reason: string;
  /** Such as `4 business hours`. */
  readonly every: string;
  /** Whether the requester is told now, in the desk's own words. */
  readonly tell?: boolean;
}

/** Says why it takes longer, and how often the requester hears from us meanwhile (S3-15). */
export function delay(parts: DeskParts, by: Person, command: Delay): Promise<Outcome> {
  return perform(parts, 'delay', by, command.case, async (scene) => {
    const { reason, every } = command;
    const done = ifDone(scene);
    if (done) return done;
    if (!isLength(every)) return refusal('unknown-interval', { interval: every });
    const delayed: CaseEvent = { type: 'delayed', at: scene.now, by, reason, every };
    if (!command.tell) return { events: [delayed], facts: {} };
    const text = (await wordsFor(scene)).delayLetter({ ...(await letterFacts(scene)), reason, every });
    const said = await sayToRequester(scene, { text });
    if ('code' in said) return said;
    const told: CaseEvent = { type: 'updated', at: scene.now, by, message: said.message.id };
    return { events: [told, delayed], letters: lettersOf(said, 'update'), facts: {} };
  });
}

function isLength(text: string): boolean {
  try {
    return parseTarget(text).kind === 'length';
  } catch {
    return false;
  }
}
