import type { ClockName, Effect, EffectKind, NotifyVia } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { EffectTable } from '../tables.ts';
import { fromInstant, present, toInstant } from './values.ts';

export type EffectRow = Selectable<EffectTable>;

export function toEffect(row: Omit<EffectRow, 'case_id' | 'position'>): Effect {
  return {
    id: row.id,
    at: toInstant(row.at),
    kind: row.kind as EffectKind,
    ...present({
      step: row.step,
      clock: row.clock as ClockName | null,
      cycle: row.cycle,
      to: row.recipient,
      via: row.via as readonly NotifyVia[] | null,
      clause: row.clause,
    }),
  };
}

export function fromEffect(caseId: string, effect: Effect): Insertable<EffectTable> {
  return {
    case_id: caseId,
    id: effect.id,
    at: fromInstant(effect.at),
    kind: effect.kind,
    step: effect.step ?? null,
    clock: effect.clock ?? null,
    cycle: effect.cycle ?? null,
    recipient: effect.to ?? null,
    via: effect.via ?? null,
    clause: effect.clause ?? null,
  };
}
