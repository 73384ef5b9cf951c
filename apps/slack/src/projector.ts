import type { DrawerLease } from './drawer-lease.ts';
import { endAlerts, sayLines } from './say-lines.ts';
import type { ShareParts } from './share-files.ts';
import { shareFiles } from './share-files.ts';
import { showCard } from './show-card.ts';
import { type NotPosted, notPosted } from './troubles.ts';

/** Keeps what Slack shows at the newest state: a case that changes often is drawn once for all its changes. */
export interface Projector {
  /** Draws the case anew, some time soon; survives the process. Settles when that is written down, not when it is done. */
  soil(caseId: string): Promise<void>;
  /** Settles when the case has been drawn, or left to the process that draws; throws NotPosted. */
  draw(caseId: string): Promise<void>;
  /** Cases that wait to be drawn. */
  waiting(): number;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProjectorOptions {
  readonly lease: DrawerLease;
  /** How often the lease is kept, and what other processes left to draw is looked for. */
  readonly tendEveryMs?: number;
  /** Called when a case cannot be shown anywhere, once until it could. */
  readonly onGivenUp: (caseId: string, error: NotPosted) => Promise<void>;
  readonly onDrawn: (caseId: string) => void;
  /** Milliseconds before the next try, by how often it has failed. */
  readonly pause?: (failures: number) => number;
}

interface Job {
  /** Something changed while it was being drawn. */
  again: boolean;
  running: Promise<void>;
}

type Draw = (parts: ShareParts, caseId: string) => Promise<void>;

export function createProjector(parts: ShareParts, options: ProjectorOptions, draw: Draw = drawCase): Projector {
  const drawing = new Drawing(parts, options, draw);
  const begun = drawing.tend();
  const tending = setInterval(() => void drawing.tend(), options.tendEveryMs ?? 5_000);
  tending.unref();
  return {
    soil: async (caseId) => {
      await parts.cards.soil(caseId);
      await begun;
      drawing.begin(caseId);
    },
    draw: async (caseId) => {
      await parts.cards.soil(caseId);
      await begun;
      if (drawing.isOurs()) await drawing.start(caseId);
    },
    waiting: () => drawing.waiting(),
    idle: async () => {
      await begun;
      await drawing.settled();
    },
    stop: async () => {
      clearInterval(tending);
      drawing.stop();
      await begun;
      await drawing.settled();
      await options.lease.release();
    },
  };
}

class Drawing {
  readonly #parts: ShareParts;
  readonly #options: ProjectorOptions;
  readonly #draw: Draw;
  readonly #jobs = new Map<string, Job>();
  readonly #later = new Map<string, NodeJS.Timeout>();
  readonly #failures = new Map<string, number>();
  #stopped = false;
  #ours = false;

  constructor(parts: ShareParts, options: ProjectorOptions, draw: Draw) {
    this.#parts = parts;
    this.#options = options;
    this.#draw = draw;
  }

  isOurs(): boolean {
    return this.#ours;
  }

  /** Keeps the lease; draws what was left to draw, by an earlier process or by one that may not. */
  async tend(): Promise<void> {
    if (this.#stopped) return;
    try {
      this.#ours = await this.#options.lease.take();
      const waiting = this.#ours ? await this.#parts.cards.dirty() : [];
      for (const caseId of waiting) if (!this.#jobs.has(caseId) && !this.#later.has(caseId)) this.begin(caseId);
    } catch (error) {
      this.#ours = false;
      this.#parts.log.error({ error: String(error) }, 'what is left to draw cannot be read; another try follows');
    }
  }

  /** Starts and reports for itself. */
  begin(caseId: string): void {
    if (this.#stopped || !this.#ours) return;
    this.start(caseId).catch((error: unknown) => this.#report(caseId, notPosted(error)));
  }

  start(caseId: string): Promise<void> {
    const current = this.#jobs.get(caseId);
    if (current) {
      current.again = true;
      return current.running;
    }
    const job: Job = { again: false, running: Promise.resolve() };
    this.#jobs.set(caseId, job);
    job.running = this.#run(caseId, job);
    return job.running;
  }

  waiting(): number {
    return this.#jobs.size + this.#later.size;
  }

  async settled(): Promise<void> {
    while (this.#jobs.size > 0) await Promise.allSettled([...this.#jobs.values()].map(({ running }) => running));
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#later.values()) clearTimeout(timer);
  }

  async #run(caseId: string, job: Job): Promise<void> {
    try {
      do {
        job.again = false;
        await this.#draw(this.#parts, caseId);
      } while (job.again && !this.#stopped);
      await this.#parts.cards.clean(caseId);
      this.#failures.delete(caseId);
      this.#options.onDrawn(caseId);
    } catch (error) {
      const refusal = notPosted(error);
      this.#tryLater(caseId, refusal);
      throw refusal;
    } finally {
      this.#jobs.delete(caseId);
    }
    // It may have changed while it was being written down as drawn.
    if (job.again) {
      await this.#parts.cards.soil(caseId);
      this.begin(caseId);
    }
  }

  #tryLater(caseId: string, { retryAfterSeconds = 0 }: NotPosted): void {
    const count = (this.#failures.get(caseId) ?? 0) + 1;
    this.#failures.set(caseId, count);
    if (this.#stopped) return;
    clearTimeout(this.#later.get(caseId));
    const again = () => {
      this.#later.delete(caseId);
      this.begin(caseId);
    };
    const pause = this.#options.pause ?? usualPause;
    const timer = setTimeout(again, Math.max(pause(count), retryAfterSeconds * 1_000));
    timer.unref();
    this.#later.set(caseId, timer);
  }

  #report(caseId: string, error: NotPosted): void {
    const { log } = this.#parts;
    if (this.#stopped) return;
    log.warn({ case: caseId, error: error.message }, 'the case cannot be shown in Slack');
    if (error.again || this.#failures.get(caseId) !== 1) return;
    this.#options
      .onGivenUp(caseId, error)
      .catch((failure: unknown) => log.error({ error: String(failure) }, 'nobody could be told'));
  }
}

function usualPause(failures: number): number {
  return Math.min(5_000 * 2 ** (failures - 1), 10 * 60_000);
}

/** The card comes first, for everything else stands in its thread; but an alert that is over waits behind no card. */
async function drawCase(parts: ShareParts, caseId: string): Promise<void> {
  const both = await Promise.allSettled([endAlerts(parts, caseId), drawCard(parts, caseId)]);
  for (const each of both) if (each.status === 'rejected') throw each.reason;
}

async function drawCard(parts: ShareParts, caseId: string): Promise<void> {
  const shown = await showCard(parts, caseId);
  if (!shown) return;
  const said = await sayLines(parts, caseId, shown);
  await shareFiles(parts, caseId, said);
}
