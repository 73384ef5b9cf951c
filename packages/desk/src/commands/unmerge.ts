import type { CaseRecord, CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { carryOut, mergedRefusal, performOnBoth, refused } from '../perform.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { refusal } from '../refusal.ts';

/** Takes a merge back: both cases stand as if it had not been, and what fell due meanwhile fires now. */
export async function unmerge(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef },
): Promise<Outcome<{ readonly survivor: CaseRecord }>> {
  const [found, people] = await Promise.all([parts.store.findCase(command.case), loadPeople(parts.store)]);
  const forbidden = found && hindrance('unmerge', by, standingOf(by, people), found.record);
  if (forbidden) return refused(forbidden);
  const into = found?.record.state === 'merged' ? found.record.mergedInto : undefined;
  if (!found) return refused(refusal('no-such-case', { case: command.case }));
  if (into === undefined) return refused(refusal('not-merged', { case: found.record.number }));
  return performOnBoth(parts, 'unmerge', by, [command.case, into], async (source, survivor) => {
    // Somebody may have been faster.
    const isStill = source.record.state === 'merged' && source.record.mergedInto === into;
    if (!isStill) return refused(refusal('not-merged', { case: source.record.number }));
    // A survivor that was merged itself took the earlier anchor along: the last merge goes first.
    const hindered = mergedRefusal(survivor);
    if (hindered) return refused(hindered);
    const { now: at } = source;
    const from = source.record.number;
    const freed = await carryOut(source, { events: [{ type: 'unmerged', at, by }], facts: {} });
    const kept = await carryOut(survivor, { events: [{ type: 'released', at, from, by }], facts: {} });
    return { ok: true, case: freed, survivor: kept };
  });
}
