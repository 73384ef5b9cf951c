import type { CaseRecord, CaseRef } from '@sla/case-store';
import type { CaseEvent, Person } from '@sla/core';

import { anchorOf, waitingSince } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { carryOut, mergedRefusal, performOnBoth, refused, type Scene } from '../perform.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { ifClosed, ifDone } from '../scene-refusals.ts';

export interface Merging {
  readonly case: CaseRef;
  readonly into: CaseRef;
}

/**
 * Makes two cases of one matter one: the survivor takes the earlier anchor and any open question, the other's clocks end. Answers to
 * either reach the survivor, until it is unmerged.
 */
export function merge(
  parts: DeskParts,
  by: Person,
  command: Merging,
): Promise<Outcome<{ readonly survivor: CaseRecord }>> {
  return performOnBoth(parts, 'merge', by, [command.case, command.into], async (source, survivor) => {
    const hindered = hindrance(source, survivor);
    if (hindered) return refused(hindered);
    const { now: at } = source;
    const into = survivor.record.number;
    const merged = await carryOut(source, { events: [{ type: 'merged', at, into, by }], facts: {} });
    const kept = await carryOut(survivor, { events: [absorbed(source, survivor)], facts: {} });
    return { ok: true, case: merged, survivor: kept };
  });
}

function hindrance(source: Scene, survivor: Scene): Refusal | undefined {
  const hindered = mergedRefusal(source) ?? ifClosed(source) ?? mergedRefusal(survivor) ?? ifDone(survivor);
  if (hindered) return hindered;
  if (source.record.state === 'deferred') return refusal('case-is-closed', { case: source.record.number });
  const isOneCustomer = source.record.organisation === survivor.record.organisation;
  const isOneRequester = source.record.requester === survivor.record.requester;
  if (isOneRequester || (isOneCustomer && source.record.organisation !== undefined)) return undefined;
  return refusal('other-organisation', { case: source.record.number, into: survivor.record.number });
}

function absorbed(source: Scene, survivor: Scene): CaseEvent {
  const { record, history, now: at, by } = source;
  const open = isAnsweredOnce(source) || isAnsweredOnce(survivor) ? waitingSince(history) : undefined;
  return {
    type: 'absorbed',
    at,
    from: record.number,
    openedAt: anchorOf(history) ?? record.openedAt,
    ...(open && { waitingSince: open }),
    by,
  };
}

/** Before any first response it is that clock, moved to the earlier anchor, that waits for the answer. */
function isAnsweredOnce({ history }: Scene): boolean {
  return history.has(({ type }) => type === 'replied');
}
