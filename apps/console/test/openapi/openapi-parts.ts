import { z } from 'zod';

import type { Schema } from './answer-schemas.ts';

/** What several operations of the description have in common. */
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const problem = { default: { $ref: '#/components/responses/Problem' } };
/** With a session, what may change something needs its token besides the cookie, and an `Origin` of the desk’s own; a key needs neither. */
export const changing = {
  security: [{ key: [] }, { session: [], csrf: [] }],
};
export const personOnly = { security: [{ session: [] }] };
export const changingPerson = { security: [{ session: [], csrf: [] }] };
export const origin = {
  name: 'origin',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'With a session: the desk’s own address. Browsers send it by themselves.',
};
export const once = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 200 },
  description:
    'Chosen by the caller, new for each request and the same for each try to send it: what comes twice is done once. Kept for a day.',
};

export function answers(name: string, description: string): Schema {
  return { 200: { description, content: { 'application/json': { schema: refTo(name) } } }, ...problem };
}

export function parameter(name: string, description: string): Schema {
  return { name, in: 'path', required: true, schema: { type: 'string' }, description };
}

export const caseNumber = parameter('number', 'As in `C-1042`; the id does as well.');

export const queryWords: Readonly<Record<string, string>> = {
  view: 'Which cases: unfinished ones, mine, nobody’s, resolved and closed ones, or all.',
  text: 'Words in the case, its messages and its requester.',
  limit: 'How many at most.',
  offset: 'How many to leave out at the start.',
  cursor: '`next` of the page before; without it, the first.',
  state: 'One or several, with commas: new, open, awaiting-requester, on-hold, resolved, closed, deferred, merged.',
  organisation: 'Only the cases of this one, by its id.',
  requester: 'Only the cases of this person, by mail address.',
  assignee: 'Only what this agent holds, by id; `nobody` for what waits to be claimed.',
  team: 'Only what lies with this team, by id.',
  priority: 'Only cases of this priority.',
  clock: 'Such as `first-response`.',
  cycle: 'Which run of a repeating clock; without it, the last.',
};

export const created = (name: string, fresh: string, known: string): Schema => ({
  201: { description: fresh, content: { 'application/json': { schema: refTo(name) } } },
  ...answers(name, known),
});

export function queryParameters(query: z.ZodType): Schema[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', override: withoutNoise });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) ? { required: true } : {}),
    schema: schema as Schema,
    ...(queryWords[name] === undefined ? {} : { description: queryWords[name] }),
  }));
}

export function bodyOf(body: z.ZodType): Schema {
  return { required: true, content: { 'application/json': { schema: inputSchema(body) } } };
}

export function inputSchema(body: z.ZodType): Schema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(body, { io: 'input', override: withoutNoise });
  return schema;
}

/** A pattern of 400 characters says no more than `date-time` does. */
export function withoutNoise({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}
