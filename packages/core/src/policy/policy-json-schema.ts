import { z } from 'zod';

import { policySchema } from './policy-schema.ts';

/** A policy's written form as JSON Schema (draft 2020-12), for editors to complete and check. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
}
