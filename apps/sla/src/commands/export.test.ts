import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type CaseQuery, openCaseStore } from '@sla/case-store';
import { evaluate, type Policy, Temporal } from '@sla/core';
import { expect, it } from 'vitest';

import { openDemo } from '../demo/demo-desk.ts';
import { ownDatabase } from '../testing/own-database.ts';
import { folderWith, sla } from '../testing/terminal.ts';
import { openStore } from '../up/open-store.ts';
import { readSettings } from '../up/settings.ts';

const url = process.env.DATABASE_URL;
const now = () => Temporal.Instant.from('2026-11-23T10:00:00Z');

/** A folder in which the demo's history was played: about seventy cases with everything that belongs to them. */
async function folderWithDemo(): Promise<string> {
  const folder = await folderWith();
  const terminal = { out: () => {}, err: () => {}, cwd: folder, env: {}, now, readStdin: never, stopAsked: never };
  const { config } = await readSettings({ config: 'sla.config.yaml', data: 'here' }, terminal);
  const { store } = await openDemo(config, (clock) => openStore(config, clock), now);
  await store.blobs.put(pieces('nobody names this one'));
  const raw = await store.blobs.put(pieces('From: Maria\r\n\r\nU+2028 is \u2028 no end of a line'));
  await store.transaction((unit) => unit.acceptInbox({ channel: 'email', externalId: 'x', envelope: '\u2028', raw }));
  await store.close();
  return folder;
}

it.skipIf(!url)(
  'a desk moves from a folder to PostgreSQL and back, the same to the byte, and its clocks replay the same (needs DATABASE_URL)',
  async () => {
    const folder = await folderWithDemo();
    const env = { DATABASE_URL: await ownDatabase(url ?? '') };
    const first = await sla(['export', '--data', 'here', '--to', 'first.jsonl'], folder);
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toMatch(/^Wrote \d+ lines to first\.jsonl: \d{2} cases, 1 files\.\n$/);
    expect(await sla(['import', 'first.jsonl', '--data', 'pg'], folder, { env })).toMatchObject({ code: 0, out: '' });
    const second = await sla(['export', '--data', 'pg'], folder, { env });
    await writeFile(join(folder, 'second.jsonl'), second.out);
    await sla(['import', 'second.jsonl', '--data', 'back'], folder);
    const third = await sla(['export', '--data', 'back', '--to', 'third.jsonl'], folder);
    expect(third.err.replace('third', 'first')).toBe(first.err);
    const original = await readFile(join(folder, 'first.jsonl'), 'utf8');
    expect(second.out === original).toBe(true);
    expect((await readFile(join(folder, 'third.jsonl'), 'utf8')) === original).toBe(true);
    expect(await replayed(join(folder, 'back', 'cases'))).toEqual(await replayed(join(folder, 'here', 'cases')));
  },
  300_000,
);

it('an export that is spoilt, or a desk that is in use, is refused in a clear sentence', async () => {
  const folder = await folderWith();
  const store = await openCaseStore({ kind: 'embedded', folder: join(folder, 'here', 'cases') });
  await store.transaction((unit) => unit.putTeam({ id: 'first-line', name: 'First line' }));
  await store.close();
  await sla(['export', '--data', 'here', '--to', 'desk.jsonl'], folder);
  expect(await sla(['export', '--data', 'here', '--to', 'desk.jsonl'], folder)).toEqual({
    code: 1,
    out: '',
    err: 'desk.jsonl is there already and was left alone; name a new file.\n',
  });
  expect(await sla(['import', 'desk.jsonl', '--data', 'here'], folder)).toEqual({
    code: 1,
    out: '',
    err: 'The store is in use already (it has teams); import into an empty one. To do so, name another folder with --data, or another database with DATABASE_URL. Nothing was changed.\n',
  });
  expect(await sla(['import', 'none.jsonl', '--data', 'new'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining('none.jsonl  there is no such file'),
  });
  await appendFile(join(folder, 'desk.jsonl'), '{"kind":"team"}\n');
  const more = await sla(['import', 'desk.jsonl', '--data', 'new'], folder);
  expect(more.code).toBe(2);
  expect(more.err).toMatch(/^desk\.jsonl:\d+:1 {2}there is more after the end of the export; nothing was imported\n$/);
  expect((await sla(['export', '--data', 'nowhere'], folder)).err).toMatch(
    /^There is no desk in .*nowhere yet: start one/,
  );
  const empty = await sla(['export', '--data', 'new'], folder);
  expect(empty.err).toBe('Wrote 3 lines to standard output: 0 cases, 0 files.\n');
}, 300_000);

/** What every case's events say of its clocks, evaluated anew. */
async function replayed(folder: string): Promise<string> {
  const store = await openCaseStore({ kind: 'embedded', folder });
  const at = now();
  const lines: string[] = [];
  for (const { record } of await store.listCases(all)) {
    const found = await store.findCase(record.id);
    const policy = (await store.findPolicyVersion(record.policy, record.policyVersion)) as Policy;
    lines.push(JSON.stringify(evaluate(() => policy, found?.events ?? [], at)));
  }
  await store.close();
  return lines.join('\n');
}

const all: CaseQuery = { order: 'opened', limit: 10_000 };

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function never(): Promise<never> {
  return new Promise(() => {});
}
