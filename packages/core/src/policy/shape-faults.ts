import * as z from 'zod';

import { isRecord } from '../calendar/field.ts';
import { quoted } from '../time/time-error.ts';
import type { PolicyFault, PolicyFaultCode, PolicyField, PolicyPath } from './policy-error.ts';

/**
 * Keys and no others; one too many is told which there are.
 *
 * @example
 * ```ts
 * import { form, shapeFaults } from '@sla/core';
 * import { z } from 'zod';
 *
 * const seat = form({ name: z.string() });
 * shapeFaults(seat, { name: 'Ann', colour: 'blue' })[0]?.message; // → "colour" is not known here: expected name
 * ```
 */
export function form<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `expected ${Object.keys(shape).join(', ')}` : undefined),
  });
}

/**
 * What zod finds wrong with the shape of a written form: each fault with its path, in one sentence with what was expected.
 *
 * @example
 * ```ts
 * import { form, shapeFaults } from '@sla/core';
 * import { z } from 'zod';
 *
 * const [fault] = shapeFaults(form({ seats: z.int() }), {});
 * fault?.message; // → seats is missing: expected a number
 * ```
 */
export function shapeFaults(schema: z.ZodType, written: unknown): PolicyFault[] {
  const result = schema.safeParse(written, { reportInput: true });
  return result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue, []));
}

/** The same, told where the written form stands. */
export function refuseShape(schema: z.ZodType, written: PolicyField): void {
  written.refuseAll(shapeFaults(schema, written.value));
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, root: PolicyPath): PolicyFault[] {
  const path: PolicyPath = [...root, ...(issue.path as PolicyPath)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        code: 'unknown-key',
        message: `${quoted(key)} is not known here: ${expectedBy(issue)}`,
      }));
    case 'invalid_union':
      return unionFaults(issue, path);
    case 'invalid_key':
      return [
        { path, code: 'bad-name', message: `${shown(path.at(-1))}: ${issue.issues[0]?.message ?? issue.message}` },
      ];
    case 'invalid_type':
    case 'invalid_value':
      return [typeFault(issue, path)];
    default:
      return [{ path, code: 'bad-value', message: `${shown(issue.input)}: ${expectedBy(issue)}` }];
  }
}

/** The faults of the branch that was meant, the one that fits best; else that none fits. */
function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>, path: PolicyPath): PolicyFault[] {
  const [best, next] = issue.errors
    .filter((branch) => branch.every((each) => each.path.length > 0 || each.code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length);
  if (best && (!next || best.length < next.length)) return best.flatMap((each) => faultsOf(each, path));
  return [typeFault(issue, path)];
}

function typeFault(issue: Issue, path: PolicyPath): PolicyFault {
  const code: PolicyFaultCode = issue.code === 'invalid_value' ? 'bad-value' : 'bad-type';
  const name = path.at(-1) ?? 'everything';
  if (issue.input === undefined)
    return { path, code: 'missing-key', message: `${name} is missing: ${expectedBy(issue)}` };
  return { path, code, message: `${shown(issue.input)}: ${expectedBy(issue)}` };
}

/** Ours where the schema says what it expects, else made from zod's facts. */
function expectedBy(issue: Issue): string {
  if (issue.message.startsWith('expected ')) return issue.message;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map((value) => String(value)).join(', ')}`;
  if (issue.code === 'invalid_type') return `expected ${PLAIN[issue.expected] ?? issue.expected}`;
  return `expected ${issue.message.replace(/^.*expected /, '')}`;
}

const PLAIN: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? 'keys with values' : quoted(value);
}
