// Packs a published package and judges the tarball as its users will get it: publint, and types in every resolution mode.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = process.argv[2];
const out = mkdtempSync(join(tmpdir(), 'packed-'));
try {
  run('pnpm', ['pack', '--silent', '--pack-destination', out], folder, 'ignore');
  const tarball = join(out, readdirSync(out).find((name) => name.endsWith('.tgz')) ?? '');
  run('publint', ['run', '--strict', tarball]);
  run('attw', ['--profile', 'strict', '--format', 'table-flipped', tarball]);
} finally {
  rmSync(out, { recursive: true, force: true });
}

function run(command, args, cwd = '.', stdout = 'pipe') {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8' });
  if (done.status === 0) return;
  process.stdout.write(done.stdout ?? '');
  process.exit(done.status ?? 1);
}
