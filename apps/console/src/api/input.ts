import { z } from 'zod';

import { ProblemError } from './problem.ts';

/** The body as JSON that fits the schema. Throws `not-json`, `broken-json` and `bad-input` with every fault. */
export async function readBody<Body>(request: Request, schema: z.ZodType<Body>, language: string): Promise<Body> {
  return fitting(schema, await readJson(request), language);
}

/** The body as JSON, whatever it says. Throws `not-json` and `broken-json`. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type');
  if (!/^application\/json\b/i.test(type ?? '')) throw new ProblemError('not-json', { type: type ?? '–' });
  return parsed(await request.text());
}

/** The query of an address. Throws `bad-input` with every fault. */
export function readQuery<Query>(request: Request, schema: z.ZodType<Query>, language: string): Query {
  return fitting(schema, Object.fromEntries(new URL(request.url).searchParams), language);
}

/** Text of at most so many UTF-16 units, without the one character that PostgreSQL cannot keep. */
export function plainText(most: number): z.ZodString {
  return z
    .string()
    .max(most)
    .refine((text) => !text.includes('\0'), 'must not contain the character U+0000');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('broken-json', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/** What fits the schema. Throws `bad-input` with every fault. */
export function fitting<Value>(schema: z.ZodType<Value>, value: unknown, language: string): Value {
  const result = schema.safeParse(value, language.startsWith('de') ? IN_GERMAN : undefined);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new ProblemError('bad-input', {}, faults);
}

const IN_GERMAN = { error: z.locales.de().localeError };
