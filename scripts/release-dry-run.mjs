// Proves on a copy that a release would work: the changesets become a version and a changelog, and the built core packs into a
// tarball with all that its manifest names. Publishes nothing, changes nothing here. Needs packages/core built.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const copy = mkdtempSync(join(tmpdir(), 'release-'));
const core = join(copy, 'packages/core');
try {
  copyHere();
  const before = manifest(core);
  const sentence = pendingSentence();
  run('changeset', ['version'], copy);
  const after = manifest(core);
  proveVersion(before, after, sentence);
  const tarball = pack();
  proveTarball(tarball, after);
  const size = (statSync(tarball).size / 1024).toFixed(0);
  console.log(`A release would be @sla/core ${before.version} → ${after.version}, ${size} kB packed.`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** What is tracked, as it is now, with the history that changelogs cite, and the build. */
function copyHere() {
  run('git', ['clone', '--quiet', '--no-tags', root, copy], root);
  for (const file of read('git', ['diff', '--name-only', 'HEAD'], root).split('\n').filter(Boolean))
    if (existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
    else rmSync(join(copy, file), { force: true });
  expect(
    existsSync(join(root, 'packages/core/dist/index.js')),
    'packages/core is not built: pnpm --filter @sla/core run build',
  );
  cpSync(join(root, 'packages/core/dist'), join(core, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/** A sentence that the next changelog must have; where no changeset waits, one is made up, so that the way is always proved. */
function pendingSentence() {
  const folder = join(copy, '.changeset');
  const pending = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const texts = pending
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((text) => text.includes("'@sla/core'"));
  const madeUp = "---\n'@sla/core': patch\n---\n\nProve that a release works.\n";
  if (texts.length === 0) writeFileSync(join(folder, 'dry-run.md'), madeUp);
  return (texts[0] ?? madeUp).split('---').at(-1).trim().split('\n')[0];
}

function proveVersion(before, after, sentence) {
  expect(after.version !== before.version, `changeset version left @sla/core at ${before.version}`);
  const left = readdirSync(join(copy, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(left.length === 0, `changeset version left ${left.join(', ')} behind`);
  const changelog = readFileSync(join(core, 'CHANGELOG.md'), 'utf8');
  expect(changelog.includes(`## ${after.version}`), `packages/core/CHANGELOG.md has no heading for ${after.version}`);
  expect(changelog.includes(sentence), `packages/core/CHANGELOG.md does not say: ${sentence}`);
}

function pack() {
  const out = join(copy, 'packed');
  run('pnpm', ['pack', '--silent', '--pack-destination', out], core);
  const name = readdirSync(out).find((file) => file.endsWith('.tgz'));
  expect(name !== undefined, 'pnpm pack made no tarball');
  return join(out, name);
}

function proveTarball(tarball, { version, exports }) {
  const files = new Set(read('tar', ['-tzf', tarball], copy).split('\n'));
  const packed = JSON.parse(read('tar', ['-xzOf', tarball, 'package/package.json'], copy));
  expect(packed.version === version, `the tarball's version is ${packed.version}, expected ${version}`);
  expect(packed.private !== true, 'the tarball is private');
  expect(
    !JSON.stringify(packed.dependencies ?? {}).includes('workspace:'),
    'the tarball depends on workspace: packages',
  );
  const wanted = ['README.md', 'LICENSE', 'CHANGELOG.md', ...namedFiles(exports)];
  const lacking = wanted.filter((file) => !files.has(`package/${file}`));
  expect(lacking.length === 0, `the tarball lacks ${lacking.join(', ')}`);
  const strays = [...files].filter((file) => /^package\/(src|test|bench|reports|api)\//.test(file));
  expect(strays.length === 0, `the tarball has files of ours: ${strays.slice(0, 5).join(', ')}`);
}

/** Every file that the exports name, but for the condition that only this workspace sets. */
function namedFiles(exports) {
  if (typeof exports === 'string') return [exports.replace('./', '')];
  return Object.entries(exports).flatMap(([condition, inner]) =>
    condition === '@sla/source' ? [] : namedFiles(inner),
  );
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function read(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' });
  expect(done.status === 0, `"${command} ${args.join(' ')}" failed:\n${done.stdout}${done.stderr ?? done.error}`);
  return done.stdout.trim();
}

function run(command, args, cwd) {
  read(command, args, cwd);
}

function expect(holds, sentence) {
  if (holds) return;
  console.error(`A release would fail: ${sentence}`);
  rmSync(copy, { recursive: true, force: true });
  process.exit(1);
}
