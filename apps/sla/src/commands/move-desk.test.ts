import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CaseStore } from '@sla/case-store';
import { type DeskConfig, loadDeskConfig } from '@sla/config';
import { createVault, type Desk, newVaultKey } from '@sla/desk';
import { expect, it } from 'vitest';

import { ownDatabase } from '../testing/own-database.ts';
import { folderWith, sla } from '../testing/terminal.ts';
import { openStore } from '../up/open-store.ts';
import { openDesk } from '../up/run-desk.ts';

const url = process.env.DATABASE_URL;
const ann = 'agent:ann';
const SETTINGS = `desk: { name: Acme Support, address: support@acme.example, url: "http://127.0.0.1:8080" }
agents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]
organisations: [{ id: ashdown, name: Ashdown College, domains: [ashdown.example] }]
`;

const vault = createVault([newVaultKey()]);
const token = 'xoxb-very-secret';

/** A desk in a folder with something of all that a desk keeps; says what must still be so when it has moved. */
async function furnish(desk: Desk, store: CaseStore) {
  const file = await store.blobs.put(pieces('PDF'));
  const raw = await store.blobs.put(pieces('From: maria\r\n\r\nHelp \u2028'));
  const receive = async (n: number, address = `maria${n}@ashdown.example`) =>
    done(
      await desk.receive({
        channel: 'email',
        receivedAt: await store.now(),
        from: { address, name: 'Maria Sánchez' },
        to: ['support@acme.example'],
        cc: [],
        subject: `Stuck ${n}`,
        text: 'Nobody can log in.',
        messageId: `${n}@ashdown.example`,
        references: [],
        attachments: [{ id: `f${n}`, name: 'Prüfung.pdf', type: 'application/pdf', blob: file, inline: false }],
        raw,
        machine: 'no',
        mayAcknowledge: true,
      }),
    ).case;
  const [kept, merged, , hit, gone] = [
    await receive(1),
    await receive(2),
    await receive(3),
    await receive(4),
    await receive(5, 'eve@ashdown.example'),
  ];
  if (!kept || !merged || !hit || !gone) throw new Error('a case is missing');
  done(await desk.merge(ann, { case: merged.id, into: kept.id }));
  done(await desk.reply(ann, { case: kept.id, text: 'We look into it.' }));
  const opened = await desk.openIncident(ann, { title: 'Login is down', cases: [hit.id], outage: true });
  if (!opened.ok) throw new Error(opened.refusal.code);
  await deadLetter(store);
  const erased = await desk.eraseSubject(ann, { email: 'eve@ashdown.example' });
  expect(erased).toMatchObject({ ok: true });
  await store.channelState('slack').put('installation/T1', vault.seal(token, 'slack/T1'));
  await store.channelState('teams').put('card/1', { conversation: '19:x@thread.tacv2', activity: '17' });
  await quarantine(store, raw);
  return { kept, merged, incident: opened.incident.id, file: file.hash };
}

async function deadLetter(store: CaseStore): Promise<void> {
  const [item] = await store.claimOutbox(['email'], 1, 60);
  if (!item) throw new Error('nothing waits to be sent');
  await store.settleOutbox(item.id, { kind: 'dead', error: '550 no such user' });
}

async function quarantine(store: CaseStore, raw: { readonly hash: string; readonly size: number }): Promise<void> {
  await store.transaction(async (unit) => {
    const held = await unit.acceptInbox({ channel: 'email', externalId: 'held', envelope: { via: 'smtp' }, raw });
    await unit.failInbox(held.item.id, 'mallory@elsewhere.example is unknown', 1);
    await unit.channelState('email').put(`held/${held.item.id}`, { from: 'mallory@elsewhere.example' });
    const settled = await unit.acceptInbox({ channel: 'slack', externalId: 'pressed', envelope: { text: 'words' } });
    await unit.settleInbox(settled.item.id, { outcome: 'claimed' });
    await unit.hold([{ key: 'later', destination: 'email', payload: { text: 'gathered' } }]);
  });
}

it.skipIf(!url)(
  'an embedded desk with everything in it goes on as it was on PostgreSQL (needs DATABASE_URL)',
  async () => {
    const folder = await folderWith({ 'sla.config.yaml': SETTINGS });
    const env = { DATABASE_URL: await ownDatabase(url ?? '') };
    const before = await within(folder, {}, async (desk, store) => ({
      ...(await furnish(desk, store)),
      due: (await store.nextDueAt([]))?.toString(),
      next: await numberAfter(store),
    }));
    expect(await sla(['export', '--to', 'desk.jsonl'], folder)).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, 'desk.jsonl'), 'utf8')).not.toContain(token);
    expect(await sla(['import', 'desk.jsonl', '--data', 'pg'], folder, { env })).toMatchObject({ code: 0 });
    const again = await sla(['export', '--data', 'pg'], folder, { env });
    expect(again.out === (await readFile(join(folder, 'desk.jsonl'), 'utf8'))).toBe(true);

    await within(folder, { ...env, SLA_DATA: 'pg' }, async (desk, store) => {
      expect((await store.nextDueAt([]))?.toString()).toBe(before.due);
      expect(await numberAfter(store)).not.toBe(before.next);
      const sealed = await store.channelState('slack').get('installation/T1');
      expect(vault.open(String(sealed), 'slack/T1')).toBe(token);
      expect(await store.channelState('teams').get('card/1')).toMatchObject({ activity: '17' });
      const [held] = await store.listInbox('email', 9, 'quarantined');
      expect(await store.channelState('email').get(`held/${held?.id}`)).toMatchObject({ from: expect.any(String) });
      expect((await store.listOutbox({ status: 'held', limit: 9 })).map(({ key }) => key)).toContain('later');
      expect(await textOf(store, before.file)).toBe('PDF');
      expect(await store.findContact({ email: 'eve@ashdown.example' })).toBeUndefined();
      // What was begun there is ended here.
      const [dead] = await desk.read.deadLetters(9);
      expect(await desk.revive(ann, dead?.id ?? '')).toEqual({ ok: true });
      expect(done(await desk.unmerge(ann, { case: before.merged.id })).survivor.id).toBe(before.kept.id);
      expect((await desk.read.case(before.merged.id))?.record.state).not.toBe('merged');
      const ended = await desk.endIncident(ann, { incident: before.incident, text: 'It works again.' });
      expect(ended).toMatchObject({ ok: true });
    });
  },
  300_000,
);

async function within<Result>(
  folder: string,
  env: Readonly<Record<string, string>>,
  use: (desk: Desk, store: CaseStore) => Promise<Result>,
): Promise<Result> {
  const loaded = await loadDeskConfig(join(folder, 'sla.config.yaml'), { env, today: '2026-11-23' });
  if ('faults' in loaded) throw new Error(JSON.stringify(loaded.faults));
  const { DATABASE_URL: database, SLA_DATA: data } = env;
  const config: DeskConfig = {
    ...loaded.config,
    data: join(folder, data ?? 'data'),
    ...(database !== undefined && { database }),
  };
  const store = await openStore(config);
  try {
    return await use(await openDesk(config, store, config.desk.url), store);
  } finally {
    await store.close();
  }
}

function numberAfter(store: CaseStore): Promise<string> {
  return store.transaction((unit) => unit.nextCaseNumber('C'));
}

function done<Outcome extends { readonly ok: boolean }>(outcome: Outcome): Extract<Outcome, { readonly ok: true }> {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome as Extract<Outcome, { readonly ok: true }>;
}

async function textOf(store: CaseStore, hash: string): Promise<string> {
  let text = '';
  for await (const piece of store.blobs.read(hash)) text += Buffer.from(piece).toString();
  return text;
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
