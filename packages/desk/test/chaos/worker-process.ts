import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { WorkerOrders } from './worker.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Hundreds of starts: what Node makes of the sources is kept. Only a process that ends by itself writes it down. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'sla-chaos-compiled');
spawnSync(process.execPath, ['--conditions=@sla/source', WORKER], {
  env: { ...process.env, NODE_COMPILE_CACHE },
  stdio: 'ignore',
});

export interface WorkerProcess {
  readonly process: ChildProcess;
  /** When it takes in mail; fails when it ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** Fails when it ends by itself. */
  readonly failed: Promise<never>;
  readonly complaints: () => string;
  /** As the kernel does it: at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

export function startWorker(orders: WorkerOrders): WorkerProcess {
  const child = spawn(process.execPath, ['--conditions=@sla/source', WORKER, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE },
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    complaints = (complaints + piece).slice(-20_000);
  });
  const ended = once(child, 'close').then(() => {});
  const failed = ended.then((): never => {
    throw new Error(`The worker ended by itself: ${complaints}`);
  });
  failed.catch(() => {});
  const ready = Promise.race([once(child.stdout, 'data').then(() => {}), failed]);
  // Whoever kills it before it is ready does not ask.
  ready.catch(() => {});
  return {
    process: child,
    ready,
    ended,
    failed,
    complaints: () => complaints,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
