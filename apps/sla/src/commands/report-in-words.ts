import { formatDuration, type OpenCounts, type ReportedClock, type Temporal, type Trends, toInstant } from '@sla/core';

import { localTime } from '../local-time.ts';
import type { Report, ReportRow } from './report.ts';

/** A report as people read it: what was kept, how long it took, what comes next, and why cases came. */
export function reportInWords(report: Report): string {
  return [headline(report), totals(report), table(report), openClocks(report), causes(report.trends), around(report)]
    .filter((part) => part !== '')
    .join('\n');
}

/** What only the live desk knows. */
function around({ satisfaction, uptime = [] }: Report): string {
  const said = satisfaction?.average;
  return [
    ...(said === undefined ? [] : [`satisfaction  ${said.toFixed(1)} of 5, from ${satisfaction?.answers} answers\n`]),
    ...uptime.map(
      ({ policy, clause, percent }) => `uptime  ${percent} %  ${policy}${clause === undefined ? '' : ` [${clause}]`}\n`,
    ),
  ].join('');
}

function headline({ cases, from, to, timeZone }: Report): string {
  const period = [
    from && `from ${localTime(from, timeZone)}`,
    to && `before ${localTime(to, timeZone)}`,
    !from && !to && `in ${timeZone}`,
  ];
  return `${cases} ${cases === 1 ? 'case' : 'cases'} ${period.filter(Boolean).join(' ')}\n`;
}

function totals({ commitments, objectives }: Report): string {
  const line = (name: string, counts: Report['commitments']) =>
    counts.finished + counts.overdue === 0
      ? []
      : [
          `${name}  ${perCent(counts.attainment).padStart(7)}  ${counts.met} of ${counts.finished} met${andOverdue(counts.overdue)}\n`,
        ];
  return [...line('commitments', commitments), ...line('objectives ', objectives)].join('');
}

function andOverdue(overdue: number): string {
  return overdue === 0 ? '' : `, ${overdue} more overdue and not ended`;
}

function table({ rows, by }: Report): string {
  if (rows.length === 0) return '';
  const head = ['', ...by, 'met', 'missed', 'attained', 'overdue', 'cancelled', 'p50', 'p90', 'p99'];
  return columns([head, ...rows.map((row) => cells(row, by))], by.length + 1);
}

function cells(row: ReportRow, by: Report['by']): string[] {
  const { kind, met, missed, attainment, overdue, cancelled, measured, elapsed } = row;
  const about = elapsed?.isExact === false ? '~' : '';
  const time = (length: Temporal.Duration | undefined) =>
    length === undefined ? '–' : `${about}${formatDuration(length.total('milliseconds'))}`;
  const counts = met + missed === 0 && measured > 0 ? [`(${measured})`, ''] : [String(met), String(missed)];
  return [
    kind,
    ...by.map((key) => row[key] ?? '–'),
    ...counts,
    perCent(attainment),
    String(overdue),
    String(cancelled),
    ...[elapsed?.p50, elapsed?.p90, elapsed?.p99].map(time),
  ];
}

function perCent(share: number | undefined): string {
  // Rounded down, so that 100 % says that none was missed.
  return share === undefined ? '–' : `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
}

function openClocks({ open, at, timeZone }: Report): string {
  const counted = [...inBands('commitments', open.commitments), ...inBands('objectives', open.objectives)];
  if (counted.length === 0) return '';
  const next = open.next.map((clock) => `  ${dueIn(clock, at, timeZone)}\n`).join('');
  return `open at ${localTime(at, timeZone)}\n${counted.map((line) => `  ${line}\n`).join('')}${next}`;
}

function inBands(name: string, { overdue, soon, later, paused, undated }: OpenCounts): string[] {
  const parts = [
    [overdue, 'overdue'],
    ...soon.map(({ within, count }) => [count, `due within ${formatDuration(within.total('milliseconds'))}`] as const),
    [later, 'due later'],
    [paused, 'paused'],
    [undated, 'only measured'],
  ] as const;
  const said = parts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  return said.length === 0 ? [] : [`${name}: ${said.join(', ')}`];
}

function dueIn(clock: ReportedClock, at: Temporal.Instant, timeZone: string): string {
  const due = toInstant(clock.breachedAt ?? clock.dueAt ?? at);
  const left = due.epochMilliseconds - at.epochMilliseconds;
  const when = left <= 0 ? `overdue for ${formatDuration(-left)}` : `due in ${formatDuration(left)}`;
  return `${clock.case}  ${clock.clock}, ${clock.priority}  ${when}, ${localTime(due, timeZone)}`;
}

function causes({ months, rows }: Trends): string {
  if (rows.every(({ cause }) => cause === undefined)) return '';
  const hasChange = months.length > 1;
  const head = ['resolved for', ...months, ...(hasChange ? ['change'] : [])];
  const lines = rows.map(({ cause, byMonth, change = 0 }) => [
    cause ?? '(not said)',
    ...byMonth.map(String),
    ...(hasChange ? [change > 0 ? `+${change}` : String(change)] : []),
  ]);
  return columns([head, ...lines], 1);
}

/** The first columns to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[], left: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
