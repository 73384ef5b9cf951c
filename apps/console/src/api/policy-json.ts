import type { Policy } from '@sla/core';

import type { SessionJson } from './contract.ts';

/** The names in a policy that pages offer to choose from. */
export function policyJson({
  id,
  version,
  title,
  priorities,
  tiers,
  pauseReasons,
}: Policy): SessionJson['policies'][number] {
  return {
    id,
    version,
    title: title ?? id,
    priorities: priorities.map((priority) => ({ name: priority.name, title: priority.title ?? priority.name })),
    tiers,
    pauseReasons,
  };
}
