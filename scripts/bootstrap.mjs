// Runs the project's own scripts on any Node from 20 on with npm: fetches a newer Node and pnpm as packages, once,
// installs and builds what is out of date, then does what was asked. No dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const tools = join(root, '.tools');
const { toolchain } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const platform = `${process.platform}-${process.arch}`;
const [task = 'setup', ...args] = process.argv.slice(2);
// Only `npm run -s sla` promises its output alone on stdout, so all talk of this script goes to stderr.
const say = (text) => process.stderr.write(`${text}\n`);

await once('tools', toolsReady, installTools);
const env = withTools(process.env);
await once('install', packagesReady, installPackages);
if (task !== 'run') await once('build', built, build);
process.exitCode = await perform();

async function perform() {
  if (task === 'setup') {
    say('Set up and built. Next: npm start');
    return 0;
  }
  if (task === 'start') return hand('node', [join(root, 'apps/sla/dist/main.js'), 'up', ...args]);
  if (task === 'sla') return hand('node', [join(root, 'apps/sla/dist/main.js'), ...args], callerFolder());
  if (task === 'run') return hand('pnpm', ['--silent', 'run', ...args]);
  say(`bootstrap: unknown task "${task}". Expected start, setup, sla or run.`);
  return 2;
}

/** npm runs scripts in the project's root and keeps the folder it was called from in INIT_CWD: file arguments mean that one. */
function callerFolder() {
  return process.env.INIT_CWD ?? root;
}

/** Does a step under a lock, so that two first runs at once share it instead of racing. */
async function once(name, ready, work) {
  if (ready()) return ready();
  mkdirSync(tools, { recursive: true });
  const lock = join(tools, `${name}.lock`);
  while (!takeLock(lock)) await new Promise((wake) => setTimeout(wake, 200));
  try {
    if (!ready()) work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  return ready();
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch {
    if (holderIsGone(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function holderIsGone(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function toolsReady() {
  const wanted = wantedTools();
  const stamp = join(tools, 'stamp');
  const have = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  // More than is wanted is fine: npm would take away the Node in there, which may be the one that runs this.
  return wanted.every((name) => have.includes(name)) ? { ready: true } : undefined;
}

function wantedTools() {
  const pnpm = toolchain.pnpm[platform];
  if (!pnpm)
    stop(
      `This script has no pnpm package for ${platform}. Install Node ${toolchain.minimumNode} or newer and pnpm 12, then run: pnpm install && pnpm run build`,
    );
  if (newEnough(process.versions.node)) return [pnpm];
  const node = toolchain.node[platform];
  if (!node)
    stop(
      `Node ${process.versions.node} is too old for the tools here, and there is no package of a newer one for ${platform}. Install Node ${toolchain.minimumNode} or newer.`,
    );
  return [node, pnpm];
}

function newEnough(version) {
  const [have, want] = [version, toolchain.minimumNode].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) if (have[i] !== want[i]) return have[i] > want[i];
  return true;
}

function installTools() {
  const wanted = wantedTools();
  say(`Fetching ${wanted.map((name) => name.replace(/^@/, '').replace('@', ' ')).join(' and ')} (once) …`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(
    npm,
    [
      'install',
      '--prefix',
      tools,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--loglevel=error',
      '--no-audit',
      '--no-fund',
      ...wanted,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' },
  );
  if (done.status !== 0)
    stop('npm could not fetch the tools. Is the npm registry reachable? Try again; nothing is half done.');
  writeFileSync(join(tools, 'stamp'), wanted.join(' '));
}

function withTools(base) {
  const nodePackage = toolchain.node[platform]?.replace(/@[^@]*$/, '');
  const pnpmPackage = toolchain.pnpm[platform].replace(/@[^@]*$/, '');
  const folders = [join(tools, 'node_modules', pnpmPackage)];
  if (!newEnough(process.versions.node)) folders.unshift(join(tools, 'node_modules', nodePackage, 'bin'));
  return { ...base, PATH: [...folders, base.PATH].join(delimiter), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
}

function packagesReady() {
  const marker = join(root, 'node_modules/.modules.yaml');
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'pnpm-lock.yaml')).mtimeMs;
}

function installPackages() {
  say('Installing packages …');
  if (run('pnpm', ['install', '--frozen-lockfile', '--reporter=silent'], root, 2) !== 0)
    stop('pnpm could not install the packages; its message is above.');
  const marker = join(root, 'node_modules/.modules.yaml');
  writeFileSync(marker, readFileSync(marker));
}

/** Built when the last build saw the sources as they are now: turbo's own cache decides the rest. */
function built() {
  const stamp = join(tools, 'built');
  return (
    existsSync(stamp) &&
    existsSync(join(root, 'apps/sla/dist/main.js')) &&
    readFileSync(stamp, 'utf8') === sourcesStamp()
  );
}

function sourcesStamp() {
  const list = spawnSync(
    'git',
    ['ls-files', '-comz', '--exclude-standard', 'packages', 'apps', '*.base.ts', 'pnpm-lock.yaml'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (list.status !== 0) return `no git ${Date.now()}`;
  let newest = 0;
  let count = 0;
  for (const file of list.stdout.split('\0')) {
    const status = file && existsSync(join(root, file)) ? statSync(join(root, file)) : undefined;
    if (status) {
      newest = Math.max(newest, status.mtimeMs);
      count += 1;
    }
  }
  return `${count} ${newest}`;
}

function build() {
  say('Building …');
  const stamp = sourcesStamp();
  if (run('pnpm', ['--silent', 'run', 'build'], root, 2) !== 0) stop('The build failed; its message is above.');
  writeFileSync(join(tools, 'built'), stamp);
}

/** Hands the terminal to a program and ends as it ends. Ctrl-C reaches both; a signal sent to this process alone is passed on. */
function hand(command, commandArgs, cwd = root) {
  return new Promise((done) => {
    const child = spawn(command, commandArgs, { cwd, env, stdio: 'inherit' });
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => stop(`${command} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/** Runs a step of the set-up to its end. */
function run(command, commandArgs, cwd = root, stdout = 'inherit') {
  const done = spawnSync(command, commandArgs, { cwd, env, stdio: ['inherit', stdout, 'inherit'] });
  if (done.error) stop(`${command} could not be started: ${done.error.message}`);
  return done.status ?? 1;
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
