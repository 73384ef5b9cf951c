import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second (`USER_HZ`). */
const msPerTick = 10;

/** Milliseconds that all servers of PostgreSQL on this machine have used; undefined where nobody tells. */
export function processorOfPostgres(): number | undefined {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return msPerTick * pids.reduce((total, pid) => total + ticksOf(pid), 0);
  } catch {
    return undefined;
  }
}

/** Its own time and that of its children that have ended; none for what is no server, or has ended. See proc(5). */
function ticksOf(pid: string): number {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    if (name !== 'postgres') return 0;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = rest.split(' ').slice(11, 15).map(Number);
    return user + system + childUser + childSystem;
  } catch {
    return 0;
  }
}
