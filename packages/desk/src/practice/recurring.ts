import type { CaseRecord } from '@sla/case-store';
import { Temporal } from '@sla/core';

import { letterFacts } from '../letter-facts.ts';
import type { Outgoing } from '../outgoing.ts';
import type { Scene } from '../perform.ts';
import { stableId } from '../stable-id.ts';
import { deskLetter, wordsFor } from './letters.ts';
import type { Guidance } from './options.ts';

/** The tag of what keeps coming back. */
export const recurringTag = 'recurring';

const namespace = 'desk/recurring';

/**
 * Counts a tag for the customer of a case. From as many cases on as the desk's guidance says, the case is tagged `recurring` and its
 * requester gets the guidance, once (S0-15).
 */
export async function noticeRecurring(
  scene: Scene,
  added: readonly string[],
): Promise<{ readonly tags: readonly string[]; readonly letters: readonly Outgoing[] }> {
  const letters: Outgoing[] = [];
  for (const tag of added) {
    const guidance = scene.parts.practice.guidance?.[tag];
    if (!guidance) continue;
    const count = await countTag(scene, tag, guidance.withinDays);
    if (count < guidance.threshold) continue;
    const id = stableId(scene.record.id, 'guidance', tag);
    if (await scene.unit.findMessage(id)) continue;
    const facts = await letterFacts(scene);
    const text = (await wordsFor(scene)).guidanceLetter({ ...facts, guidance: guidanceText(guidance, scene) });
    letters.push(await deskLetter(scene, id, text));
  }
  return { tags: letters.length > 0 ? [recurringTag] : [], letters };
}

/** With the article that goes with it, where the settings name one. */
function guidanceText({ text, article: id }: Guidance, { parts }: Scene): string {
  const article = parts.practice.articles?.find((each) => each.id === id);
  return article ? `${text}\n\n${article.title}: ${article.url}` : text;
}

/** How many cases of the same customer bear it of late, this one included. */
async function countTag({ unit, record, now }: Scene, tag: string, withinDays: number): Promise<number> {
  const kept = unit.channelState(namespace);
  const prefix = `${customerOf(record)}/${tag}/`;
  await kept.put(`${prefix}${record.id}`, now.toString());
  const since = now.subtract({ hours: 24 * withinDays });
  const all = await kept.list(prefix);
  return all.filter(({ value }) => Temporal.Instant.compare(Temporal.Instant.from(String(value)), since) >= 0).length;
}

function customerOf({ organisation, requester }: CaseRecord): string {
  return organisation === undefined ? `requester:${requester}` : `organisation:${organisation}`;
}
