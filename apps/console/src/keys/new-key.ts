import type { Agent, Organisation } from '@sla/case-store';
import { Temporal } from '@sla/core';

import type { KeyRole, NewApiKey } from './api-keys.ts';

/** A key as somebody asks for it. */
export interface WantedKey {
  readonly name: string;
  readonly role: KeyRole;
  readonly agent: string;
  readonly organisation?: string;
  readonly expiresAt?: Temporal.Instant;
}

export interface KeyFault {
  readonly path: 'agent' | 'role' | 'organisation' | 'expiresAt';
  readonly message: string;
}

/** The key that may be made of it, or everything that stands against it. */
export function newKey(
  wanted: WantedKey,
  { agents, organisations }: { readonly agents: readonly Agent[]; readonly organisations: readonly Organisation[] },
  now: Temporal.Instant,
): { readonly key: NewApiKey } | { readonly faults: readonly KeyFault[] } {
  const id = wanted.agent.replace(/^agent:/, '');
  const agent = agents.find((each) => each.id === id);
  const { role, organisation, expiresAt } = wanted;
  const faults: readonly (KeyFault | false)[] = [
    !agent && { path: 'agent', message: expected(agents) },
    agent !== undefined &&
      RANK[role] > RANK[agent.role] && {
        path: 'role',
        message: `${agent.name} has the role ${agent.role}; a key cannot have a higher one than its agent`,
      },
    organisation !== undefined &&
      !organisations.some((each) => each.id === organisation) && {
        path: 'organisation',
        message: expected(organisations),
      },
    expiresAt !== undefined &&
      Temporal.Instant.compare(expiresAt, now) <= 0 && { path: 'expiresAt', message: 'expected an instant to come' },
  ];
  const found = faults.filter((fault) => fault !== false);
  return found.length > 0 ? { faults: found } : { key: { ...wanted, agent: id } };
}

const RANK = { requester: 0, agent: 1, lead: 2, admin: 3 } as const;

function expected(known: readonly { readonly id: string }[]): string {
  return `expected one of: ${known.map(({ id }) => id).join(', ') || 'none is set up'}`;
}
