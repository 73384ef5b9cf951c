import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type CaseStore, openCaseStore } from '@sla/case-store';
import { type PostgresSchemas, postgresSchemas } from '@sla/case-store/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createDesk } from './create-desk.ts';
import type { Desk } from './desk.ts';
import { done } from './testing/done.ts';
import {
  agents,
  directory,
  identity,
  mail,
  noticesOf,
  organisations,
  policy,
  teams,
  testClock,
} from './testing/test-desk.ts';
import type { Foresight } from './together/write-behind-unit.ts';

const url = process.env.DATABASE_URL;

/** Four desks, each as in a process of its own: own connections, own ids, one PostgreSQL. */
describe.skipIf(!url)('many desks on one PostgreSQL (needs DATABASE_URL)', () => {
  const clock = testClock('2026-11-23T10:00:00Z');
  let schemas: PostgresSchemas;
  let folder: string;
  let stores: readonly CaseStore[];
  let desks: readonly Desk[];

  beforeAll(() => {
    schemas = postgresSchemas(url ?? '');
  });
  afterAll(() => schemas.drop());

  beforeEach(async () => {
    clock.set('2026-11-23T10:00:00Z');
    folder = await mkdtemp(join(tmpdir(), 'desks-'));
    const schema = schemas.newSchema();
    const open = () => openCaseStore({ kind: 'postgres', url: url ?? '', schema, blobFolder: folder, now: clock.now });
    stores = await Promise.all([open(), open(), open(), open()]);
    desks = stores.map((store) =>
      createDesk({
        store,
        policies: { current: [policy], defaultPolicy: 'campus' },
        directory,
        identity,
        newId: randomUUID,
      }),
    );
    await Promise.all(desks.map((desk) => desk.adopt({ agents, teams, organisations })));
  });
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await rm(folder, { recursive: true, force: true });
  });

  it('takes in a mail that all of them fetched once', async () => {
    const outcomes = await Promise.all(desks.map((desk) => desk.receive(mail())));
    const numbers = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.case.number] : []));
    expect(new Set(numbers)).toEqual(new Set(['C-1001']));
    expect(await stores[0]?.countCases({})).toBe(1);
    expect(await stores[0]?.listOutbox({ status: 'waiting', limit: 100 })).toHaveLength(1);
  });

  it('tells each miss once, whoever runs the clocks', async () => {
    const [first = desks[0]] = desks;
    for (let n = 1; n <= 40; n += 1) {
      await first?.receive(mail({ messageId: `${n}@c`, mayAcknowledge: false }));
    }
    clock.set('2026-11-23T11:00:00Z');
    const counts = await Promise.all(desks.map(async (desk) => drained(desk)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    const items = (await stores[0]?.listOutbox({ status: 'waiting', limit: 10_000 })) ?? [];
    const told = items.flatMap(noticesOf);
    const misses = told.filter(({ notice, to }) => notice.effect === 'miss' && to === 'ann@desk.example');
    expect(misses).toHaveLength(40);
    expect(new Set(misses.map((miss) => miss.case)).size).toBe(40);
  });

  it('receives groups of mails into the same cases while agents act on them, and loses nothing', async () => {
    const opened = await Promise.all(
      [0, 1, 2].map(async (n) => done(await (desks[n] ?? fail()).receive(mail({ messageId: `${n}@open` }))).case),
    );
    const groups = desks.map((desk, index) =>
      desk.receiveTogether(foreseeing(mail().from.address), async ({ unit, receive }) => {
        await unit.lockCases(opened.map(({ number }) => number));
        for (let n = 0; n < 9; n += 1) {
          const joins = { case: opened[(n + index) % 3]?.id ?? '', evidence: [] };
          done(await receive(mail({ joins, messageId: `${index}-${n}@group`, mayAcknowledge: false })));
        }
      }),
    );
    const notes = opened.map(({ id }) => desks[3]?.note('agent:ann', { case: id, text: 'Seen.' }));
    await Promise.all([...groups, ...notes]);
    for (const { id } of opened) {
      const { record, events } = (await stores[0]?.findCase(id)) ?? fail();
      expect(events.filter(({ type }) => type === 'requester-replied')).toHaveLength(12);
      expect(events.filter(({ type }) => type === 'noted')).toHaveLength(1);
      expect(events.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([...events.keys()]);
      expect(record.version).toBe(1 + 12 + 1);
    }
  });

  it('lets one of several agents who act at once have it, and nothing is lost', async () => {
    const record = done((await desks[0]?.receive(mail({ mayAcknowledge: false }))) ?? fail()).case;
    await Promise.all(
      desks.flatMap((desk, index) => [
        desk.note('agent:ann', { case: record.id, text: `Note ${index}.` }),
        desk.reply('agent:bob', { case: record.id, text: 'On it.', key: 'same-form' }),
        desk.claim('agent:bob', { case: record.id }),
      ]),
    );
    const view = await desks[1]?.read.case(record.id);
    const types = view?.events.map(({ type }) => type) ?? [];
    expect(types.filter((type) => type === 'noted')).toHaveLength(4);
    expect(types.filter((type) => type === 'replied')).toHaveLength(1);
    expect(types.filter((type) => type === 'assigned')).toHaveLength(2);
    expect(view?.record.assignee).toBe('bob');
  });
});

function foreseeing(email: string): Foresight {
  return { inboxIds: [], messageIds: [], emails: [email], state: {} };
}

async function drained(desk: Desk): Promise<number> {
  let woken = 0;
  for (;;) {
    const count = await desk.runClocks(7);
    if (count === 0) return woken;
    woken += count;
  }
}

function fail(): never {
  throw new Error('there is no desk');
}
