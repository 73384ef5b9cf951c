import { dirname, isAbsolute, join } from 'node:path';

import {
  type Attainment,
  type AttainmentRow,
  attainmentTally,
  CaseError,
  fromEpochMs,
  type GroupKey,
  type OpenClocks,
  openTally,
  type PercentilesRow,
  type Policies,
  type Policy,
  percentilesTally,
  ReportError,
  type ReportOptions,
  replay,
  Temporal,
  type Trends,
  toInstant,
  trendsTally,
} from '@sla/core';
import { isPreset } from '@sla/core/presets';

import type { Satisfaction, Uptime } from '@sla/desk';
import { happenedMs } from '../happened.ts';
import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { type HistoryLine, readHistories } from '../read-histories.ts';
import { readInstant } from '../read-instant.ts';
import { openToRead } from '../stored-histories.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';
import { reportInWords } from './report-in-words.ts';

interface Options extends PresetOptions {
  /** A file; without one, or `store`, the live desk. */
  readonly history?: string;
  readonly config: string;
  readonly data?: string;
  readonly policy?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by: string;
  readonly at?: string;
  readonly json?: true;
}

/** What `sla report` prints as JSON. */
export interface Report {
  readonly cases: number;
  readonly at: Temporal.Instant;
  readonly timeZone: string;
  readonly from?: Temporal.Instant;
  readonly to?: Temporal.Instant;
  readonly by: readonly GroupKey[];
  readonly commitments: Attainment['commitments'];
  readonly objectives: Attainment['objectives'];
  readonly rows: readonly ReportRow[];
  readonly open: OpenClocks;
  readonly trends: Trends;
  /** From the live desk alone: how requesters said it was, and what promises of uptime came to. */
  readonly satisfaction?: Satisfaction;
  readonly uptime?: readonly Uptime[];
}

export interface ReportRow extends AttainmentRow {
  /** Absent where no clock of the row came to its event or was missed. */
  readonly elapsed?: Pick<PercentilesRow, 'count' | 'p50' | 'p90' | 'p99' | 'longest' | 'isExact'>;
}

/** `sla report`: what was kept of what was promised, from the live desk or a file; read once and never held. */
export async function report(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { history } = options;
  const result =
    history === undefined || history === 'store'
      ? await reportOnDesk(options, terminal)
      : await reportOnFile({ ...options, history }, terminal);
  terminal.out(options.json ? `${JSON.stringify(result)}\n` : reportInWords(result));
  return 0;
}

type FileOptions = Options & { readonly history: string };

async function reportOnDesk(options: Options, terminal: Terminal): Promise<Report> {
  const desk = await openToRead(options, terminal);
  try {
    const { config } = desk;
    const asked =
      options.policy === undefined ? undefined : (await policyFrom(options.policy, options, terminal)).policy;
    const usual = asked ?? config.policies.find(({ id }) => id === config.policy);
    const at = options.at === undefined ? await desk.read.now() : readInstant(options.at, '--at');
    const tallies = newTallies(options, at, usual);
    const faults: string[] = [];
    for await (const { policies, policy: _, ...history } of desk.histories()) {
      addCase(
        tallies,
        asked ?? policies,
        { ...history, line: tallies.cases + 1 },
        { ...options, history: 'store' },
        faults,
      );
    }
    if (faults.length > 0) throw new BadInput(faults);
    const { from, to = at } = tallies.facts;
    return {
      ...resultOf(tallies),
      satisfaction: await desk.read.satisfaction({ from: from ?? fromEpochMs(0), to }),
      uptime: await desk.read.uptime(to),
    };
  } finally {
    await desk.close();
  }
}

async function reportOnFile(options: FileOptions, terminal: Terminal): Promise<Report> {
  const faults: string[] = [];
  const findPolicy = policyFinder(options, terminal);
  const at = options.at === undefined ? terminal.now() : readInstant(options.at, '--at');
  let tallies: Tallies | undefined;
  for await (const history of readHistories(options.history, terminal, faults)) {
    const policy = await findPolicy(history);
    tallies ??= newTallies(options, at, policy);
    addCase(tallies, policy, history, options, faults);
  }
  if (faults.length > 0) throw new BadInput(faults);
  return resultOf(tallies ?? newTallies(options, at, await findPolicy(undefined)));
}

type FindPolicy = (history: HistoryLine | undefined) => Promise<Policy | undefined>;

/** The policy asked for; else the one that a line names, by a preset's id or by a file beside the history. */
function policyFinder(options: FileOptions, terminal: Terminal): FindPolicy {
  const known = new Map<string, Promise<Policy>>();
  const load = (name: string) => {
    const loading = known.get(name) ?? policyFrom(name, options, terminal).then(({ policy }) => policy);
    known.set(name, loading);
    return loading;
  };
  return async (history) => {
    if (options.policy !== undefined) return load(options.policy);
    if (history === undefined) return undefined;
    const { policy: name, line } = history;
    if (typeof name === 'string') return load(isPreset(name) ? name : besideHistory(name, options.history));
    throw new BadInput([
      `${options.history}:${line}:1  the line names no policy, expected a preset’s id or a file there, or --policy`,
    ]);
  };
}

function besideHistory(name: string, history: string): string {
  return isAbsolute(name) ? name : join(dirname(history), name);
}

interface Tallies {
  readonly facts: Pick<Report, 'at' | 'timeZone' | 'from' | 'to' | 'by'>;
  readonly priorities: readonly string[];
  readonly attainment: ReturnType<typeof attainmentTally>;
  readonly percentiles: ReturnType<typeof percentilesTally>;
  readonly open: ReturnType<typeof openTally>;
  readonly trends: ReturnType<typeof trendsTally>;
  cases: number;
}

/** Months and dates are those of the first case's policy; every policy of a report is best in one zone. */
function newTallies(options: Options, at: Temporal.Instant, policy: Policy | undefined): Tallies {
  const timeZone = policy?.timeZone ?? options.timeZone ?? 'UTC';
  const by = options.by.split(',').map((key) => key.trim()) as GroupKey[];
  const period = {
    ...(options.from !== undefined && { from: bound(options.from, '--from', timeZone) }),
    ...(options.to !== undefined && { to: bound(options.to, '--to', timeZone) }),
  };
  const grouped: ReportOptions = { by, timeZone, ...period };
  try {
    return {
      facts: { at, timeZone, ...period, by },
      priorities: policy?.priorities.map(({ name }) => name) ?? [],
      attainment: attainmentTally(grouped),
      percentiles: percentilesTally(grouped),
      open: openTally({ at }),
      trends: trendsTally({ timeZone, ...period }),
      cases: 0,
    };
  } catch (error) {
    if (error instanceof ReportError) throw new BadInput([`--${error.message}`], { cause: error });
    throw error;
  }
}

/** A date or a month as a bound: its beginning, or as the end of a period the beginning of what follows. */
function bound(text: string, option: '--from' | '--to', timeZone: string): Temporal.Instant {
  const isMonth = /^\d{4}-\d\d$/.test(text);
  try {
    if (!isMonth && !/^\d{4}-\d\d-\d\d$/.test(text)) return toInstant(text);
    const first = Temporal.PlainDate.from(isMonth ? `${text}-01` : text);
    const date = option === '--from' ? first : first.add(isMonth ? { months: 1 } : { days: 1 });
    return date.toZonedDateTime(timeZone).toInstant();
  } catch (error) {
    throw new BadInput([`${option} ${text}: expected a date such as 2026-11-30, a month, or an ISO instant`], {
      cause: error,
    });
  }
}

function addCase(
  tallies: Tallies,
  policies: Policies | undefined,
  history: HistoryLine,
  options: FileOptions,
  faults: string[],
): void {
  const looked = asOf(history, tallies.facts.at, options);
  if (policies === undefined || looked === undefined) return;
  try {
    for (const clock of replay(policies, [looked], looked.atMs)) {
      tallies.attainment.add(clock);
      tallies.percentiles.add(clock);
      tallies.open.add(clock);
    }
    tallies.trends.add(looked);
    tallies.cases += 1;
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    for (const line of error.message.split('\n')) faults.push(`${options.history}:${history.line}:1  ${line}`);
  }
}

/** The case as of `--at`, none where it was opened later; without it, as of now or its last event, the later of both. */
function asOf(history: HistoryLine, at: Temporal.Instant, options: Options) {
  const atMs = at.epochMilliseconds;
  if (options.at === undefined)
    return { ...history, atMs: history.events.reduce((ms, event) => Math.max(ms, happenedMs(event) ?? ms), atMs) };
  const events = history.events.filter((event) => (happenedMs(event) ?? atMs) <= atMs);
  return events.length === 0 && history.events.length > 0 ? undefined : { ...history, events, atMs };
}

function resultOf({ facts, priorities, cases, ...tallies }: Tallies): Report {
  const { commitments, objectives, rows } = tallies.attainment.result();
  const elapsed = new Map(tallies.percentiles.result().map((row) => [keyOf(row, facts.by), row]));
  const found = rows.map((row): ReportRow => {
    const times = elapsed.get(keyOf(row, facts.by));
    if (times === undefined) return row;
    const { count, p50, p90, p99, longest, isExact } = times;
    return { ...row, elapsed: { count, p50, p90, p99, longest, isExact } };
  });
  return {
    cases,
    ...facts,
    commitments,
    objectives,
    rows: facts.by[0] === 'priority' ? mostUrgentFirst(found, priorities) : found,
    open: tallies.open.result(),
    trends: tallies.trends.result(),
  };
}

function keyOf(row: AttainmentRow | PercentilesRow, by: readonly GroupKey[]): string {
  return JSON.stringify([row.kind, ...by.map((key) => row[key])]);
}

function mostUrgentFirst(rows: readonly ReportRow[], priorities: readonly string[]): readonly ReportRow[] {
  const place = ({ priority = '' }: ReportRow) => priorities.indexOf(priority) + 1 || priorities.length + 1;
  return [...rows].sort((a, b) => a.kind.localeCompare(b.kind, 'en') || place(a) - place(b));
}
