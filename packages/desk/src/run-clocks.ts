import type { LoadedCase, StoreUnit } from '@sla/case-store';
import { type CaseEvent, Temporal } from '@sla/core';

import { type BatchedUnit, batchedUnit } from './batched-unit.ts';
import { historyOf } from './case-history.ts';
import { closesAt } from './closing.ts';
import { tell } from './held-notices.ts';
import type { Draft } from './notice.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople } from './people.ts';
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

interface Failure {
  readonly caseId: string;
  readonly error: unknown;
}

/** Cases whose clocks could not be run in a pass; all the others were. */
export class ClocksFailed extends AggregateError {
  readonly cases: readonly string[];
  constructor(failures: readonly Failure[]) {
    super(
      failures.map(({ error }) => error),
      `the clocks of ${failures.length} case(s) could not be run: ${failures.map(({ caseId }) => caseId).join(', ')}`,
    );
    this.name = 'ClocksFailed';
    this.cases = failures.map(({ caseId }) => caseId);
  }
}

/** Leaves the transaction, to come back without the cases that failed in it. */
class Abandoned extends Error {
  readonly failures: readonly Failure[];
  constructor(failures: readonly Failure[]) {
    super(`${failures.length} case(s) failed`);
    this.failures = failures;
  }
}

/**
 * One pass over what is due: all cases in one transaction and in few statements, and what one person is told of several is one
 * mail. Cases that fail are left out and the pass is run again without them; should the database refuse it, each case is done
 * by itself, so that one fails alone.
 *
 * @throws ClocksFailed when some could not be run; the rest of the pass is done.
 */
export async function runClocks(parts: DeskParts, bay: SickBay, limit: number): Promise<number> {
  const failures: Failure[] = [];
  const woken = await passWithout(failures, parts, bay, limit);
  if (failures.length > 0) throw new ClocksFailed(failures);
  return woken;
}

async function passWithout(failures: Failure[], parts: DeskParts, bay: SickBay, limit: number): Promise<number> {
  for (;;) {
    try {
      return await parts.store.transaction((unit) => wakeDue(parts, unit, bay, limit));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      if (!(error instanceof Abandoned)) return runOneByOne(failures, parts, bay, limit);
      await layUp(error.failures, failures, parts, bay);
    }
  }
}

async function runOneByOne(failures: Failure[], parts: DeskParts, bay: SickBay, limit: number): Promise<number> {
  let woken = 0;
  while (woken + failures.length < limit) {
    let current: string | undefined;
    const claimed = ([caseId]: readonly string[]) => {
      current = caseId;
    };
    try {
      const count = await parts.store.transaction((unit) => wakeDue(parts, unit, bay, 1, claimed));
      if (count === 0) break;
      woken += count;
    } catch (error) {
      // Without a case, or without a database, it is not the case that fails.
      if (current === undefined || isUnavailable(error)) throw error;
      const reason = error instanceof Abandoned ? error.failures[0]?.error : error;
      await layUp([{ caseId: current, error: reason }], failures, parts, bay);
    }
  }
  return woken;
}

/** Told by its name: the desk knows the store by its types alone. */
function isUnavailable(error: unknown): boolean {
  return error instanceof Error && (error.name === 'StoreUnavailable' || error.name === 'StoreConflict');
}

/** For a minute, two, four … up to an hour. */
async function layUp(sick: readonly Failure[], failures: Failure[], { store }: DeskParts, bay: SickBay): Promise<void> {
  const now = await store.now();
  for (const { caseId } of sick) {
    const times = (bay.until.get(caseId)?.times ?? 0) + 1;
    bay.until.set(caseId, { at: now.add({ minutes: Math.min(60, 2 ** (times - 1)) }), times });
  }
  failures.push(...sick);
}

async function wakeDue(
  parts: DeskParts,
  unit: StoreUnit,
  bay: SickBay,
  limit: number,
  onClaim?: (caseIds: readonly string[]) => void,
): Promise<number> {
  const { now } = unit;
  const sick = [...bay.until].filter(([, { at }]) => Temporal.Instant.compare(at, now) > 0).map(([caseId]) => caseId);
  const due = (await unit.claimTimers(limit, sick)).map(({ caseId }) => caseId);
  onClaim?.(due);
  const drafts = due.length === 0 ? [] : await wakeAll(parts, unit, due);
  await tell(unit, drafts, due.length === limit && (await isMoreDue(unit, sick)));
  for (const caseId of due) bay.until.delete(caseId);
  return due.length;
}

async function isMoreDue(unit: StoreUnit, sick: readonly string[]): Promise<boolean> {
  const next = await unit.nextTimerAt(sick);
  return next !== undefined && Temporal.Instant.compare(next, unit.now) <= 0;
}

async function wakeAll(parts: DeskParts, unit: StoreUnit, due: readonly string[]): Promise<readonly Draft[]> {
  const batch = await batchedUnit(unit, due);
  const session: Session = { parts, unit: batch.unit, people: await loadPeople(batch.unit), now: unit.now };
  const drafts: Draft[] = [];
  const failures: Failure[] = [];
  for (const found of inOrder(due, batch)) {
    try {
      drafts.push(...(await wake(session, found)));
    } catch (error) {
      if (batch.isBroken()) throw error;
      failures.push({ caseId: found.record.id, error });
    }
  }
  if (failures.length > 0) throw new Abandoned(failures);
  await batch.flush();
  return drafts;
}

function inOrder(due: readonly string[], { cases }: BatchedUnit): readonly LoadedCase[] {
  return due.flatMap((caseId) => cases.get(caseId) ?? []);
}

/** Looks at a case again: whatever has come due by now follows from its events. A timer that came too early changes nothing. */
async function wake(session: Session, { record, events }: LoadedCase): Promise<readonly Draft[]> {
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const history = historyOf(events);
  const closes =
    record.state === 'resolved' ? closesAt(policyOf(policies, record, history), record.priority, history) : undefined;
  const closed: CaseEvent & { readonly id: string } = {
    id: stableId(record.id, 'closed', String(closes)),
    type: 'closed',
    at: closes ?? session.now,
    by: 'system',
  };
  const isOver = closes !== undefined && Temporal.Instant.compare(closes, session.now) <= 0;
  const { drafts } = await saveChange(session, { record, known: events, added: isOver ? [closed] : [], policies });
  return drafts;
}
