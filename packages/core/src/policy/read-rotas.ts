import { compileRota } from '../rota/compile-rota.ts';
import { RotaError } from '../rota/rota-error.ts';
import type { RotaSpec } from '../rota/rota-spec.ts';
import { isRecord } from './names.ts';
import type { Policy } from './policy.ts';
import type { Report } from './policy-error.ts';

/** The policy's rotas, each read as `compileRota` reads it. */
export function readRotas(written: unknown, report: Report): Policy['rotas'] {
  if (!isRecord(written)) return {};
  for (const [name, spec] of Object.entries(written)) {
    try {
      // What has no shape at all was told; the rest compileRota checks.
      if (isRecord(spec)) compileRota(spec as unknown as RotaSpec);
    } catch (error) {
      if (!(error instanceof RotaError)) throw error;
      for (const fault of error.faults) report(['rotas', name, ...fault.path], fault.code, fault.message);
    }
  }
  return written as Policy['rotas'];
}
