import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { openCaseStore, type StoreOptions } from '@sla/case-store';

import { startClockRunner, startOutbox } from '../../src/index.ts';
import { linesOf, recordingChannel } from './recording-channel.ts';
import { customersMail, openHastyDesk } from './scene.ts';

/** What a worker is told on its command line, as JSON. */
export interface WorkerOrders {
  readonly store: StoreOptions;
  /** Names its mails, so that workers do not send the same. */
  readonly name: string;
  /** Where it writes down each mail before it is taken in, and after. */
  readonly offered: string;
  readonly acknowledged: string;
  /** The recording channel's file. */
  readonly recorded: string;
  /** Mails in a burst; after it one every tenth of a second. */
  readonly burst: number;
  /** How far its own clock is off. */
  readonly skewSeconds?: number;
  /** Bytes in each mail, for nothing but their weight. */
  readonly weight?: number;
}

/** A process that takes in mail, answers some, runs the clocks and delivers, until it is killed. Prints `ready`. */
async function work(orders: WorkerOrders): Promise<void> {
  const store = await openCaseStore(orders.store);
  const desk = await openHastyDesk(store);
  const onError = (error: unknown) => process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  startClockRunner(desk, { onError, batch: 20 });
  startOutbox(store, [recordingChannel(orders.recorded)], { desk, onError, timeoutSeconds: 1 });
  process.stdout.write('ready\n');
  const taken = new Set(linesOf(orders.acknowledged));
  const before = linesOf(orders.offered);
  // What was offered and not acknowledged is offered again, as a mail server does.
  for (const id of before.filter((offered) => !taken.has(offered))) await takeIn(id);
  for (let n = 0; ; n += 1) {
    const id = `${orders.name}-${before.length + n}@chaos.example`;
    appendFileSync(orders.offered, `${id}\n`);
    await takeIn(id);
    if (n >= orders.burst) await wait(100);
  }

  async function takeIn(id: string): Promise<void> {
    // Random, for the database would make nothing of a repetition; in the HTML, for that is not searched.
    const html = randomBytes(orders.weight ?? 0).toString('base64');
    const outcome = await desk.receive({ ...customersMail(id, await store.now()), html });
    if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
    appendFileSync(orders.acknowledged, `${id}\n`);
    const answers = Number(/\d+/.exec(id.split('-').at(-1) ?? '')) % 3 === 0;
    if (answers) await desk.reply('agent:ann', { case: outcome.case.id, text: 'We look.', key: id, resolve: true });
  }
}

function shiftClock(seconds: number): void {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given: []) {
      super(...(given.length === 0 ? ([Real.now() + seconds * 1000] as unknown as []) : given));
    }
    static override now(): number {
      return Real.now() + seconds * 1000;
    }
  } as DateConstructor;
}

const given = process.argv[2];
if (given !== undefined) {
  const orders = JSON.parse(given) as WorkerOrders;
  if (orders.skewSeconds) shiftClock(orders.skewSeconds);
  await work(orders);
}
