import type { CaseRef, Message, NewEvent, StoredEvent } from '@sla/case-store';
import type { CaseEvent, Person, Policies, Policy } from '@sla/core';

import { type CaseHistory, historyOf } from './case-history.ts';
import type { Outcome } from './desk.ts';
import { draftAll, type ForColleagues } from './follow-up.ts';
import { noticesToSend } from './notice.ts';
import type { Outgoing } from './outgoing.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople } from './people.ts';
import { type CommandName, hindrance, type Standing, standingOf } from './permissions.ts';
import { type Refusal, refusal } from './refusal.ts';
import { policyOf, saveChange } from './save-change.ts';

/** What a command sees when it decides: the case locked, and how it stands at this instant. */
export interface Scene extends Session {
  readonly by: Person;
  readonly standing: Standing;
  readonly record: StoredCase['record'];
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
  readonly facts: Facts;
}

export type Decide<Facts> = (scene: Scene) => Promise<Decision<Facts> | Refusal> | Decision<Facts> | Refusal;

type StoredCase = NonNullable<Awaited<ReturnType<Session['unit']['lockCase']>>>;

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
    const standing = standingOf(by, people);
    const hindered = hindrance(command, by, standing, loaded.record);
    if (hindered || !standing) return refused(hindered ?? refusal('not-an-agent', { person: by }));
    const session: Session = { parts, unit, people, now: unit.now };
    const scene = await sceneOf(session, loaded, by, standing);
    const decision = mergedRefusal(scene) ?? (await decide(scene));
    if ('code' in decision) return refused(decision);
    if (decision.events.length === 0) return { ok: true, case: loaded.record, ...decision.facts };
    const { record, sla, drafts } = await saveChange(session, {
      ...decision,
      record: loaded.record,
      known: loaded.events,
      added: decision.events.map((event) => identified(event, parts)),
      policies: scene.policies,
    });
    const told = await draftAll(session, { record, policy: scene.policy, sla }, decision.tidings ?? []);
    await unit.enqueue(noticesToSend([...drafts, ...told]));
    return { ok: true, case: record, ...decision.facts };
  });
}

export function refused(reason: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: reason };
}

/** Gives an event its id, which `undone` may name one day. */
export function identified(event: CaseEvent, { newId }: Pick<DeskParts, 'newId'>): NewEvent {
  return { ...event, id: event.id ?? newId() };
}

async function sceneOf(session: Session, loaded: StoredCase, by: Person, standing: Standing): Promise<Scene> {
  const { record, events } = loaded;
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const history = historyOf(events);
  return {
    ...session,
    by,
    standing,
    record,
    events,
    history,
    policies,
    policy: policyOf(policies, record, history),
  };
}

function mergedRefusal({ record }: Scene): Refusal | undefined {
  return record.state === 'merged'
    ? refusal('case-is-merged', { case: record.number, into: record.mergedInto ?? '' })
    : undefined;
}
