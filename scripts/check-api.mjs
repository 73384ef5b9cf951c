// Holds the public surface of @sla/core to the committed reports in packages/core/api, so that a change of it is seen in
// review. With --update it writes them anew. Reads the built types: build first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const core = resolve(fileURLToPath(import.meta.url), '../../packages/core');
const update = process.argv.includes('--update');
const HOW_TO_UPDATE =
  'Where that is meant: pnpm --filter @sla/core run api, and commit packages/core/api with a changeset.';

const surfaces = [
  { entry: '@sla/core', types: 'dist/index.d.ts', report: 'core' },
  { entry: '@sla/core/calendar', types: 'dist/calendar/index.d.ts', report: 'calendar' },
  { entry: '@sla/core/check', types: 'dist/check/index.d.ts', report: 'check' },
  { entry: '@sla/core/presets', types: 'dist/presets/index.d.ts', report: 'presets' },
  { entry: '@sla/core/testing', types: 'dist/testing/index.d.ts', report: 'testing' },
];

for (const surface of surfaces) hold(surface);

function hold({ entry, types, report }) {
  if (!existsSync(join(core, types))) {
    fail(`${entry} is not built: ${types} is missing. Build it first: pnpm --filter @sla/core run build`);
    return;
  }
  const config = configFor(types, report);
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    localBuild: update,
    showVerboseMessages: false,
    messageCallback: quietly,
  });
  if (errorCount > 0) fail(`${entry} has faults in its types, named above.`);
  if (!apiReportChanged) return;
  if (update) console.log(`updated packages/core/api/${report}.api.md`);
  else
    fail(
      `The public surface of ${entry} is not what packages/core/api/${report}.api.md says. ${HOW_TO_UPDATE}`,
      config,
    );
}

function configFor(types, report) {
  const configObjectFullPath = join(core, 'api-extractor.json');
  const configObject = ExtractorConfig.loadFile(configObjectFullPath);
  configObject.mainEntryPointFilePath = `<projectFolder>/${types}`;
  configObject.apiReport.reportFileName = `${report}.api.md`;
  // What the subpaths share with the front door is told there.
  configObject.apiReport.includeForgottenExports = report === 'core';
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath,
    packageJsonFullPath: join(core, 'package.json'),
  });
  mkdirSync(config.reportFolder, { recursive: true });
  return config;
}

/** Its own talk of copying files says less than our sentence; faults are shown. */
function quietly(message) {
  if (message.logLevel === 'error') return;
  if (message.logLevel === 'warning' && message.category !== 'console') return;
  message.handled = true;
}

function fail(sentence, changed) {
  console.error(sentence);
  if (changed) showChange(changed.reportFilePath, changed.reportTempFilePath);
  process.exitCode = 1;
}

function showChange(committed, now) {
  const args = ['diff', '--no-index', '--no-color', '--unified=1', committed, now];
  const { stdout } = spawnSync('git', args, { encoding: 'utf8' });
  const lines = (stdout ?? '').split('\n').filter((line) => /^[-+@ ]/.test(line) && !/^(---|\+\+\+)/.test(line));
  console.error(lines.slice(0, 60).join('\n'));
  if (lines.length > 60) console.error(`… and ${lines.length - 60} lines more`);
}
