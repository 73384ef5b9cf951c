import {
  type Attainment,
  type Availability,
  attainmentTally,
  availability,
  availabilityWindow,
  type OpenClocks,
  openTally,
  type PercentilesRow,
  percentilesTally,
  replay,
  Temporal,
  type Trends,
  toInstant,
  trendsTally,
} from '@sla/core';

import type { DeskParts } from '../parts.ts';
import { histories, type StoredHistory } from './histories.ts';
import { incidentsIn } from './incidents.ts';
import { surveyAnswers } from './surveys.ts';

type Instant = Temporal.Instant;

/** What was kept of what was promised in a period (S3-21, S2-6, S0-17). */
export interface DeskReport {
  readonly from: Instant;
  readonly to: Instant;
  readonly cases: number;
  readonly attainment: Attainment;
  /** By the sentence of the agreement that each promise keeps. */
  readonly byClause: Attainment;
  /** How long it took, by clock and priority. */
  readonly percentiles: readonly PercentilesRow[];
  readonly open: OpenClocks;
  readonly trends: Trends;
  readonly satisfaction: Satisfaction;
  readonly availability: readonly Uptime[];
}

/** How requesters said it was, from 1 to 5. */
export interface Satisfaction {
  readonly answers: number;
  readonly average?: number;
}

/** What a promise of uptime came to, in the window that an instant falls into. */
export interface Uptime extends Availability {
  readonly policy: string;
  readonly clause?: string;
}

/** From the live store, case by case. */
export async function deskReport(parts: DeskParts, { from, to }: Period): Promise<DeskReport> {
  const { timeZone } = parts.identity;
  const kept = {
    attainment: attainmentTally({ by: ['clock', 'priority'], timeZone, from, to }),
    byClause: attainmentTally({ by: ['clause'], from, to }),
    percentiles: percentilesTally({ by: ['clock', 'priority'], from, to }),
  };
  const trends = trendsTally({ timeZone, from, to });
  const open = openTally({ at: to });
  let cases = 0;
  for await (const history of histories(parts)) {
    if (!isOpenedBefore(history, to)) continue;
    for (const outcome of replay(history.policies, [history], to)) {
      for (const tally of Object.values(kept)) tally.add(outcome);
      open.add(outcome);
    }
    trends.add(history);
    cases += 1;
  }
  return {
    from,
    to,
    cases,
    attainment: kept.attainment.result(),
    byClause: kept.byClause.result(),
    percentiles: kept.percentiles.result(),
    open: open.result(),
    trends: trends.result(),
    satisfaction: await satisfactionIn(parts, { from, to }),
    availability: await uptimeAt(parts, to),
  };
}

/** A case of a later time is none of the period: at its end there was nothing to judge. */
function isOpenedBefore({ events }: StoredHistory, to: Instant): boolean {
  const opened = events.find(({ type }) => type === 'opened');
  return opened !== undefined && Temporal.Instant.compare(toInstant(opened.at), to) < 0;
}

interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export async function satisfactionIn({ store }: DeskParts, { from, to }: Period): Promise<Satisfaction> {
  const within = (await surveyAnswers(store)).filter(({ at }) => {
    const ms = Date.parse(at);
    return ms >= from.epochMilliseconds && ms < to.epochMilliseconds;
  });
  if (within.length === 0) return { answers: 0 };
  return { answers: within.length, average: within.reduce((sum, { score }) => sum + score, 0) / within.length };
}

/** Of the window that the instant ends, or falls into: an incident that was declared an outage counts from its opening to its end. */
export async function uptimeAt({ store, shelf }: DeskParts, to: Instant): Promise<readonly Uptime[]> {
  const outages = (await incidentsIn(store))
    .filter(({ outage }) => outage)
    .map(({ openedAt, endedAt }) => ({ from: openedAt, to: endedAt ?? to.toString() }));
  return shelf.current().flatMap((policy) =>
    policy.availability.map((promise) => {
      const window = availabilityWindow(promise.window, to.subtract({ milliseconds: 1 }), policy.timeZone);
      return {
        ...availability({ percent: promise.percent }, window, { outages, at: to }),
        policy: policy.id,
        ...(promise.clause !== undefined && { clause: promise.clause }),
      };
    }),
  );
}
