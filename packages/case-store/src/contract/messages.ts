import { describe, expect, it } from 'vitest';

import type { Implementation } from './implementation.ts';
import { MONDAY, minutesLater, plain, sampleCase, sampleChange, sampleMessage, saveNew } from './samples.ts';
import { withStore } from './with-store.ts';

/** What was said. */
export function messagesContract(implementation: Implementation): void {
  const { open } = implementation;

  describe('a message', () => {
    it('comes back as it was kept', () =>
      withStore(open, async (store) => {
        const full = sampleMessage('m', 'a', {
          authorName: 'Ann "The Dean" Baker',
          authorAddress: 'ann@uni.example',
          subject: 'Re: [C-1042] Zertifikat 🎓',
          html: '<p>Hello</p>',
          quoteFrom: 7,
          to: ['support@desk.example', '"Desk, the" <desk@desk.example>'],
          cc: ['dean@uni.example'],
          messageId: 'abc@mail.uni.example',
          references: ['first@desk.example', 'second@desk.example'],
          attachments: [
            { id: 'f', name: 'log.txt', type: 'text/plain', blob: { hash: 'ab'.repeat(32), size: 12 }, inline: false },
            {
              id: 'g',
              name: 'pic.png',
              type: 'image/png',
              blob: { hash: 'cd'.repeat(32), size: 5_000_000_000 },
              contentId: 'x',
              inline: true,
            },
          ],
          raw: { hash: 'ef'.repeat(32), size: 5_000_000_000 },
          evidence: ['References names first@desk.example'],
          delivery: 'waiting',
        });
        const bare = sampleMessage('n', 'a', { at: minutesLater(MONDAY, 1), author: 'system' });
        await store.transaction(async (unit) => {
          // The message may come before the case that it opens.
          await unit.addMessage(full);
          await unit.addMessage(bare);
          await unit.saveCase(sampleChange(sampleCase('a')));
        });
        expect(plain(await store.listMessages('a'))).toEqual(plain([full, bare]));
        expect(plain(await store.findMessage('n'))).toEqual(plain(bare));
        expect(await store.findMessage('nobody')).toBeUndefined();
      }));

    it('of one instant stays in the order in which it was kept', () =>
      withStore(open, async (store) => {
        const names = ['z', 'a', 'm', 'b'];
        await store.transaction(async (unit) => {
          await unit.saveCase(sampleChange(sampleCase('a')));
          for (const name of names) await unit.addMessage(sampleMessage(name, 'a'));
          await unit.addMessage(sampleMessage('before', 'a', { at: minutesLater(MONDAY, -1) }));
        });
        expect((await store.listMessages('a')).map((message) => message.id)).toEqual(['before', ...names]);
      }));

    it(
      'is kept whatever characters it holds, and however long it is',
      () =>
        withStore(open, async (store) => {
          const words = Array.from({ length: 400_000 }, (_, index) => `w${index}`).join(' ');
          await store.transaction(async (unit) => {
            await unit.saveCase(sampleChange(sampleCase('a', { subject: 'nul \0 in a subject' })));
            await unit.addMessage(sampleMessage('odd', 'a', { text: 'a\0b \ud83d c', to: ['\0'], subject: '\udc00' }));
            await unit.addMessage(sampleMessage('long', 'a', { text: words, html: words }));
            await unit.addMessage(sampleMessage('one word', 'a', { text: 'x'.repeat(3_000_000) }));
          });
          const odd = await store.findMessage('odd');
          expect(odd).toMatchObject({ text: 'a\uFFFDb \uFFFD c', to: ['\uFFFD'], subject: '\uFFFD' });
          expect((await store.findMessage('long'))?.text.length).toBe(words.length);
          expect((await store.findCase('a'))?.record.subject).toBe('nul \uFFFD in a subject');
          expect((await store.listCases({ text: 'w17' })).length).toBe(1);
        }),
      60_000,
    );

    it('learns its Message-ID, how its delivery went and, after a split, where it belongs', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')), sampleChange(sampleCase('b')));
        await store.transaction(async (unit) => {
          await unit.addMessage(sampleMessage('m', 'a', { direction: 'out', delivery: 'waiting' }));
          await unit.updateMessage('m', { messageId: 'x@desk.example', delivery: 'delivered' });
          await unit.updateMessage('m', {});
        });
        expect(await store.findMessage('m')).toMatchObject({ messageId: 'x@desk.example', delivery: 'delivered' });
        const held = { delivery: 'held-back', evidence: ['Held back: enough.'] } as const;
        await store.transaction((unit) => unit.updateMessage('m', held));
        expect(await store.findMessage('m')).toMatchObject({ messageId: 'x@desk.example', ...held });
        await store.transaction((unit) => unit.updateMessage('m', { caseId: 'b' }));
        expect(await store.listMessages('a')).toEqual([]);
        expect(await store.listMessages('b')).toMatchObject([{ messageId: 'x@desk.example' }]);
      }));

    it('is found by its Message-ID, which others may have used too', () =>
      withStore(open, async (store) => {
        await store.transaction(async (unit) => {
          await unit.saveCase(sampleChange(sampleCase('a')));
          await unit.saveCase(sampleChange(sampleCase('b')));
          await unit.addMessage(sampleMessage('1', 'b', { messageId: 'same@x', at: minutesLater(MONDAY, 1) }));
          await unit.addMessage(sampleMessage('2', 'a', { messageId: 'same@x' }));
          await unit.addMessage(sampleMessage('3', 'a', { messageId: 'other@x' }));
          await unit.addMessage(sampleMessage('4', 'a'));
        });
        const found = async (...names: string[]) => (await store.findMessagesById(names)).map((message) => message.id);
        expect(await found('same@x', 'unknown@x')).toEqual(['2', '1']);
        expect(await found('SAME@x')).toEqual([]);
        expect(await found()).toEqual([]);
      }));
  });
}
