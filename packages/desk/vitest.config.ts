import { testRun } from '../../vitest.base.ts';

// As in case-store: vitest hands these on to Node, which would then `require` the ESM half of pg-pool and break pg.
const resolve = { conditions: ['@sla/source', 'node'] };

export default { ...testRun(), resolve, ssr: { resolve } };
