import { mergeConfig } from 'vitest/config';
import { testRun } from '../../vitest.base.ts';

// As Node runs it: with `import` among the conditions, `require` inside CommonJS packages would be given ES modules.
const conditions = ['@sla/source', 'node', 'default'];

export default mergeConfig(
  { ...testRun(), ssr: {}, resolve: {} },
  { resolve: { conditions }, ssr: { resolve: { conditions } } },
);
