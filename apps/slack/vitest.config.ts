import { testRun } from '../../vitest.base.ts';

export default testRun({ testTimeout: 60_000 });
