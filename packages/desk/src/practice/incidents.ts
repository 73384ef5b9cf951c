import type { CaseRecord, ChannelState, StoreUnit } from '@sla/case-store';
import type { Person } from '@sla/core';

/** One disturbance behind several cases, of one organisation or many (S4-9). */
export interface Incident {
  /** `I-1044`, from the same series as case numbers. */
  readonly id: string;
  readonly title: string;
  readonly openedAt: string;
  readonly endedAt?: string;
  /** Counts against a promise of uptime (S0-17). */
  readonly outage: boolean;
  /** The ids of the cases joined to it. */
  readonly cases: readonly string[];
  /** Organisations hit, so far as their cases name one. */
  readonly organisations: readonly string[];
  /** What was put on the status page, in order. */
  readonly publications: readonly Publication[];
}

export interface Publication {
  readonly at: string;
  readonly by: Person;
  readonly text: string;
}

/** Whether several organisations are hit, so that the agreement wants it published (S4-9). */
export function isWidespread({ organisations }: Incident): boolean {
  return organisations.length >= 2;
}

const incidents = 'desk/incidents';
const incidentOf = 'desk/incident-of-case';

type Source = { channelState(namespace: string): ChannelState };

export async function findIncident(source: Source, id: string): Promise<Incident | undefined> {
  return (await source.channelState(incidents).get(id.trim().toUpperCase())) as Incident | undefined;
}

export async function incidentsIn(source: Source): Promise<readonly Incident[]> {
  const kept = await source.channelState(incidents).list('');
  return kept.map(({ value }) => value as Incident);
}

export async function incidentOfCase(source: Source, caseId: string): Promise<Incident | undefined> {
  const id = (await source.channelState(incidentOf).get(caseId)) as string | undefined;
  return id === undefined ? undefined : findIncident(source, id);
}

export async function putIncident(unit: StoreUnit, incident: Incident): Promise<void> {
  await unit.channelState(incidents).put(incident.id, incident);
}

/** Joins cases to an incident; a case has one at most. */
export async function joined(unit: StoreUnit, incident: Incident, records: readonly CaseRecord[]): Promise<Incident> {
  for (const { id } of records) {
    const before = await incidentOfCase(unit, id);
    if (before && before.id !== incident.id) await putIncident(unit, without(before, id));
    await unit.channelState(incidentOf).put(id, incident.id);
  }
  const organisations = records.flatMap(({ organisation }) => organisation ?? []);
  return {
    ...incident,
    cases: [...new Set([...incident.cases, ...records.map(({ id }) => id)])],
    organisations: [...new Set([...incident.organisations, ...organisations])],
  };
}

export async function left(unit: StoreUnit, incident: Incident, record: CaseRecord): Promise<Incident> {
  await unit.channelState(incidentOf).delete(record.id);
  return without(incident, record.id);
}

/** The organisation stays: it was hit. */
function without(incident: Incident, caseId: string): Incident {
  return { ...incident, cases: incident.cases.filter((id) => id !== caseId) };
}
