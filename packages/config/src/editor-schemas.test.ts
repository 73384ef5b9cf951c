import { expect, it } from 'vitest';

import { deskConfigJsonSchema, policyJsonSchema } from './json-schemas.ts';

// Editors read these files; `vitest run -u` writes them anew.
it.each([
  ['sla.config.schema.json', deskConfigJsonSchema],
  ['policy.schema.json', policyJsonSchema],
])('%s says what may be written', async (file, schema) => {
  await expect(`${JSON.stringify(schema(), null, 2)}\n`).toMatchFileSnapshot(`../schema/${file}`);
});
