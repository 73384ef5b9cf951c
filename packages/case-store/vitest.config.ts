import { testRun } from '../../vitest.base.ts';

// vitest hands these on to Node, which would then `require` the ESM half of pg-pool and break pg: no `import` among them.
const resolve = { conditions: ['@sla/source', 'node'] };

export default { ...testRun(), resolve, ssr: { resolve } };
