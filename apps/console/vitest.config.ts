import { testRun } from '../../vitest.base.ts';

export default testRun({ include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts'] });
