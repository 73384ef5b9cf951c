import { appBuild } from '../../tsup.base.ts';

// The contract's suites run in the vitest of whoever imports them.
export default { ...appBuild(['src/index.ts', 'src/contract/index.ts']), external: ['vitest'] };
