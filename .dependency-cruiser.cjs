/**
 * Who may import whom: STYLE's table, as rules. A package's name resolves to its sources through `@sla/source`.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const coreFolders = [
  'time',
  'calendar',
  'target',
  'rota',
  'policy',
  'case',
  'clock',
  'escalation',
  'case-sla',
  'report',
  'check',
  'presets',
  'testing',
];
const testFiles = '(\\.test\\.tsx?$|/test/|/testing/|/contract/|/bench/|\\.config\\.ts$)';
const wiring = '^apps/[^/]+/src/main\\.ts$|^apps/sla/src/';

/** From one part, only the named parts of this workspace. */
const onlyParts = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: testFiles },
  to: { path: '^(packages|apps)/', pathNot: [...allowed, from] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'core does no I/O and has two dependencies',
      from: { path: '^packages/core/src/', pathNot: testFiles },
      to: { pathNot: ['^packages/core/src/', 'node_modules/(\\.pnpm/)?(temporal-polyfill|temporal-spec|zod)'] },
    },
    ...coreFolders.slice(0, -1).map((folder, position) => ({
      name: `core-looks-back-${folder}`,
      severity: 'error',
      from: { path: `^packages/core/src/${folder}/`, pathNot: testFiles },
      to: { path: `^packages/core/src/(${coreFolders.slice(position + 1).join('|')})/` },
    })),
    onlyParts('holidays', '^packages/holidays/', ['^packages/core/']),
    onlyParts('config', '^packages/config/', ['^packages/(core|holidays)/']),
    onlyParts('graph', '^packages/graph/', []),
    onlyParts('case-store', '^packages/case-store/', ['^packages/core/']),
    onlyParts('desk', '^packages/desk/', ['^packages/(core|case-store)/']),
    {
      name: 'desk-takes-types-of-the-store',
      severity: 'error',
      from: { path: '^packages/desk/src/', pathNot: testFiles },
      to: { path: '^packages/case-store/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-not-to-app',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/sla/', testFiles] },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'store-only-in-wiring',
      severity: 'error',
      from: { path: '^apps/', pathNot: [wiring, testFiles] },
      to: { path: '^packages/case-store/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'by-name-never-by-inner-path',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/([^/]+)/',
        pathNot: ['^$1/$2/', '/src/index\\.ts$', '/src/(calendar|check|presets|testing|contract)/index\\.ts$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|reports)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['@sla/source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
