import type { DeskConfig } from './desk-config.ts';
import type { DeskPolicy } from './desk-policies.ts';
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';

/** Steps that ask for a phone call on a desk that has no pager: a person must make it, and the ladder does not wait. */
export function pagerWarnings(config: DeskConfig, policies: readonly DeskPolicy[], source: Source): readonly Fault[] {
  if (config.pager) return [];
  return policies.flatMap(({ policy, entry }) => {
    const calls = policy.priorities.flatMap(({ name, ladder }) =>
      ladder.steps
        .filter(({ notify }) => notify.some(({ via }) => via.includes('phone')))
        .map(({ id }) => `${id} of ${name}`),
    );
    if (calls.length === 0) return [];
    const message = `${policy.id}: no pager is set up for ${calls.join(', ')}: whoever is on call is told to phone, and the ladder goes on; expected pager`;
    return [source.faultAt(['policies', entry], 'no-pager', message)];
  });
}
