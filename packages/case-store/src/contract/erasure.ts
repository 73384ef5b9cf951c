import { describe, expect, it } from 'vitest';

import type { BlobStore, CaseStore } from '../case-store.ts';
import type { Implementation } from './implementation.ts';
import { MONDAY, opened, plain, sampleCase, sampleChange, sampleClock, sampleMessage, saveNew } from './samples.ts';
import { withStore } from './with-store.ts';

/** What is forgotten, and what stays: events, clocks, and that something was erased. */
export function erasureContract({ open }: Implementation): void {
  const by = 'agent:bob';
  const clock = { now: () => MONDAY };
  const events = [opened(), { id: 'r', type: 'replied', at: MONDAY, by } as const];

  async function annsCase(store: CaseStore): Promise<void> {
    await saveNew(store, sampleChange(sampleCase('a'), { events, clocks: [sampleClock()] }));
    await store.transaction(async (unit) => {
      await unit.putContact({ id: 'ann', email: 'ann@uni.example', name: 'Ann Baker', organisation: 'uni' });
      await unit.addMessage(wordsOfAnn('m1', 'a'));
      await unit.addMessage(sampleMessage('m2', 'a', { author: by, direction: 'out', to: ['ann@uni.example'] }));
    });
  }

  const wordsOfAnn = (id: string, caseId: string) =>
    sampleMessage(id, caseId, {
      authorName: 'Ann Baker',
      authorAddress: 'ann@uni.example',
      subject: 'My exam',
      html: '<p>Ann</p>',
      messageId: `${id}@uni.example`,
    });

  describe('erased messages', () => {
    it('lose what was said and who said it; the case keeps its events and clocks', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        const before = plain(await store.findCase('a'));
        expect(await store.transaction((unit) => unit.eraseMessages(['m1', 'unknown'], by))).toEqual(['m1']);
        expect(plain(await store.findMessage('m1'))).toEqual(
          plain({
            ...sampleMessage('m1', 'a', { text: '', to: [], messageId: 'm1@uni.example' }),
            erasedAt: '2026-03-02T09:00:00Z',
          }),
        );
        expect(plain(await store.findCase('a'))).toEqual(before);
        expect((await store.listCases({}))[0]?.clocks).toHaveLength(1);
        expect(await store.listCases({ text: 'certificates', limit: 1 })).toHaveLength(1);
        expect((await store.findMessage('m2'))?.text).not.toBe('');
      }));

    it('are erased once, and the audit says by whom', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        const erase = () => store.transaction((unit) => unit.eraseMessages(['m1'], by));
        expect(await erase()).toEqual(['m1']);
        expect(await erase()).toEqual([]);
        expect(plain(await store.listAudit(9))).toEqual([
          { at: '2026-03-02T09:00:00Z', by, what: 'message/m1 erased' },
        ]);
      }));

    it('that wait to be delivered stay', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        await store.transaction(async (unit) => {
          await unit.addMessage(sampleMessage('m3', 'a', { direction: 'out', delivery: 'waiting' }));
          expect(await unit.eraseMessages(['m3'], by)).toEqual([]);
          await unit.updateMessage('m3', { delivery: 'delivered' });
          expect(await unit.eraseMessages(['m3'], by)).toEqual(['m3']);
        });
      }));

    it('take what came in with them; its natural key stays, so that it is not taken in again', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        const raw = await store.blobs.put(pieces('From: Ann'));
        const mail = { channel: 'email', externalId: '1', envelope: { from: 'ann@uni.example' }, raw };
        await store.transaction(async (unit) => {
          const { item } = await unit.acceptInbox(mail);
          await unit.settleInbox(item.id, { outcome: 'a', caseId: 'a', messageId: 'm1' });
          await unit.eraseMessages(['m1'], by);
          expect((await unit.acceptInbox(mail)).fresh).toBe(false);
        });
        const kept = await store.findInboxItem('email', '1');
        expect(kept).toMatchObject({ envelope: {}, status: 'settled', messageId: 'm1' });
        expect(kept?.raw).toBeUndefined();
      }));
  });

  describe('an erased contact', () => {
    it('keeps the id alone, and takes its cases’ words along; events and clocks stay', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        await saveNew(store, sampleChange(sampleCase('b', { requester: 'eve' })));
        await store.transaction(async (unit) => {
          await unit.addMessage(wordsOfAnn('m3', 'b'));
          await unit.addMessage(
            sampleMessage('m4', 'b', { cc: ['Ann@uni.example', 'eve@uni.example'], author: 'requester:eve' }),
          );
        });
        const erased = await store.transaction((unit) => unit.eraseContact('ann', by));
        expect(erased).toEqual({ cases: ['a'], waiting: [] });
        expect(plain(await store.findContact({ id: 'ann' }))).toEqual({
          id: 'ann',
          email: 'ann@erased.invalid',
          erasedAt: '2026-03-02T09:00:00Z',
        });
        expect(await store.findContact({ email: 'ann@uni.example' })).toBeUndefined();
        const found = await store.findCase('a');
        expect(found?.record.subject).toBe('');
        expect(found?.events.map(({ id }) => id)).toEqual(['opened', 'r']);
        const texts = [...(await store.listMessages('a')), ...(await store.listMessages('b'))];
        expect(texts.map(({ id, text, cc }) => [id, text === '', cc])).toEqual([
          ['m1', true, []],
          ['m2', true, []],
          ['m3', true, []],
          ['m4', false, ['eve@uni.example']],
        ]);
        expect((await store.findCase('b'))?.record.subject).not.toBe('');
        expect((await store.listAudit(9)).map(({ what }) => what)).toContain('contact/ann erased');
      }));

    it('is forgotten by what was delivered, whose keys stay; not by what still waits', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        const payload = { subject: 'S-a is overdue', case: 'S-a' };
        const items = ['done', 'waits'].map((key) => ({ key, destination: key, payload }));
        await store.transaction((unit) =>
          unit.enqueue([...items, { key: 'other', destination: 'done', payload: { case: 'S-ab' } }]),
        );
        for (const { id } of await store.claimOutbox(['done'], 9, 60)) {
          await store.settleOutbox(id, { kind: 'delivered' });
        }
        await store.transaction((unit) => unit.eraseContact('ann', by));
        const kept = Object.fromEntries((await store.listOutbox({ limit: 9 })).map((item) => [item.key, item.payload]));
        expect(kept).toEqual({ done: {}, waits: payload, other: { case: 'S-ab' } });
      }));

    it('takes along what came in and became no message, for nobody knows whose it was; its natural keys stay', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        const raw = await store.blobs.put(pieces('From: Ann'));
        const theirs = await store.blobs.put(pieces('From: Eve'));
        const items = [
          { channel: 'slack', externalId: 'pressed', envelope: { text: 'Ann says' } },
          { channel: 'email', externalId: 'bounce', envelope: { from: 'Ann@uni.example' }, raw },
          { channel: 'email', externalId: 'list', envelope: { from: 'eve@uni.example' }, raw: theirs },
          { channel: 'slack', externalId: 'waits', envelope: { text: 'Ann asks' } },
        ];
        await store.transaction(async (unit) => {
          for (const item of items) {
            const accepted = await unit.acceptInbox(item);
            if (item.externalId !== 'waits') await unit.settleInbox(accepted.item.id, { outcome: 'done' });
          }
          await unit.eraseContact('ann', by);
        });
        const kept = async (channel: string, externalId: string) => {
          const item = await store.findInboxItem(channel, externalId);
          return [item?.envelope, item?.raw?.hash];
        };
        expect(await kept('slack', 'pressed')).toEqual([{}, undefined]);
        expect(await kept('email', 'bounce')).toEqual([{}, undefined]);
        expect(await kept('email', 'list')).toEqual([{}, theirs.hash]);
        expect(await kept('slack', 'waits')).toEqual([{ text: 'Ann asks' }, undefined]);
      }));

    it('is known as unknown when there is none', () =>
      withStore(open, async (store) => {
        expect(await store.transaction((unit) => unit.eraseContact('nobody', by))).toBeUndefined();
      }));

    it('comes back as somebody new', () =>
      withStore(open, clock, async (store) => {
        await annsCase(store);
        await store.transaction((unit) => unit.eraseContact('ann', by));
        const again = { id: 'new', email: 'ann@uni.example' };
        expect(await store.transaction((unit) => unit.putContact(again))).toEqual(again);
      }));
  });

  describe('a sweep of files', () => {
    it('takes those that nothing names, and leaves the others', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')));
        const [raw, attached, inbox, lost] = await Promise.all(
          ['raw', 'file', 'mail', 'lost'].map((text) => store.blobs.put(pieces(text))),
        );
        if (!raw || !attached || !inbox || !lost) throw new Error('a file was not kept');
        const attachment = { id: 'f', name: 'f.txt', type: 'text/plain', blob: attached, inline: false };
        await store.transaction(async (unit) => {
          await unit.addMessage(sampleMessage('m', 'a', { raw, attachments: [attachment] }));
          await unit.acceptInbox({ channel: 'email', externalId: '1', envelope: {}, raw: inbox });
        });
        expect(await store.sweepBlobs(0)).toEqual({ files: 1, bytes: 4 });
        expect(await present(store.blobs, [raw, attached, inbox, lost])).toEqual([true, true, true, false]);
        await store.transaction((unit) => unit.eraseMessages(['m'], by));
        expect(await store.sweepBlobs(0)).toEqual({ files: 2, bytes: 7 });
        expect(await present(store.blobs, [raw, attached, inbox])).toEqual([false, false, true]);
      }));

    it('leaves what was put of late, also when it was there before', () =>
      withStore(open, async (store) => {
        await store.blobs.put(pieces('young'));
        expect(await store.sweepBlobs()).toEqual({ files: 0, bytes: 0 });
        expect(await store.sweepBlobs(0)).toEqual({ files: 1, bytes: 5 });
        const again = await store.blobs.put(pieces('young'));
        expect(await store.blobs.has(again.hash)).toBe(true);
      }));
  });
}

function present(blobs: BlobStore, files: readonly { readonly hash: string }[]): Promise<readonly boolean[]> {
  return Promise.all(files.map(({ hash }) => blobs.has(hash)));
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
