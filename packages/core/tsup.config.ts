import { libraryBuild } from '../../tsup.base.ts';

export default libraryBuild([
  'src/index.ts',
  'src/calendar/index.ts',
  'src/check/index.ts',
  'src/presets/index.ts',
  'src/testing/index.ts',
]);
