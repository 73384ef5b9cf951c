import type { CaseEvent } from '../src/case/case-event.ts';
import { type CaseHistory, type ClockOutcome, replay } from '../src/case-sla/replay.ts';
import { preset } from '../src/presets/index.ts';
import { attainmentTally } from '../src/report/attainment.ts';
import type { ReportOptions } from '../src/report/groups.ts';
import { percentilesTally } from '../src/report/percentiles.ts';
import { tallied } from '../src/report/tally.ts';
import { fromDurationMs } from '../src/time/duration.ts';
import { fromEpochMs } from '../src/time/instant.ts';
import { collectGarbage, perSecond, printTable, seeded } from './measure.ts';

const CLOCKS = 1_000_000;
const POOL = 20_000;
const CASES = 20_000;
const HOUR = 3_600_000;
const BEGIN = Date.UTC(2024, 0, 1);

const EVERYTHING: ReportOptions = {
  by: ['clock', 'priority', 'organisation', 'clause', 'month'],
  timeZone: 'Europe/London',
};

/** Reports over streams that are never held as a whole. */
export function reportBench(): void {
  const pool = [...clocks(POOL)];
  const again = () => repeated(pool, CLOCKS);
  const byMonth: ReportOptions = { by: ['clock', 'month'], timeZone: 'Europe/London' };
  const rows = [
    measured('attainment, in all', () => tallied(attainmentTally(), again())),
    measured('attainment by clock and month', () => tallied(attainmentTally(byMonth), again())),
    measured('attainment by all five (goal: under 10 s)', () => tallied(attainmentTally(EVERYTHING), again())),
    measured('percentiles by clock and month', () => tallied(percentilesTally(byMonth), again())),
  ];
  printTable('A million finished clocks', ['', 'time', 'rate', 'heap that is left, and its peak'], rows);
  replayed();
}

/** From events to attainment: mostly the evaluation of the cases. */
function replayed(): void {
  const start = performance.now();
  const { commitments, objectives } = tallied(attainmentTally(), replay(preset('lms-platform'), histories(CASES)));
  const time = performance.now() - start;
  const finished = commitments.finished + objectives.finished;
  console.log(
    `${CASES} cases replayed and counted: ${(time / 1_000).toFixed(1)} s, ${perSecond(CASES, time)} cases, ${finished} finished clocks`,
  );
}

function measured(name: string, run: () => unknown): string[] {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  peak = 0;
  const start = performance.now();
  const held = run();
  const time = performance.now() - start;
  collectGarbage();
  const left = process.memoryUsage().heapUsed - before;
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  if (held === undefined) throw new Error(`${name} gave nothing`);
  return [
    name,
    `${(time / 1_000).toFixed(2)} s`,
    perSecond(CLOCKS, time),
    `${mebibytes(left)}, ${mebibytes(peak - before)}`,
  ];
}

/** The most heap that was ever in use, rubbish included, looked at every hundred thousand clocks. */
let peak = 0;

function lookAtHeap(position: number): void {
  if (position % 100_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
}

/** The same clocks over and over, so that the time is that of the report and not of their making. */
function* repeated(pool: readonly ClockOutcome[], count: number): Generator<ClockOutcome> {
  for (let i = 0; i < count; i++) {
    lookAtHeap(i);
    yield pool[i % pool.length] as ClockOutcome;
  }
}

/** Three years of clocks of 40 organisations. */
function* clocks(count: number): Generator<ClockOutcome> {
  const random = seeded(7);
  for (let i = 0; i < count; i++) {
    const startedMs = BEGIN + Math.floor((i / count) * 3 * 365 * 24) * HOUR;
    const elapsedMs = Math.floor(random() ** 4 * 40 * HOUR);
    const isMissed = random() < 0.08;
    const dueMs = startedMs + elapsedMs + (isMissed ? -1 : HOUR);
    yield {
      case: `C-${i}`,
      priority: PRIORITIES[i % 4] as string,
      organisation: `organisation-${Math.floor(random() * 40)}`,
      clock: i % 3 === 0 ? 'resolution' : 'first-response',
      cycle: 1,
      kind: i % 3 === 0 ? 'objective' : 'commitment',
      clause: CLAUSES[i % 4] as string,
      status: isMissed ? 'missed' : 'met',
      startedAt: fromEpochMs(startedMs),
      dueAt: fromEpochMs(dueMs),
      warnAt: [],
      stoppedAt: fromEpochMs(startedMs + elapsedMs),
      ...(isMissed && { breachedAt: fromEpochMs(dueMs) }),
      elapsed: fromDurationMs(elapsedMs),
    };
  }
}

const PRIORITIES = ['critical', 'high', 'medium', 'low'];
const CLAUSES = ['S3-7', 'S3-10', 'S3-13', 'S3-14'];

function* histories(count: number): Generator<CaseHistory> {
  const random = seeded(11);
  for (let i = 0; i < count; i++) {
    const openedMs = BEGIN + i * HOUR;
    const after = (hours: number) => new Date(openedMs + Math.floor(hours * HOUR)).toISOString();
    const events: CaseEvent[] = [
      { type: 'opened', at: after(0), channel: 'email', priority: PRIORITIES[i % 4] as string },
      { type: 'replied', at: after(random() * 8), by: 'agent:ann' },
      { type: 'requester-replied', at: after(9), by: 'requester:rob' },
      { type: 'replied', at: after(10 + random() * 4), by: 'agent:ann' },
      { type: 'resolved', at: after(20 + random() * 40), by: 'agent:ann', cause: 'configuration' },
    ];
    yield { case: `C-${i}`, events };
  }
}
