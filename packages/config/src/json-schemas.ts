import { policyJsonSchema as wholePolicy } from '@sla/core';
import { presets } from '@sla/core/presets';
import { z } from 'zod';

import { deskSchema } from './desk-schema.ts';
import { inWords } from './policy-words.ts';
import { isRecord } from './source.ts';

type JsonSchema = Record<string, unknown>;

/** `sla.config.yaml` as JSON Schema (draft 2020-12), for editors to complete and check. */
export function deskConfigJsonSchema(): JsonSchema {
  return { title: 'SLA Desk settings', ...z.toJSONSchema(deskSchema, { io: 'input', unrepresentable: 'any' }) };
}

/** A policy's file as JSON Schema: a whole policy, or one that extends another and then needs nothing else. */
export function policyJsonSchema(): JsonSchema {
  const { properties, required, ...rest } = removable(inWords(wholePolicy())) as JsonSchema;
  const base = {
    type: 'string',
    examples: presets,
    description: 'A preset or a file whose policy this one overrides.',
  };
  return {
    title: 'SLA policy',
    ...rest,
    properties: { extends: base, ...(isRecord(properties) && properties) },
    anyOf: [{ required: ['extends'] }, { required }],
  };
}

/** Every key of a map may be null, which removes what is extended. */
function removable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(removable);
  if (!isRecord(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, each]) => [key, removable(each)]));
  const { additionalProperties: values } = inner;
  return isRecord(values) ? { ...inner, additionalProperties: { anyOf: [values, { type: 'null' }] } } : inner;
}
