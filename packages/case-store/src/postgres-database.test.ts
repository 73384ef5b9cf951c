import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { CaseStore } from './case-store.ts';
import { postgresSchemas } from './contract/postgres-schemas.ts';
import { sampleCase, sampleChange, saveNew } from './contract/samples.ts';
import { whileHolding } from './contract/with-store.ts';
import { openCaseStore } from './open-case-store.ts';
import type { StoreChange } from './records.ts';
import { StoreUnavailable } from './store-error.ts';

const url = process.env.DATABASE_URL;

it('a server that is not there is said to be unreachable, without the password', async () => {
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
  const nowhere = 'postgres://ann:secret@127.0.0.1:1/desk';
  const refusal = await openCaseStore({ kind: 'postgres', url: nowhere, blobFolder }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: 'StoreOpenError', code: 'unreachable' });
  expect(String(refusal)).toContain('postgres://ann:***@127.0.0.1:1/desk');
  expect(String(refusal)).toContain('DATABASE_URL');
  expect(String(refusal)).not.toContain('secret');
  await rm(blobFolder, { recursive: true });
});

describe.skipIf(!url)('a store on PostgreSQL (needs DATABASE_URL)', () => {
  const schemas = postgresSchemas(url ?? '');
  const line = createLine(new URL(url ?? 'postgres://127.0.0.1:5432'));
  let blobFolder = '';
  let schema = '';
  const opened: CaseStore[] = [];

  beforeAll(async () => {
    await line.listen();
    blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
  });
  afterAll(async () => {
    await line.close();
    await schemas.drop();
    await rm(blobFolder, { recursive: true });
  });
  beforeEach(() => {
    schema = schemas.newSchema();
  });
  afterEach(async () => {
    line.restore();
    for (const store of opened.splice(0)) await store.close();
  });

  async function open(address = url ?? ''): Promise<CaseStore> {
    const store = await openCaseStore({ kind: 'postgres', url: address, schema, blobFolder, connections: 4 });
    opened.push(store);
    return store;
  }

  it('whose connection breaks inside a transaction says so, keeps nothing of it, and works again', async () => {
    const store = await open(line.url());
    const broken = store.transaction(async (unit) => {
      await unit.saveCase(sampleChange(sampleCase('a')));
      line.cut();
      await unit.saveCase(sampleChange(sampleCase('b')));
    });
    await expect(broken).rejects.toThrow(StoreUnavailable);
    line.restore();
    expect(await eventually(() => store.countCases({}))).toBe(0);
    await saveNew(store, sampleChange(sampleCase('a')));
  });

  it('whose backend is ended by an administrator says so, and works again', async () => {
    const store = await open();
    const ended = store.transaction(async (unit) => {
      await unit.saveCase(sampleChange(sampleCase('a')));
      await endBackends(schema);
      await unit.saveCase(sampleChange(sampleCase('b')));
    });
    await expect(ended).rejects.toThrow(StoreUnavailable);
    expect(await eventually(() => store.countCases({}))).toBe(0);
  });

  it('says that the database is away while it is, and works once it is back', async () => {
    const store = await open(line.url());
    line.cut();
    await expect(store.listAgents()).rejects.toThrow(StoreUnavailable);
    await expect(store.transaction(async () => 1)).rejects.toThrow(StoreUnavailable);
    line.restore();
    expect(await eventually(() => store.listAgents())).toEqual([]);
  });

  it('runs the work again when another changed what it had read', async () => {
    const store = await open();
    const elsewhere = await open();
    let attempts = 0;
    const increment = store.transaction(async (unit) => {
      attempts += 1;
      const before = Number((await unit.setting('count')) ?? 0);
      if (attempts === 1) await elsewhere.transaction((other) => other.putSetting('count', 10, 'agent:bob'));
      await unit.putSetting('count', before + 1, 'agent:ann');
    });
    await increment;
    expect(attempts).toBe(2);
    expect(await store.setting('count')).toBe(11);
  });

  it('shares its timers and deliveries with other processes, each taken once', async () => {
    const stores = [await open(), await open(), await open()];
    const ids = Array.from({ length: 30 }, (_, index) => `case-${index}`);
    const due = (await stores[0]?.now()) ?? sampleCase('a').openedAt;
    await stores[0]?.transaction(async (unit) => {
      for (const caseId of ids) {
        await unit.saveCase(sampleChange(sampleCase(caseId), { timers: [{ caseId, clock: 'update', dueAt: due }] }));
        await unit.enqueue([{ key: caseId, destination: 'mail', caseId, payload: {} }]);
      }
    });
    const woken: string[] = [];
    const sent: string[] = [];
    await Promise.all(
      stores.map(async (store) => {
        while ((await store.countCases({})) > 0) {
          const timers = await store.transaction((unit) => unit.claimTimers(4));
          const items = await store.claimOutbox(['mail'], 4, 60);
          woken.push(...timers.map((timer) => timer.caseId));
          sent.push(...items.map((item) => item.key));
          if (timers.length + items.length === 0) return;
        }
      }),
    );
    expect(woken.toSorted()).toEqual(ids.toSorted());
    expect(sent.toSorted()).toEqual(ids.toSorted());
  });

  it('hears of what other processes change, not of its own twice', async () => {
    const [here, there] = [await open(), await open()];
    const told: StoreChange[] = [];
    here.subscribe((change) => told.push(change));
    await vi.waitFor(async () => expect(await listeners(schema)).toBe(1));
    await saveNew(there, sampleChange(sampleCase('theirs')));
    await vi.waitFor(() => expect(told).toEqual([{ kind: 'case', caseId: 'theirs' }]));
    await saveNew(here, sampleChange(sampleCase('ours')));
    await saveNew(there, sampleChange(sampleCase('last')));
    await vi.waitFor(() => expect(told.map((change) => change.caseId)).toEqual(['theirs', 'ours', 'last']));
  });

  it('hears of very many changes as one', async () => {
    const [here, there] = [await open(), await open()];
    const told: StoreChange[] = [];
    here.subscribe((change) => told.push(change));
    await vi.waitFor(async () => expect(await listeners(schema)).toBe(1));
    const many = Array.from({ length: 400 }, (_, index) => sampleCase(`a-rather-long-id-of-a-case-${index}`));
    await saveNew(there, ...many.map((record) => sampleChange(record)));
    await vi.waitFor(() => expect(told).toEqual([{ kind: 'case' }]));
  });

  it('listens again after a break, and says that anything may have changed', async () => {
    const here = await open(line.url());
    const told: StoreChange[] = [];
    here.subscribe((change) => told.push(change));
    await vi.waitFor(async () => expect(await listeners(schema)).toBe(1));
    line.cut();
    await vi.waitFor(async () => expect(await listeners(schema)).toBe(0));
    line.restore();
    await vi.waitFor(
      () => expect(told.map((change) => change.kind)).toEqual(['case', 'timer', 'outbox', 'inbox']),
      5000,
    );
    await saveNew(await open(), sampleChange(sampleCase('a')));
    await vi.waitFor(() => expect(told.at(-1)).toEqual({ kind: 'case', caseId: 'a' }));
  });

  it('pays no heed to strangers on its channel', async () => {
    const here = await open();
    const told: StoreChange[] = [];
    here.subscribe((change) => told.push(change));
    await vi.waitFor(async () => expect(await listeners(schema)).toBe(1));
    for (const payload of ['', 'nonsense', 'null', '{"from":"x","changes":7}']) {
      await asAdmin((admin) => admin.query('select pg_notify($1, $2)', [`sla_case_store_${schema}`, payload]));
    }
    await saveNew(await open(), sampleChange(sampleCase('a')));
    await vi.waitFor(() => expect(told).toEqual([{ kind: 'case', caseId: 'a' }]));
  });

  it('lets others read and write other cases while one is held', async () => {
    const store = await open();
    await saveNew(store, sampleChange(sampleCase('held')), sampleChange(sampleCase('free')));
    await whileHolding(
      store,
      (unit) => unit.lockCase('held'),
      async () => {
        expect((await store.findCase('held'))?.record.version).toBe(1);
        await store.transaction((unit) => unit.saveCase(sampleChange(sampleCase('free'), { expectedVersion: 1 })));
      },
    );
  });

  it('may live in a schema of any name', async () => {
    schema = `Desk of "Ann" \\ A.B`;
    const store = await open();
    await saveNew(store, sampleChange(sampleCase('a')));
    expect(await store.countCases({ text: 'certifcate' })).toBe(1);
    await asAdmin((admin) => admin.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`));
  });

  async function listeners(of: string): Promise<number> {
    return asAdmin(async (admin) => {
      const { rows } = await admin.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity where query = $1`,
        [`listen "sla_case_store_${of}"`],
      );
      return rows[0]?.count ?? 0;
    });
  }
});

/** Ends the connections that hold anything of the schema's cases. */
async function endBackends(schema: string): Promise<void> {
  await asAdmin((admin) =>
    admin.query('select pg_terminate_backend(pid) from pg_locks where relation = $1::regclass', [`${schema}.cases`]),
  );
}

async function asAdmin<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** After a break the pool may still hand out connections that it has not yet seen end. */
async function eventually<Result>(call: () => Promise<Result>): Promise<Result> {
  return vi.waitFor(call, 5000);
}

/** A line to the server that can be cut. */
function createLine(target: URL) {
  const ends = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.on('error', () => {}).on('close', () => other.destroy());
      end.pipe(other);
    }
  });
  return {
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    url(): string {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      return Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(port) }).href;
    },
    cut(): void {
      isCut = true;
      for (const end of ends) end.destroy();
      ends.clear();
    },
    restore(): void {
      isCut = false;
    },
    async close(): Promise<void> {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
