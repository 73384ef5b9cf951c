import type { CaseRef } from '@sla/case-store';
import { type CaseEvent, evaluate, type Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import { handOver } from '../hand-over.ts';
import type { DeskParts } from '../parts.ts';
import { membersOf, teamOfTier } from '../people.ts';
import { perform, type Scene } from '../perform.ts';
import { hasRole } from '../permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';

export interface Escalation {
  readonly case: CaseRef;
  readonly to: string;
  readonly reason: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Hands the case to another tier, with what that tier needs to know, and to the team that works it. */
export function escalate(parts: DeskParts, by: Person, command: Escalation): Promise<Outcome> {
  return perform(parts, 'escalate', by, command.case, async (scene) => {
    const hindered = ifDone(scene) ?? hindrance(scene, command);
    if (hindered) return hindered;
    const { now: at, people } = scene;
    const { to, reason, fields } = command;
    const id = parts.newId();
    const escalated: CaseEvent = { type: 'escalated', id, at, to, by, reason, ...(fields && { fields }) };
    const team = teamOfTier(people, to);
    const handedOver = await handOver(scene, scene, team);
    const listeners = team ? membersOf(people, team.id).filter((agent) => `agent:${agent.id}` !== by) : [];
    return {
      events: handedOver ? [escalated, { ...handedOver, at }] : [escalated],
      tidings: [
        {
          tidings: { kind: 'raise', id: `escalated/${id}`, at },
          listeners: listeners.map((agent) => ({ agent, email: agent.email })),
        },
      ],
      facts: {},
    };
  });
}

function hindrance(scene: Scene, { to, fields }: Escalation): Refusal | undefined {
  const { policy, standing } = scene;
  // The ladder may have raised it since it was last saved.
  const current = evaluate(scene.policies, scene.events, scene.now).tier;
  const tier = policy.tiers.indexOf(to);
  if (tier < 0) return refusal('unknown-tier', { tier: to, known: policy.tiers.join(', ') });
  if (to === current) return nothingToDo(scene);
  // Handing back is for who leads: the tier above may not refuse work by sending it down.
  if (tier < policy.tiers.indexOf(current) && !hasRole(standing, 'lead')) {
    return refusal('not-allowed', { command: 'escalate', role: 'lead' });
  }
  const lacking = (policy.handover[to]?.requires ?? []).filter((field) => !fields?.[field]?.trim());
  return lacking.length > 0 ? refusal('missing-handover-fields', { tier: to, fields: lacking.join(', ') }) : undefined;
}
