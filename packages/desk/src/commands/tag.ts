import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { marked } from '../mark.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { noticeRecurring } from '../practice/recurring.ts';
import { refusal } from '../refusal.ts';
import { nothingToDo } from '../scene-refusals.ts';

export interface Tagging {
  readonly case: CaseRef;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** Words by which cases of a kind are found again. They move no clock. */
export function tag(parts: DeskParts, by: Person, command: Tagging): Promise<Outcome> {
  return perform(parts, 'tag', by, command.case, async (scene) => {
    const { tags } = scene.record;
    const add = (command.add ?? []).map(tagOf);
    const remove = new Set((command.remove ?? []).map(tagOf));
    const bad = add.find((name) => !/^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(name) || name.length > 40);
    if (bad !== undefined) return refusal('bad-tag', { tag: bad });
    const next = [...new Set([...tags, ...add])].filter((name) => !remove.has(name));
    if (next.length > mostTags) return refusal('bad-tag', { tag: add.at(-1) ?? '' });
    const isSame = next.length === tags.length && next.every((name) => tags.includes(name));
    if (isSame) return nothingToDo(scene);
    const recurring = await noticeRecurring(
      scene,
      next.filter((name) => !tags.includes(name)),
    );
    const added = next.filter((name) => !tags.includes(name));
    const removed = tags.filter((name) => !next.includes(name));
    return {
      ...(await marked(scene, (say) => say.tagged({ added, removed }))),
      patch: { tags: [...new Set([...next, ...recurring.tags])] },
      letters: recurring.letters,
    };
  });
}

const mostTags = 20;

/** `Single sign on` and `single-sign-on` are one tag. */
export function tagOf(written: string): string {
  return written
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}
