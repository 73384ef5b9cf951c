import type { Agent, CaseRecord } from '@sla/case-store';
import {
  compileRota,
  type Policy,
  type Recipient,
  type Rota,
  type RotaSpec,
  type Step,
  type Temporal,
} from '@sla/core';

import type { DeskParts, Session } from './parts.ts';
import { agentOf, membersOf } from './people.ts';

type Instant = Temporal.Instant;

/** Somebody of the desk who can be told: a person, or an address that stands for several. */
export interface Listener {
  readonly agent?: Agent;
  readonly email: string;
}

/** What a policy says of a step, wherever in it the step stands: the case may have changed its priority since. */
export function findStep(policy: Policy, priority: string, id: string): Step | undefined {
  const nearestFirst = policy.priorities.toSorted((a, b) => Number(b.name === priority) - Number(a.name === priority));
  return nearestFirst.flatMap(({ ladder }) => ladder.steps).find((step) => step.id === id);
}

/** Which recipient of a step an effect names; after a change of policy, what the bare name most likely meant. */
export function findRecipients(step: Step | undefined, to: string): readonly Pick<Recipient, 'kind' | 'to'>[] {
  const named = step?.notify.filter((recipient) => bare(recipient.to) === bare(to)) ?? [];
  if (named.length > 0) return named;
  if (to === 'requester') return [{ kind: 'requester', to }];
  return (['role', 'team', 'person'] as const).map((kind) => ({ kind, to }));
}

/** Who a recipient means at an instant. The requester is told otherwise, by a message of their own. */
export function listenersOf(
  { kind, to }: Pick<Recipient, 'kind' | 'to'>,
  { parts, people }: Session,
  policy: Policy,
  at: Instant,
): readonly Listener[] {
  switch (kind) {
    case 'person':
      return listenersFor([people.agents.get(bare(to))]);
    case 'team':
      return listenersFor(membersOf(people, to));
    case 'rota':
      return listenersFor(onCall(policy, to, { people, parts, now: at }));
    case 'role': {
      const role = parts.directory.roles[to];
      const named = listenersFor((role?.people ?? []).map((person) => agentOf(people, person)));
      return unique([...named, ...(role?.email ?? []).map((email) => ({ email }))]);
    }
    case 'requester':
      return [];
  }
}

/** Who looks after a case: its assignee, else its team, else who works its tier, else those who lead the desk. */
export function keepersOf(record: CaseRecord, { people }: Session): readonly Listener[] {
  const assignee = record.assignee === undefined ? undefined : people.agents.get(record.assignee);
  if (assignee) return listenersFor([assignee]);
  const agents = [...people.agents.values()];
  const teams = people.teams.filter(({ tier }) => tier === record.tier);
  const circles: readonly (readonly Agent[])[] = [
    record.team === undefined ? [] : membersOf(people, record.team),
    teams.flatMap(({ id }) => membersOf(people, id)),
    agents.filter(({ role }) => role !== 'agent'),
    agents,
  ];
  return listenersFor(circles.find((circle) => circle.length > 0) ?? []);
}

/** Who of the desk is on call by a rota of the policy, else of the desk. */
export function onCall(
  policy: Policy,
  rota: string,
  { people, now, parts }: Pick<Session, 'people' | 'now' | 'parts'>,
): readonly Agent[] {
  const spec = rotaOf(policy, rota, parts);
  const member = spec && compiledRota(spec).onCall(now);
  const agent = member === undefined ? undefined : people.agents.get(bare(member));
  return agent ? [agent] : [];
}

/** A rota by its name: the policy's, else the desk's own. */
export function rotaOf(
  policy: Policy,
  name: string,
  { directory }: Pick<DeskParts, 'directory'>,
): RotaSpec | undefined {
  return policy.rotas[name] ?? directory.rotas?.[name];
}

/** `agent:ann` and `ann` name the same person. */
function bare(name: string): string {
  return name.startsWith('agent:') ? name.slice('agent:'.length) : name;
}

const rotas = new WeakMap<RotaSpec, Rota>();

function compiledRota(spec: RotaSpec): Rota {
  const rota = rotas.get(spec) ?? compileRota(spec);
  rotas.set(spec, rota);
  return rota;
}

function listenersFor(agents: readonly (Agent | undefined)[]): readonly Listener[] {
  return unique(agents.flatMap((agent) => (agent ? [{ agent, email: agent.email }] : [])));
}

function unique(listeners: readonly Listener[]): readonly Listener[] {
  return [...new Map(listeners.map((listener) => [listener.email.toLowerCase(), listener])).values()];
}
