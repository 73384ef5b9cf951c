import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import { isByPerson } from '../case-history.ts';
import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { Outcome } from '../desk.ts';
import { letterFacts, requesterReader } from '../letter-facts.ts';
import type { DeskParts } from '../parts.ts';
import { agentOf } from '../people.ts';
import { perform, type Scene } from '../perform.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';

/** A person confirms that the request was read, and the requester is told so. */
export function acknowledge(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'acknowledge', by, command.case, async (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const isKnown = scene.history.has(
      (event) => event.type === 'replied' || (event.type === 'acknowledged' && isByPerson(event)),
    );
    if (isKnown) return nothingToDo(scene);
    const said = await sayToRequester(scene, { text: await letterText(scene), key: 'acknowledge' });
    if ('code' in said) return said;
    return {
      events: [{ type: 'acknowledged', at: scene.now, by, message: said.message.id }],
      letters: lettersOf(said, 'update'),
      facts: {},
    };
  });
}

async function letterText(scene: Scene): Promise<string> {
  const { language } = await requesterReader(scene);
  const agent = agentOf(scene.people, scene.by)?.name ?? scene.parts.identity.name;
  return catalogueFor(language).acknowledgement({ ...(await letterFacts(scene)), agent });
}
