import type { CaseRecord } from '@sla/case-store';
import { restrictedTag } from '@sla/desk';

import type { SlackRoute } from './options.ts';

/**
 * Where a case may be shown, the best first: what names its team and priority before what names one of them, before what names
 * neither; in the order of the settings between equals. A restricted case has only the channels that are meant for such.
 */
export function routesFor(
  record: Pick<CaseRecord, 'team' | 'priority' | 'tags'>,
  routes: readonly SlackRoute[],
): readonly SlackRoute[] {
  const restricted = record.tags.includes(restrictedTag);
  const fitting = routes.filter(
    (route) =>
      (route.team === undefined || route.team === record.team) &&
      (route.priorities === undefined || route.priorities.includes(record.priority)) &&
      (!restricted || route.restricted),
  );
  return fitting.toSorted((a, b) => weight(b) - weight(a));
}

function weight({ team, priorities }: SlackRoute): number {
  return Number(team !== undefined) + Number(priorities !== undefined);
}
