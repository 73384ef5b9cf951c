import type { CaseRecord, CaseRef, LoadedCase, Message, NewEvent, StoredEvent, StoreUnit } from '@sla/case-store';
import type { CaseEvent, Person, Policies, Policy } from '@sla/core';

import { type CaseHistory, historyOf } from './case-history.ts';
import type { Outcome } from './desk.ts';
import { draftAll, type ForColleagues } from './follow-up.ts';
import { noticesToSend } from './notice.ts';
import type { Outgoing } from './outgoing.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople } from './people.ts';
import { type CommandName, hindrance, type Standing, standingOf } from './permissions.ts';
import { afterwards } from './practice/afterwards.ts';
import { type Refusal, refusal } from './refusal.ts';
import { policyOf, saveChange } from './save-change.ts';

/** What a command sees when it decides: the case locked, and how it stands at this instant. */
export interface Scene extends Session {
  readonly by: Person;
  readonly standing: Standing;
  readonly record: CaseRecord;
  readonly events: readonly StoredEvent[];
  readonly history: CaseHistory;
  readonly policies: Policies;
  readonly policy: Policy;
}

/** What a command adds, and what it answers beside the case. */
export interface Decision<Facts> {
  /** In the order in which they count: the message before the status. */
  readonly events: readonly CaseEvent[];
  readonly messages?: readonly Message[];
  readonly letters?: readonly Outgoing[];
  /** Of which colleagues are told by mail. */
  readonly tidings?: readonly ForColleagues[];
  /** What lists show of the case beside what follows from its events; a change of it is saved even without an event. */
  readonly patch?: Partial<Pick<CaseRecord, 'tags'>>;
  readonly facts: Facts;
}

export type Decide<Facts> = (scene: Scene) => Promise<Decision<Facts> | Refusal> | Decision<Facts> | Refusal;

/** The one way in which a person changes a case: lock it, ask whether they may, let the command decide, save all that follows. */
export async function perform<Facts>(
  parts: DeskParts,
  command: CommandName,
  by: Person,
  ref: CaseRef,
  decide: Decide<Facts>,
): Promise<Outcome<Facts>> {
  const people = await loadPeople(parts.store);
  return parts.store.transaction(async (unit) => {
    const loaded = await unit.lockCase(ref);
    if (!loaded) return refused(refusal('no-such-case', { case: ref }));
    const scene = await sceneOf({ parts, unit, people, now: unit.now }, command, by, loaded);
    if ('code' in scene) return refused(scene);
    const decision = mergedRefusal(scene) ?? (await decide(scene));
    if ('code' in decision) return refused(decision);
    return { ok: true, case: await carryOut(scene, decision), ...decision.facts };
  });
}

/** The same for what concerns two cases: both are locked in the order of their ids, so that nobody waits in a circle. */
export async function performOnBoth<Facts>(
  parts: DeskParts,
  command: CommandName,
  by: Person,
  refs: readonly [CaseRef, CaseRef],
  decide: (one: Scene, other: Scene) => Promise<Outcome<Facts>>,
): Promise<Outcome<Facts>> {
  const people = await loadPeople(parts.store);
  return parts.store.transaction(async (unit) => {
    const locked = await lockBoth(unit, refs);
    if ('code' in locked) return refused(locked);
    const session: Session = { parts, unit, people, now: unit.now };
    const one = await sceneOf(session, command, by, locked[0]);
    const other = 'code' in one ? one : await sceneOf(session, command, by, locked[1]);
    if ('code' in one || 'code' in other) return refused('code' in one ? one : (other as Refusal));
    return decide(one, other);
  });
}

/** The same for any number of cases, locked in the order of their ids. */
export async function performOnAll<Answer>(
  parts: DeskParts,
  command: CommandName,
  by: Person,
  refs: readonly CaseRef[],
  decide: (session: Session, scenes: readonly Scene[]) => Promise<Answer>,
): Promise<Answer | { readonly ok: false; readonly refusal: Refusal }> {
  const people = await loadPeople(parts.store);
  return parts.store.transaction(async (unit) => {
    const session: Session = { parts, unit, people, now: unit.now };
    const hindered = hindrance(command, by, standingOf(by, people));
    if (hindered) return refused(hindered);
    const ids = new Set<string>();
    for (const ref of refs) {
      const found = await unit.findCase(ref);
      if (!found) return refused(refusal('no-such-case', { case: ref }));
      ids.add(found.record.id);
    }
    const locked = new Map((await unit.lockCases([...ids])).map((loaded) => [loaded.record.id, loaded]));
    const scenes: Scene[] = [];
    for (const id of ids) {
      const loaded = locked.get(id);
      const scene = loaded && (await sceneOf(session, command, by, loaded));
      if (scene && 'code' in scene) return refused(scene);
      if (scene) scenes.push(scene);
    }
    return decide(session, scenes);
  });
}

async function lockBoth(
  unit: StoreUnit,
  [first, second]: readonly [CaseRef, CaseRef],
): Promise<readonly [LoadedCase, LoadedCase] | Refusal> {
  const found = [await unit.findCase(first), await unit.findCase(second)];
  const [one, other] = found.map((each) => each?.record.id);
  if (one === undefined || other === undefined) {
    return refusal('no-such-case', { case: one === undefined ? first : second });
  }
  if (one === other) return refusal('same-case', { case: found[0]?.record.number ?? first });
  const locked = new Map<string, LoadedCase | undefined>();
  for (const id of [one, other].sort()) locked.set(id, await unit.lockCase(id));
  const [a, b] = [locked.get(one), locked.get(other)];
  return a && b ? [a, b] : refusal('no-such-case', { case: a ? second : first });
}

/** Saves what was decided with all that follows from it, and sends nothing before the transaction ends. */
export async function carryOut<Facts>(scene: Scene, decision: Decision<Facts>): Promise<CaseRecord> {
  if (decision.events.length === 0 && decision.patch === undefined) return scene.record;
  const { parts, unit, policies, policy } = scene;
  const { record, sla, drafts } = await saveChange(scene, {
    ...decision,
    record: { ...scene.record, ...decision.patch },
    known: scene.events,
    added: decision.events.map((event) => identified(event, parts)),
    policies,
  });
  const told = await draftAll(scene, { record, policy, sla }, decision.tidings ?? []);
  const after = await afterwards(scene, record, decision.events);
  await unit.enqueue(noticesToSend([...drafts, ...told, ...after]));
  return record;
}

export function refused(reason: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: reason };
}

/** Gives an event its id, which `undone` may name one day. */
export function identified(event: CaseEvent, { newId }: Pick<DeskParts, 'newId'>): NewEvent {
  return { ...event, id: event.id ?? newId() };
}

async function sceneOf(
  session: Session,
  command: CommandName,
  by: Person,
  { record, events }: LoadedCase,
): Promise<Scene | Refusal> {
  const standing = standingOf(by, session.people);
  const hindered = hindrance(command, by, standing, record);
  if (hindered || !standing) return hindered ?? refusal('not-an-agent', { person: by });
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const history = historyOf(events);
  const policy = policyOf(policies, record, history);
  return { ...session, by, standing, record, events, history, policies, policy };
}

export function mergedRefusal({ record }: Scene): Refusal | undefined {
  return record.state === 'merged'
    ? refusal('case-is-merged', { case: record.number, into: record.mergedInto ?? '' })
    : undefined;
}
