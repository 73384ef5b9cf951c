import type { InboxItem } from '@sla/case-store';

import { type Activity, readActivity } from './activities/activity.ts';
import type { Effort } from './files/fetch-files.ts';
import { type GraphChange, readGraphChange } from './graph/graph-change.ts';
import { type InboxPorts, settle } from './inbox.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

export interface InboxWorker {
  /** Settles when nothing is left that could be done now. */
  idle(): Promise<void>;
  /** Finishes what is at hand and ends. */
  stop(): Promise<void>;
}

/** What is done with each thing that came in; says what became of it. */
export interface Work {
  readonly activity: (activity: Activity, item: InboxItem) => Promise<string>;
  readonly change: (change: GraphChange) => Promise<string>;
}

/** How hard the files of a message are tried for: what passes is waited for, until it is the last try. */
export function effortOf({ attempts }: Pick<InboxItem, 'attempts'>): Effort {
  return attempts + 1 >= lastAttempt ? 'at-last' : 'once-more';
}

/** What fails this often is set aside, and the console shows it. */
const lastAttempt = 5;
const batch = 100;
/** Without a hint it looks again after this; other processes may have left something behind. */
const lookEveryMs = 15_000;
/** Whoever pressed has long been told that it failed, and pressed again. */
const invokeSeconds = 60;

/** Works off what Teams sent, oldest first; what fails waits a moment while the others pass it by. */
export function startInboxWorker(ports: InboxPorts, work: Work, metrics: Metrics, log: Log): InboxWorker {
  const waiting = new Map<string, number>();
  const bell = createBell();
  let stopped = false;
  let idlers: (() => void)[] = [];
  let busy = true;
  const unsubscribe = ports.subscribe(({ kind }) => {
    if (kind !== 'inbox') return;
    busy = true;
    bell.ring();
  });
  const pass = async (): Promise<number> => {
    const ready = (await ports.listInbox('teams', batch)).filter(
      ({ id }) => (waiting.get(id) ?? 0) <= performance.now(),
    );
    let done = 0;
    for (const item of ready) {
      if (stopped) break;
      if (await workOff(item, ports, work, metrics, log, waiting)) done += 1;
    }
    return done;
  };
  const run = async () => {
    while (!stopped) {
      const done = await pass().catch((error: unknown) => {
        log.error({ error: String(error) }, 'the inbox of Teams cannot be read; another try follows');
        return 0;
      });
      if (done > 0) continue;
      busy = false;
      for (const idler of idlers.splice(0)) idler();
      await bell.wait(
        Math.min(lookEveryMs, ...[...waiting.values()].map((at) => Math.max(10, at - performance.now()))),
      );
    }
    for (const idler of idlers.splice(0)) idler();
  };
  const running = run();
  return {
    idle: () => (busy && !stopped ? new Promise((resolve) => (idlers = [...idlers, resolve])) : Promise.resolve()),
    stop: async () => {
      stopped = true;
      unsubscribe();
      bell.ring();
      await running;
    },
  };
}

async function workOff(
  item: InboxItem,
  ports: InboxPorts,
  work: Work,
  metrics: Metrics,
  log: Log,
  waiting: Map<string, number>,
): Promise<boolean> {
  const activity = readActivity(item.envelope);
  if (activity?.type === 'invoke') return giveUpInvoke(item, ports);
  try {
    const outcome = activity === undefined ? await workOffOther(item, work) : await work.activity(activity, item);
    await settle(ports, item, outcome);
    metrics.count('settled', outcome);
    waiting.delete(item.id);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    waiting.set(item.id, performance.now() + Math.min(60_000, 500 * 4 ** item.attempts));
    log.warn({ item: item.id, error: reason }, 'what Teams sent could not be worked off');
    await ports.transaction((unit) => unit.failInbox(item.id, reason, lastAttempt));
    if (item.attempts + 1 >= lastAttempt) waiting.delete(item.id);
    return false;
  }
}

async function workOffOther({ envelope }: InboxItem, { change }: Work): Promise<string> {
  const named = readGraphChange(envelope);
  return named === undefined ? 'unreadable' : change(named);
}

/** Is being answered right now by whoever took it in; one whose process died is nobody's any more. */
async function giveUpInvoke(item: InboxItem, ports: InboxPorts): Promise<boolean> {
  if (item.receivedAt.until(await ports.now()).total('seconds') < invokeSeconds) return false;
  await settle(ports, item, 'abandoned');
  return true;
}

function createBell(): { ring(): void; wait(ms: number): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (ms) => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      wake = undefined;
      rung = false;
    },
  };
}
