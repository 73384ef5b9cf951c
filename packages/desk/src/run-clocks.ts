import type { StoreUnit } from '@sla/case-store';
import { type CaseEvent, Temporal } from '@sla/core';

import { historyOf } from './case-history.ts';
import { closesAt } from './closing.ts';
import { type Draft, noticesToSend } from './notice.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople, type People } from './people.ts';
import { policyOf, saveChange } from './save-change.ts';
import { stableId } from './stable-id.ts';

type Instant = Temporal.Instant;

/** A case whose clocks cannot be run is left alone for a while, longer each time, and holds up nobody. */
export interface SickBay {
  readonly until: Map<string, { readonly at: Instant; readonly times: number }>;
}

export function createSickBay(): SickBay {
  return { until: new Map() };
}

/** Cases whose clocks could not be run in a pass; all the others were. */
export class ClocksFailed extends AggregateError {
  readonly cases: readonly string[];
  constructor(failures: readonly { readonly caseId: string; readonly error: unknown }[]) {
    super(
      failures.map(({ error }) => error),
      `the clocks of ${failures.length} case(s) could not be run: ${failures.map(({ caseId }) => caseId).join(', ')}`,
    );
    this.name = 'ClocksFailed';
    this.cases = failures.map(({ caseId }) => caseId);
  }
}

/**
 * One pass over what is due: all cases in one transaction, so that what one person is told of several is one mail. Should one
 * fail, each is done by itself, so that it fails alone.
 *
 * @throws ClocksFailed when some could not be run; the rest of the pass is done.
 */
export async function runClocks(parts: DeskParts, bay: SickBay, limit: number): Promise<number> {
  const people = await loadPeople(parts.store);
  try {
    return await parts.store.transaction((unit) => wakeDue({ parts, unit, people, now: unit.now }, bay, limit));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return runOneByOne(parts, people, bay, limit);
  }
}

async function wakeDue(session: Session, bay: SickBay, limit: number, onWake?: (caseId: string) => void) {
  const drafts: Draft[] = [];
  const due = await dueCases(session, bay, limit);
  for (const caseId of due) {
    onWake?.(caseId);
    drafts.push(...(await wake(session, caseId)));
  }
  await session.unit.enqueue(noticesToSend(drafts));
  return due.length;
}

async function dueCases({ unit, now }: Session, { until }: SickBay, limit: number): Promise<readonly string[]> {
  const sick = [...until].filter(([, { at }]) => Temporal.Instant.compare(at, now) > 0).map(([caseId]) => caseId);
  return (await unit.claimTimers(limit, sick)).map(({ caseId }) => caseId);
}

async function runOneByOne(parts: DeskParts, people: People, bay: SickBay, limit: number): Promise<number> {
  const failures: { readonly caseId: string; readonly error: unknown }[] = [];
  let woken = 0;
  while (woken + failures.length < limit) {
    let current: string | undefined;
    try {
      const count = await parts.store.transaction((unit: StoreUnit) =>
        wakeDue({ parts, unit, people, now: unit.now }, bay, 1, (caseId) => {
          current = caseId;
        }),
      );
      if (count === 0) break;
      woken += count;
      if (current !== undefined) bay.until.delete(current);
    } catch (error) {
      // Without a case, or without a database, it is not the case that fails.
      if (current === undefined || isUnavailable(error)) throw error;
      layUp(bay, current, await parts.store.now());
      failures.push({ caseId: current, error });
    }
  }
  if (failures.length > 0) throw new ClocksFailed(failures);
  return woken;
}

/** Told by its name: the desk knows the store by its types alone. */
function isUnavailable(error: unknown): boolean {
  return error instanceof Error && (error.name === 'StoreUnavailable' || error.name === 'StoreConflict');
}

/** A minute, two, four … up to an hour. */
function layUp({ until }: SickBay, caseId: string, now: Instant): void {
  const times = (until.get(caseId)?.times ?? 0) + 1;
  until.set(caseId, { at: now.add({ minutes: Math.min(60, 2 ** (times - 1)) }), times });
}

/** Looks at a case again: whatever has come due by now follows from its events. A timer that came too early changes nothing. */
async function wake(session: Session, caseId: string): Promise<readonly Draft[]> {
  const found = await session.unit.lockCase(caseId);
  if (!found) return [];
  const { record, events } = found;
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const history = historyOf(events);
  const closes =
    record.state === 'resolved' ? closesAt(policyOf(policies, record, history), record.priority, history) : undefined;
  const closed: CaseEvent & { readonly id: string } = {
    id: stableId(caseId, 'closed', String(closes)),
    type: 'closed',
    at: closes ?? session.now,
    by: 'system',
  };
  const isOver = closes !== undefined && Temporal.Instant.compare(closes, session.now) <= 0;
  const { drafts } = await saveChange(session, { record, known: events, added: isOver ? [closed] : [], policies });
  return drafts;
}
