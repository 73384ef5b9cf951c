import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { letterFacts } from '../letter-facts.ts';
import type { DeskParts } from '../parts.ts';
import { perform, type Scene } from '../perform.ts';
import { wordsFor } from '../practice/letters.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifDone } from '../scene-refusals.ts';

export interface Deferral {
  readonly case: CaseRef;
  readonly reason: string;
  /** What the requester can do meanwhile (S4-26, S4-29). */
  readonly alternative?: string;
  /** Instead of the desk's own words. */
  readonly text?: string;
}

/**
 * Hands the request to product development and ends its clocks (S4-25). The requester is told, by the policy's ladder where it says so
 * and nothing is offered, else in these words; who looks after their organisation hears of it too.
 */
export function defer(parts: DeskParts, by: Person, command: Deferral): Promise<Outcome> {
  return perform(parts, 'defer', by, command.case, async (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const { reason, alternative } = command;
    const deferred = { type: 'deferred', at: scene.now, by, reason } as const;
    if (command.text === undefined && alternative === undefined && isToldByLadder(scene)) {
      return { events: [deferred], facts: {} };
    }
    const facts = { ...(await letterFacts(scene)), alternative };
    const text = command.text ?? (await wordsFor(scene)).deferredLetter(facts);
    const said = await sayToRequester(scene, { text, key: `deferred/${scene.record.version}` });
    if ('code' in said) return said;
    const told = { type: 'updated', at: scene.now, by, message: said.message.id } as const;
    return { events: [told, deferred], letters: lettersOf(said, 'update'), facts: {} };
  });
}

function isToldByLadder({ policy, record }: Scene): boolean {
  const steps = policy.priorities.find(({ name }) => name === record.priority)?.ladder.steps ?? [];
  return steps.some(
    ({ fires, notify }) =>
      fires.kind === 'on' && fires.event === 'deferred' && notify.some(({ kind }) => kind === 'requester'),
  );
}
