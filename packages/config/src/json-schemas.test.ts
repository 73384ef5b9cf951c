import { expect, it } from 'vitest';

import { deskConfigJsonSchema, policyJsonSchema } from './json-schemas.ts';

it('the desk’s settings complete in an editor', () => {
  const schema = deskConfigJsonSchema();
  expect(Object.keys(schema.properties as object)).toEqual(
    expect.arrayContaining(['desk', 'policies', 'mailboxes', 'relay']),
  );
  expect(schema.$defs).toMatchObject({ Agent: { properties: { role: { enum: ['agent', 'lead', 'admin'] } } } });
});

it('a policy’s file extends, or is whole', () => {
  const schema = policyJsonSchema();
  expect(Object.keys(schema.properties as object)).toEqual(expect.arrayContaining(['extends', 'priorities', 'rotas']));
  expect(schema.anyOf).toEqual([{ required: ['extends'] }, { required: ['id', 'timeZone', 'priorities'] }]);
  expect(schema.properties).toMatchObject({
    priorities: { additionalProperties: { anyOf: [{ $ref: '#/$defs/Priority' }, { type: 'null' }] } },
  });
});

it('a policy’s schema says in words what an editor shows', () => {
  expect(policyJsonSchema()).toMatchObject({
    properties: { tiers: { description: 'The lowest first.' } },
    $defs: {
      Target: { examples: expect.arrayContaining(['4 business hours']) },
      ClockTarget: { properties: { every: { description: expect.stringContaining('update') } } },
      Calendar: { properties: { holidays: { items: { anyOf: expect.any(Array) } } } },
    },
  });
});

it('both are plain JSON', () => {
  for (const schema of [deskConfigJsonSchema(), policyJsonSchema()])
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
});
