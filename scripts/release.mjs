// `pnpm release`: from the changesets to the registry, in one command. Checks everything, sets the versions, commits, publishes
// and tags. What failed half-way is done again by the same command: a version that is published is not published twice.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const branch = 'main';

refuseUnless(
  read('git', 'branch', '--show-current') === branch,
  `Releases are made from ${branch}: git switch ${branch}`,
);
refuseUnless(
  read('git', 'status', '--porcelain') === '',
  'There are changes that no commit has: commit them, or put them away.',
);
refuseUnless(succeeds('pnpm', 'whoami'), 'The registry does not know you: pnpm login');

run('pnpm', 'run', 'check');
if (hasChangesets()) {
  run('changeset', 'version');
  // The checks ran before the versions were set: what is packed is built and judged with them.
  run('pnpm', 'run', 'build');
  run('node', 'scripts/check-package.mjs', 'packages/core');
  run('git', 'add', '--all');
  run('git', 'commit', '--quiet', '--message', `Release @sla/core ${coreVersion()}`);
}
run('changeset', 'publish');
console.log(`@sla/core ${coreVersion()} is published. Now: git push --follow-tags`);

function hasChangesets() {
  return readdirSync(resolve(root, '.changeset')).some((name) => name.endsWith('.md') && name !== 'README.md');
}

function coreVersion() {
  return JSON.parse(readFileSync(resolve(root, 'packages/core/package.json'), 'utf8')).version;
}

function refuseUnless(holds, sentence) {
  if (holds) return;
  console.error(sentence);
  process.exit(1);
}

function read(command, ...args) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8' }).stdout.trim();
}

function succeeds(command, ...args) {
  return spawnSync(command, args, { cwd: root, stdio: 'ignore' }).status === 0;
}

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const undo =
    read('git', 'status', '--porcelain') === '' ? '' : ' To go back: git restore . && git clean -d --interactive';
  refuseUnless(status === 0, `Not released: "${[command, ...args].join(' ')}" failed.${undo}`);
}
