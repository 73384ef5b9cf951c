import type { CaseStore, InboxItem } from '@sla/case-store';
import type { Log } from '../log.ts';
import { SourceFailure } from '../mime/split-parts.ts';
import type { Ingest } from './ingest.ts';
import { lastAttempt } from './judge-mail.ts';
import { type Settle, settleInGroups } from './settle-in-groups.ts';

export interface InboxWorker {
  /** Says that something came in; also called when a crash may have left something behind. */
  wake(): void;
  /** Settles when nothing that could be settled now is left. */
  idle(): Promise<void>;
  /** Finishes the mail at hand and ends. */
  stop(): Promise<void>;
}

type WorkerPorts = Pick<CaseStore, 'listInbox' | 'transaction' | 'channelState'>;

/** How many waiting mails are looked at in one pass; those that wait for another try are passed over. */
const batch = 512;
/** Other processes put mail in as well: a look now and then finds what no signal told of. */
const lookEvery = 15_000;
/** Milliseconds between the tries of one mail; each is four times the one before. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

const usualPauses: Pauses = { first: 1_000, longest: 60_000 };

/**
 * Settles what the inbox holds, oldest first, many in one transaction. A mail that fails is tried again after a growing pause
 * while the others pass it by.
 */
export function startInboxWorker(
  ingest: Pick<Ingest, 'prepare' | 'settleTogether'>,
  ports: WorkerPorts,
  log: Log,
  pause: Pauses = usualPauses,
): InboxWorker {
  const trials: Trials = { pause, waits: new Map() };
  const signal = createSignal();
  let stopped = false;
  let busy = true;
  let waiters: (() => void)[] = [];

  let suspects: Set<string> | undefined;
  const groupFailed = (error: unknown, count: number) =>
    log.warn({ error: String(error), count }, 'mails could not be settled together; each is tried by itself');

  const pass = async () => {
    const items = await ports.listInbox('email', batch);
    // What lies there at the start may be what ended the process: such mails are tried with care.
    suspects ??= new Set(items.map(({ id }) => id));
    const ready = items.filter(({ id }) => (trials.waits.get(id)?.until ?? 0) <= performance.now());
    const settle = (item: InboxItem, work: Settle) => settleOne(item, work, ports, log, trials);
    const doubted = ready.filter(({ id }) => suspects?.delete(id));
    for (const item of doubted) if (!stopped) await settleWithCare(item, ingest, ports, settle);
    const others = ready.filter((item) => !doubted.includes(item));
    await settleInGroups(others, ingest, { isStopped: () => stopped, settle, groupFailed });
    return ready.length;
  };
  const run = async () => {
    while (!stopped) {
      signal.clear();
      const settled = await pass().catch((error: unknown) => {
        log.error({ error: String(error) }, 'the inbox cannot be read; another try follows');
        return 0;
      });
      if (settled > 0) continue;
      busy = false;
      for (const waiter of waiters.splice(0)) waiter();
      await signal.wait(pauseUntilNext(trials));
      busy = true;
    }
    for (const waiter of waiters.splice(0)) waiter();
  };
  const ended = run();
  return {
    wake: () => {
      busy = true;
      signal.raise();
    },
    idle: () => (busy && !stopped ? new Promise((resolve) => (waiters = [...waiters, resolve])) : Promise.resolve()),
    stop: async () => {
      stopped = true;
      signal.raise();
      await ended;
    },
  };
}

async function settleWithCare(
  item: InboxItem,
  ingest: Pick<Ingest, 'prepare'>,
  ports: WorkerPorts,
  settle: (item: InboxItem, work: Settle) => Promise<void>,
): Promise<void> {
  const tried = await withCare(item, ports);
  await settle(tried, async () => (await ingest.prepare(tried)).settle());
  await ports.channelState('email').delete(suspectKey(item));
}

/** Notes each start of a suspect before it is read: one that ended the process twice is read by its header alone. */
async function withCare(item: InboxItem, ports: WorkerPorts): Promise<InboxItem> {
  const state = ports.channelState('email');
  const key = suspectKey(item);
  const before = await state.get(key);
  const starts = typeof before === 'number' ? before : 0;
  await state.put(key, starts + 1);
  return starts < 2 ? item : { ...item, attempts: lastAttempt - 1, lastError: 'the desk stopped while it was read' };
}

function suspectKey({ id }: InboxItem): string {
  return `suspect/${id}`;
}

async function settleOne(
  item: InboxItem,
  settle: Settle,
  ports: WorkerPorts,
  log: Log,
  { pause, waits }: Trials,
): Promise<void> {
  try {
    const { outcome } = await settle();
    waits.delete(item.id);
    log.info({ item: item.id, outcome }, 'mail settled');
  } catch (error) {
    const length = Math.min((waits.get(item.id)?.length ?? pause.first / 4) * 4, pause.longest);
    waits.set(item.id, { until: performance.now() + length, length });
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ item: item.id, error: reason, tryAgainMs: length }, 'mail could not be settled');
    if (!isOurTrouble(error))
      await ports.transaction((unit) => unit.failInbox(item.id, reason, lastAttempt)).catch(() => undefined);
  }
}

/** A full disk, here or the database's (class 53), or a lost database is not the mail's fault: it waits as long as that lasts. */
function isOurTrouble(error: unknown): boolean {
  const cause = error instanceof SourceFailure ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (
    /^(ENOSPC|EDQUOT|EIO|EROFS|EMFILE|ENFILE|ENOMEM|53...)$/.test(code) ||
    (cause instanceof Error && cause.name === 'StoreUnavailable')
  );
}

interface Trials {
  readonly pause: Pauses;
  /** The mails that wait for another try, by id. */
  readonly waits: Map<string, { readonly until: number; readonly length: number }>;
}

function pauseUntilNext({ waits }: Trials): number {
  const next = Math.min(lookEvery, ...[...waits.values()].map(({ until }) => until - performance.now()));
  return Math.max(10, next);
}

/** A flag that one loop waits for, at most so long. */
function createSignal(): { raise(): void; clear(): void; wait(ms: number): Promise<void> } {
  let raised = false;
  let release: (() => void) | undefined;
  return {
    raise: () => {
      raised = true;
      release?.();
    },
    clear: () => {
      raised = false;
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (raised) return resolve();
        const timer = setTimeout(resolve, ms);
        release = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
