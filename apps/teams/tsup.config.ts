import { appBuild } from '../../tsup.base.ts';

export default appBuild(['src/index.ts', 'src/main.ts', 'src/manifest/main.ts', 'src/testing/index.ts']);
