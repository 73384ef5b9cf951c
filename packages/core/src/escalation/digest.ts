import type { Effect } from './effect.ts';

/** A notification of some case, as it is about to be sent. */
export interface Notice<Subject> {
  /** The case, or whatever stands for it. */
  readonly subject: Subject;
  readonly effect: Pick<Effect, 'id' | 'kind' | 'to' | 'via' | 'clause'>;
}

/** Everything that one recipient hears of in one go, the earliest first. */
export interface Digest<Subject> {
  readonly to: string;
  /** Every way that one of the notices asks for. */
  readonly via: readonly string[];
  readonly notices: readonly [Notice<Subject>, ...Notice<Subject>[]];
}

/**
 * Notices that are due at once, one digest a recipient, in the order of the recipients' first: a hundred cases at risk
 * are one message to their lead, not a hundred. What tells nobody (a raise, a miss) is left out.
 *
 * @example
 * ```ts
 * import { digest } from '@sla/core';
 *
 * const effect = { id: 'tell-lead/1/notify/lead', kind: 'notify', to: 'lead', via: ['email'] } as const;
 * digest([{ subject: 'C-1', effect }, { subject: 'C-2', effect }]).map(({ to, notices }) => `${to}: ${notices.length}`); // → [ 'lead: 2' ]
 * ```
 */
export function digest<Subject>(notices: readonly Notice<Subject>[]): Digest<Subject>[] {
  const byRecipient = new Map<string, [Notice<Subject>, ...Notice<Subject>[]]>();
  for (const notice of notices) {
    const { kind, to } = notice.effect;
    if (kind !== 'notify' || to === undefined) continue;
    const others = byRecipient.get(to);
    if (others === undefined) byRecipient.set(to, [notice]);
    else others.push(notice);
  }
  return [...byRecipient].map(([to, told]) => ({
    to,
    via: [...new Set(told.flatMap(({ effect }) => effect.via ?? []))],
    notices: told,
  }));
}
