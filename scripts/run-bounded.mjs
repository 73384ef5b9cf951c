// Runs a command with a bound on its time: what hangs is ended with all its children, and says so, so that a run always has an end.
import { spawn, spawnSync } from 'node:child_process';

/** How it ended: its exit status, and whether it was the bound that ended it. */
export function runBounded(command, args, minutes) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    let timedOut = false;
    const bound = setTimeout(() => {
      timedOut = true;
      console.log(`${command} ${args.join(' ')} did not end within ${minutes} minutes: ended by force`);
      for (const pid of [...descendants(child.pid), child.pid]) end(pid);
    }, minutes * 60_000);
    const settle = (status) => {
      clearTimeout(bound);
      resolve({ status, timedOut });
    };
    child.on('error', () => settle(1));
    child.on('exit', (status) => settle(status ?? 1));
  });
}

/** A worker in an endless loop hears no signal but the last, and its parent does not pass that on. */
function descendants(pid) {
  const listed = spawnSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout ?? '';
  const rows = listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const parent of found) for (const [own, ppid] of rows) if (ppid === parent) found.push(own);
  return found.slice(1).toReversed();
}

function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
