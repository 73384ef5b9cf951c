import { testRun } from '../../vitest.base.ts';

export default testRun();
