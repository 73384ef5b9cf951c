import { isRecord } from './names.ts';
import type { Policy } from './policy.ts';

export function readRotas(written: unknown): Policy['rotas'] {
  return isRecord(written) ? (written as Policy['rotas']) : {};
}
