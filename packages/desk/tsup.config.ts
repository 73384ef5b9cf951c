import { appBuild } from '../../tsup.base.ts';

export default appBuild(['src/index.ts', 'src/testing/index.ts']);
