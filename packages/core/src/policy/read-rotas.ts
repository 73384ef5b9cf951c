import { isRecord } from '../calendar/field.ts';
import { compileRota } from '../rota/compile-rota.ts';
import { RotaError } from '../rota/rota-error.ts';
import type { RotaSpec } from '../rota/rota-spec.ts';
import { recordOf } from './names.ts';
import type { Policy } from './policy.ts';
import type { PolicyField } from './policy-error.ts';

/** The policy's rotas, each read as `compileRota` reads it. */
export function readRotas(written: PolicyField): Policy['rotas'] {
  for (const [, rota] of written.entries()) {
    try {
      // What has no shape at all was told; the rest compileRota checks.
      if (isRecord(rota.value)) compileRota(rota.value as unknown as RotaSpec);
    } catch (error) {
      if (!(error instanceof RotaError)) throw error;
      rota.refuseAll(error.faults);
    }
  }
  return recordOf(written) as Policy['rotas'];
}
