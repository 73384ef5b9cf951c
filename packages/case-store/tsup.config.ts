import { appBuild } from '../../tsup.base.ts';

export default appBuild(['src/index.ts', 'src/contract/index.ts']);
