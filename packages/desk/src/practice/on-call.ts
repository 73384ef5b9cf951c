import { compileRota, type Policy, type RotaSpec, type Temporal } from '@sla/core';

import { agentOf, type People } from '../people.ts';

type Instant = Temporal.Instant;

/** Who answers now by a rota, and who is next. */
export interface OnCall {
  /** `desk` for a rota of the desk itself. */
  readonly policy: string;
  readonly rota: string;
  /** Nobody, where the rota has a gap now. */
  readonly now?: OnCallShift;
  readonly next?: OnCallShift;
}

export interface OnCallShift {
  /** As the rota writes them: `agent:ann`. */
  readonly member: string;
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** Where a policy's id would stand. */
const deskItself = 'desk';

/** As far ahead as a next shift is looked for. */
const horizon = { hours: 24 * 14 };

/** Every rota of the policies in force and of the desk itself: layers, overrides and named dates counted (S1-17). */
export function onCallNow(
  policies: readonly Policy[],
  ours: Readonly<Record<string, RotaSpec>>,
  people: People,
  at: Instant,
): readonly OnCall[] {
  return [...policies, { id: deskItself, rotas: ours }].flatMap((policy) =>
    Object.entries(policy.rotas).map(([rota, spec]) => {
      const shifts = compileRota(spec).shifts(at, at.add(horizon));
      const inWords = (shift: (typeof shifts)[number]): OnCallShift => ({
        member: shift.member,
        name: nameOf(people, shift.member),
        from: shift.start,
        to: shift.end,
      });
      const [first, second] = shifts;
      const isNow = first?.start.equals(at) === true;
      const next = isNow ? second : first;
      return {
        policy: policy.id,
        rota,
        ...(first && isNow && { now: inWords(first) }),
        ...(next && { next: inWords(next) }),
      };
    }),
  );
}

function nameOf(people: People, member: string): string {
  const id = member.replace(/^agent:/, '');
  return agentOf(people, `agent:${id}`)?.name ?? id;
}
