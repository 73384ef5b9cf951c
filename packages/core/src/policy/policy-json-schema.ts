import * as z from 'zod';

import { policySchema } from './policy-schema.ts';

/**
 * A policy's written form as JSON Schema (draft 2020-12), for editors to complete and check.
 *
 * @example
 * ```ts
 * import { policyJsonSchema } from '@sla/core';
 *
 * policyJsonSchema().$schema; // → https://json-schema.org/draft/2020-12/schema
 * ```
 */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any' });
}
