import type { CaseJson, LedgerJson, PromiseJson } from '../../src/api/contract.ts';
import { timesOf } from './promise.ts';
import { linearScale, scaleAroundNow, type TimeScale } from './scale.ts';

const MINUTE = 60_000;

/** How a case's axis is read: finest around now, or evenly from its beginning to its end. */
export type Reading = 'around-now' | 'even';

/** One clock of a case: its cycles on one line, the current one last. */
export interface Lane {
  readonly clock: string;
  readonly current: PromiseJson;
  readonly cycles: readonly PromiseJson[];
  readonly ledgers: readonly LedgerJson[];
}

/** What still runs comes first, by its end; then what has ended, by its beginning. */
export function lanesOf(data: CaseJson): readonly Lane[] {
  const clocks = [...new Set(data.card.promises.map((promise) => promise.clock))];
  const lanes = clocks.flatMap((clock) => {
    const promises = data.card.promises.filter((promise) => promise.clock === clock);
    const cycles = promises.toSorted((a, b) => a.cycle - b.cycle);
    const current = cycles.at(-1);
    const ledgers = data.ledgers.filter((ledger) => ledger.clock === clock);
    return current ? [{ clock, current, cycles, ledgers }] : [];
  });
  return lanes.toSorted((a, b) => laneOrder(a) - laneOrder(b));
}

/** Whether something of the case is still owed, so that now belongs on its axis. */
export function isUnderWay(data: CaseJson): boolean {
  return data.card.promises.some((promise) => promise.stoppedAt === undefined);
}

export function caseScale(data: CaseJson, now: number, reading: Reading): TimeScale {
  const [first, last] = reach(data, now);
  if (reading === 'even') {
    const margin = Math.max(5 * MINUTE, (last - first) * 0.04);
    return linearScale(first - margin, last + margin);
  }
  return scaleAroundNow(now, Math.max(15 * MINUTE, (now - first) * 1.08), Math.max(30 * MINUTE, (last - now) * 1.12));
}

/** A stretch in which a lane's clock does not count, and why. */
export interface IdleStretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'closed' | 'holiday' | 'paused' | 'solved';
  readonly name?: string;
}

/** From the explanation of the clock; without one, from the case's opening hours. */
export function idleStretches(lane: Lane, data: CaseJson): readonly IdleStretch[] {
  if (lane.ledgers.length === 0) return closedBetween(data.openHours);
  return lane.ledgers.flatMap((ledger) =>
    ledger.rows.flatMap(({ from, to, kind, name }) =>
      kind === 'counted'
        ? []
        : [{ from: Date.parse(from), to: Date.parse(to), kind, ...(name !== undefined && { name }) }],
    ),
  );
}

/** Since when a paused cycle stands still, by its explanation. */
export function pausedSince(lane: Lane, { cycle }: PromiseJson): number | undefined {
  const rows = lane.ledgers.find((ledger) => ledger.cycle === cycle)?.rows ?? [];
  const last = rows.findLast((row) => row.kind === 'paused');
  return last && Date.parse(last.from);
}

function closedBetween(openHours: CaseJson['openHours']): readonly IdleStretch[] {
  return openHours.slice(1).map((open, index) => ({
    from: Date.parse(openHours[index]?.to ?? open.from),
    to: Date.parse(open.from),
    kind: 'closed',
  }));
}

function laneOrder({ current }: Lane): number {
  const { startedAt, dueAt } = timesOf(current);
  if (current.stoppedAt !== undefined) return startedAt;
  return (dueAt ?? startedAt) - Number.MAX_SAFE_INTEGER / 2;
}

function reach(data: CaseJson, now: number): readonly [number, number] {
  const instants = data.card.promises.flatMap((promise) => {
    const { startedAt, dueAt, stoppedAt, breachedAt } = timesOf(promise);
    return [startedAt, dueAt, stoppedAt, breachedAt].filter((at) => at !== undefined);
  });
  if (isUnderWay(data)) instants.push(now);
  const opened = Date.parse(data.card.openedAt);
  return [Math.min(opened, ...instants), Math.max(opened + 15 * MINUTE, ...instants)];
}
