import { attainmentTally, openTally, percentilesTally, replay, Temporal, toInstant, trendsTally } from '@sla/core';
import { clockLabel, type Desk, type StoredHistory } from '@sla/desk';

import type { ReportJson } from './machine-contract.ts';
import type { Reading } from './reading.ts';

interface Period {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** What was kept of what was promised in a period, from every case of the desk, each read once. */
export async function reportJson(
  desk: Desk,
  { from, to }: Period,
  timeZone: string,
  { catalogue }: Reading,
): Promise<ReportJson> {
  const tallies = talliesOf({ from, to }, timeZone);
  const trends = trendsTally({ timeZone, from, to });
  const clocks = new Set<string>();
  let cases = 0;
  for await (const history of desk.read.histories()) {
    if (!isOpenedBefore(history, to)) continue;
    for (const outcome of replay(history.policies, [history], to)) {
      clocks.add(outcome.clock);
      for (const tally of Object.values(tallies)) tally.add(outcome);
    }
    trends.add(history);
    cases += 1;
  }
  const results = Object.fromEntries(Object.entries(tallies).map(([name, tally]) => [name, tally.result()]));
  const [satisfaction, availability] = await Promise.all([desk.read.satisfaction({ from, to }), desk.read.uptime(to)]);
  const names = [...clocks].map((clock) => [clock, clockLabel(clock as Parameters<typeof clockLabel>[0], catalogue)]);
  const report = { from, to, timeZone, cases, ...results, trends: trends.result(), satisfaction, availability };
  // Temporal's instants and durations are ISO texts in JSON.
  const json = JSON.parse(JSON.stringify({ ...report, clockNames: Object.fromEntries(names) })) as ReportJson;
  return { ...json, open: { ...json.open, next: json.open.next.map(urgent) } };
}

/** A case of a later time is none of the period: at its end there was nothing to judge. */
function isOpenedBefore({ events }: StoredHistory, to: Temporal.Instant): boolean {
  const opened = events.find(({ type }) => type === 'opened');
  return opened !== undefined && Temporal.Instant.compare(toInstant(opened.at), to) < 0;
}

function talliesOf(period: Period, timeZone: string) {
  return {
    attainment: attainmentTally({ by: ['clock', 'priority'], timeZone, ...period }),
    byClause: attainmentTally({ by: ['clause'], ...period }),
    byMonth: attainmentTally({ by: ['month'], timeZone, ...period }),
    percentiles: percentilesTally({ by: ['clock', 'priority'], ...period }),
    open: openTally({ at: period.to }),
  };
}

/** Of an open clock what a list shows. */
function urgent({ case: number, clock, cycle, kind, priority, status, dueAt }: ReportJson['open']['next'][number]) {
  return { case: number, clock, cycle, kind, priority, status, ...(dueAt !== undefined && { dueAt }) };
}
