import type { CaseRef, Message } from '@sla/case-store';
import type { CaseEvent, Person } from '@sla/core';

import { keepersOf } from '../audience.ts';
import { marked } from '../mark.ts';
import { noticesToSend } from '../notice.ts';
import type { DeskParts, Session } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { carryOut, performOnAll, refused, type Scene } from '../perform.ts';
import { hindrance, standingOf } from '../permissions.ts';
import {
  findIncident,
  type Incident,
  isWidespread,
  joined,
  left,
  type Publication,
  putIncident,
} from '../practice/incidents.ts';
import { taskDrafts } from '../practice/task-drafts.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { lettersOf, sayToRequester } from '../say.ts';

/** What a command on an incident answers. */
export type IncidentOutcome =
  | { readonly ok: true; readonly incident: Incident; readonly told: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal };

export interface OpeningIncident {
  readonly title: string;
  readonly cases: readonly CaseRef[];
  /** Whether the platform is down, which counts against a promise of uptime. */
  readonly outage?: boolean;
}

/** Joins cases of one disturbance, so that everybody hit hears the same (S4-9). */
export function openIncident(parts: DeskParts, by: Person, command: OpeningIncident): Promise<IncidentOutcome> {
  if (command.title.trim() === '') return Promise.resolve(refused(refusal('empty-message')));
  return onCases(parts, by, command.cases, async (session, scenes) => {
    const id = await session.unit.nextCaseNumber('I');
    const fresh: Incident = {
      id,
      title: command.title.trim(),
      openedAt: session.now.toString(),
      outage: command.outage ?? false,
      cases: [],
      organisations: [],
      publications: [],
    };
    return keepJoined(session, fresh, scenes);
  });
}

export function joinIncident(
  parts: DeskParts,
  by: Person,
  command: { readonly incident: string; readonly cases: readonly CaseRef[] },
): Promise<IncidentOutcome> {
  return onIncident(parts, by, command.incident, command.cases, keepJoined);
}

/** Takes a case out that turned out to be something else. */
export function leaveIncident(
  parts: DeskParts,
  by: Person,
  command: { readonly incident: string; readonly case: CaseRef },
): Promise<IncidentOutcome> {
  return onIncident(parts, by, command.incident, [command.case], async (session, incident, scenes) => {
    let kept = incident;
    for (const scene of scenes) {
      kept = await left(session.unit, kept, scene.record);
      await carryOut(scene, await marked(scene, (say) => say.left(incident)));
    }
    await putIncident(session.unit, kept);
    return { ok: true, incident: kept, told: [] };
  });
}

export interface IncidentNews {
  readonly incident: string;
  readonly text: string;
  /** Puts the same words on the status page. */
  readonly publish?: boolean;
  /** The words are a workaround (S3-16). */
  readonly workaround?: boolean;
  readonly key?: string;
}

/** One public update to everybody whose case is joined, and where asked on the status page (S4-9). */
export async function informIncident(parts: DeskParts, by: Person, news: IncidentNews): Promise<IncidentOutcome> {
  return sayToAll(parts, by, news, ({ now: at, history }, message) => [
    { type: 'updated', at, by, message: message.id },
    ...(news.workaround && !history.has(({ type }) => type === 'workaround-given')
      ? [{ type: 'workaround-given' as const, at, by }]
      : []),
  ]);
}

export interface IncidentEnd {
  readonly incident: string;
  readonly text: string;
  readonly publish?: boolean;
  readonly cause?: string;
  readonly key?: string;
}

/** The disturbance is over: everybody is told, and their cases are resolved by it. */
export async function endIncident(parts: DeskParts, by: Person, end: IncidentEnd): Promise<IncidentOutcome> {
  const said = await sayToAll(parts, by, end, ({ now: at }, message) => [
    { type: 'replied', at, by, message: message.id },
    { type: 'resolved', at, by, ...(end.cause !== undefined && { cause: end.cause }) },
  ]);
  if (!said.ok) return said;
  return parts.store.transaction(async (unit) => {
    const incident = (await findIncident(unit, end.incident)) ?? said.incident;
    const ended: Incident = { ...incident, endedAt: incident.endedAt ?? unit.now.toString() };
    await putIncident(unit, ended);
    return { ...said, incident: ended };
  });
}

async function sayToAll(
  parts: DeskParts,
  by: Person,
  news: IncidentNews | IncidentEnd,
  eventsOf: (scene: Scene, message: Message) => readonly CaseEvent[],
): Promise<IncidentOutcome> {
  if (news.text.trim() === '') return refused(refusal('empty-message'));
  return onIncident(parts, by, news.incident, [], async (session, incident, scenes) => {
    const told: string[] = [];
    for (const scene of scenes.filter(isReachable)) {
      const said = await sayToRequester(scene, { text: news.text, key: news.key && `${incident.id}/${news.key}` });
      if ('code' in said) return refused(said);
      if (said.kind === 'said-before') continue;
      const published: readonly CaseEvent[] = news.publish
        ? [{ type: 'status-published', at: scene.now, incident: incident.id, by }]
        : [];
      const events = [...eventsOf(scene, said.message), ...published];
      await carryOut(scene, { events, letters: lettersOf(said, 'update'), facts: {} });
      told.push(scene.record.number);
    }
    const kept = news.publish ? published(incident, { at: session.now.toString(), by, text: news.text }) : incident;
    await putIncident(session.unit, kept);
    return { ok: true, incident: kept, told };
  });
}

/** The same words sent twice stand there once. */
function published(incident: Incident, publication: Publication): Incident {
  const isSaid = incident.publications.at(-1)?.text === publication.text;
  return isSaid ? incident : { ...incident, publications: [...incident.publications, publication] };
}

/** Who has an answer coming: not those whose case is over or went into another that is joined itself. */
function isReachable({ record }: Scene): boolean {
  return !['closed', 'merged', 'deferred', 'resolved'].includes(record.state);
}

type Work = (session: Session, incident: Incident, scenes: readonly Scene[]) => Promise<IncidentOutcome>;

/** Without cases of its own, a command concerns all that are joined. */
async function onIncident(
  parts: DeskParts,
  by: Person,
  id: string,
  refs: readonly CaseRef[],
  work: Work,
): Promise<IncidentOutcome> {
  const hindered = hindrance('incident', by, standingOf(by, await loadPeople(parts.store)));
  if (hindered) return refused(hindered);
  const known = await findIncident(parts.store, id);
  if (!known) return refused(refusal('unknown-incident', { incident: id }));
  return onCases(parts, by, refs.length > 0 ? refs : known.cases, async (session, scenes) => {
    const incident = await findIncident(session.unit, id);
    return incident ? work(session, incident, scenes) : refused(refusal('unknown-incident', { incident: id }));
  });
}

function onCases(
  parts: DeskParts,
  by: Person,
  refs: readonly CaseRef[],
  work: (session: Session, scenes: readonly Scene[]) => Promise<IncidentOutcome>,
): Promise<IncidentOutcome> {
  return performOnAll(parts, 'incident', by, refs, work);
}

/** With the second organisation the agreement wants it published: whoever keeps the cases is told so, once. */
async function keepJoined(session: Session, incident: Incident, scenes: readonly Scene[]): Promise<IncidentOutcome> {
  const kept = await joined(
    session.unit,
    incident,
    scenes.map(({ record }) => record),
  );
  await putIncident(session.unit, kept);
  for (const scene of scenes.filter(({ record }) => !incident.cases.includes(record.id))) {
    await carryOut(scene, await marked(scene, (say) => say.joined(kept)));
  }
  const [first] = scenes;
  const isNews = !isWidespread(incident) && isWidespread(kept) && kept.publications.length === 0;
  if (first && isNews) {
    const { record } = first;
    const facts = { incident: kept.id, title: kept.title, organisations: kept.organisations.length };
    const drafts = taskDrafts(session, { record }, keepersOf(record, session), `widespread/${kept.id}`, (words) =>
      words.widespread(facts),
    );
    await session.unit.enqueue(noticesToSend(drafts));
  }
  return { ok: true, incident: kept, told: [] };
}
