import type { CaseRef, ChannelState } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { marked } from '../mark.ts';
import type { DeskParts } from '../parts.ts';
import { carryOut, performOnBoth, refused } from '../perform.ts';
import { nothingToDo } from '../scene-refusals.ts';

/** Says that two cases have to do with each other; each shows the other. They move no clock of one another. */
export function link(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly to: CaseRef },
): Promise<Outcome> {
  return performOnBoth(parts, 'link', by, [command.case, command.to], async (one, other) => {
    const kept = one.unit.channelState(linksNamespace);
    const [a, b] = [one.record, other.record];
    if ((await kept.get(`${a.id}/${b.id}`)) !== undefined) return refused(nothingToDo(one));
    const at = one.now.toString();
    await kept.put(`${a.id}/${b.id}`, { case: b.id, at, by } satisfies Link);
    await kept.put(`${b.id}/${a.id}`, { case: a.id, at, by } satisfies Link);
    const record = await carryOut(one, await marked(one, (say) => say.linked(b.number)));
    await carryOut(other, await marked(other, (say) => say.linked(a.number)));
    return { ok: true, case: record };
  });
}

export interface Link {
  readonly case: string;
  readonly at: string;
  readonly by: Person;
}

const linksNamespace = 'desk/links';

export async function linksOf(caseId: string, source: { channelState(namespace: string): ChannelState }) {
  const kept = await source.channelState(linksNamespace).list(`${caseId}/`);
  return kept.map(({ value }) => value as Link);
}
