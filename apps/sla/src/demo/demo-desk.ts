import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';

import type { CaseStore } from '@sla/case-store';
import type { DeskConfig } from '@sla/config';
import { compiledPolicy, type Temporal } from '@sla/core';

import { CannotRun } from '../terminal.ts';
import { openDesk } from '../up/run-desk.ts';
import { demoClock } from './demo-clock.ts';
import { customers } from './people.ts';
import { playHistory } from './play-history.ts';

/** Where the demo's data are kept when nothing else is said. */
export const demoFolder = 'demo-data';

const mark = 'demo';

/** Deletes the demo's data, and never anybody else's. */
export async function clearDemo(
  config: DeskConfig,
  open: (now: () => Temporal.Instant) => Promise<CaseStore>,
  now: () => Temporal.Instant,
): Promise<void> {
  const store = await open(now);
  const isDemo = (await store.setting(mark)) !== undefined || (await store.countCases({})) === 0;
  await store.close();
  if (!isDemo)
    throw new CannotRun(
      `${config.data} holds cases that are not the demo's: --fresh clears nothing there. Name another folder with --data.`,
    );
  await rm(config.data, { recursive: true, force: true });
}

/** Opens the demo's store; the first time its history is played into it. */
export async function openDemo(
  config: DeskConfig,
  open: (now: () => Temporal.Instant) => Promise<CaseStore>,
  now: () => Temporal.Instant,
): Promise<{ readonly store: CaseStore; readonly played: number }> {
  const clock = demoClock(now);
  const store = await open(() => clock.now());
  try {
    const played = (await store.setting(mark)) === undefined ? await play(config, store, clock, now) : 0;
    return { store, played };
  } catch (error) {
    await store.close();
    throw error;
  } finally {
    clock.goOn();
  }
}

async function play(
  config: DeskConfig,
  store: CaseStore,
  clock: ReturnType<typeof demoClock>,
  now: () => Temporal.Instant,
): Promise<number> {
  if ((await store.countCases({})) > 0)
    throw new CannotRun(
      `${config.data} was left half way through its demo history. Clear it with: npm start -- --fresh`,
    );
  clock.show(now().subtract({ hours: 24 * 30 }));
  const desk = await openDesk(config, store, config.desk.url);
  const [policy] = config.policies;
  if (!policy) throw new CannotRun('the demo has no policy');
  const calendar = compiledPolicy(policy).calendars.get(policy.calendar ?? '');
  if (!calendar) throw new CannotRun('the demo has no calendar');
  const played = await playHistory({ desk, store, clock, mailbox: config.desk.address }, calendar, now);
  await store.transaction((unit) => unit.putSetting(mark, { id: randomUUID(), at: now().toString() }, 'system'));
  return played;
}

/** Whom the mail catcher offers to write as. */
export function demoCustomers(
  config: DeskConfig,
): readonly { readonly name: string; readonly address: string; readonly organisation: string }[] {
  return customers.map(({ name, address }) => {
    const domain = address.slice(address.indexOf('@') + 1);
    const organisation = config.organisations.find(({ domains }) => domains.includes(domain))?.name ?? domain;
    return { name, address, organisation };
  });
}
