import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import { formatRecord, parseRecords } from '../export/record-lines.ts';
import type { StoreRecord } from '../export/store-record.ts';
import { ImportFailed, StoreNotEmpty } from '../store-error.ts';
import { furnished } from './furnished.ts';
import type { Implementation } from './implementation.ts';
import { plain, sampleCase, sampleChange, saveNew } from './samples.ts';
import { withStore } from './with-store.ts';

/** What is kept goes into a stream of lines, and comes out of it as it was, wherever it is kept next. */
export function exportContract({ open }: Implementation): void {
  describe('an export', () => {
    it('holds nothing but its ends and the next case number when the store is empty', () =>
      withStore(open, async (store) => {
        expect(await linesOf(store)).toEqual([
          '{"kind":"header","format":"sla-export","version":1}\n',
          '{"kind":"case-numbers","next":1001}\n',
          '{"kind":"end","records":1}\n',
        ]);
      }));

    it('imported elsewhere and exported again is the same to the byte', () =>
      withStore(open, async (store) => {
        await furnished(store);
        const lines = await linesOf(store);
        await withStore(open, async (other) => {
          await other.importAll(parseRecords(each(lines)));
          expect(await linesOf(other)).toEqual(lines);
          for (const id of ['a', 'b']) expect(plain(await other.findCase(id))).toEqual(plain(await store.findCase(id)));
          expect(plain(await other.listCases({}))).toEqual(plain(await store.listCases({})));
          expect(plain(await other.listMessages('a'))).toEqual(plain(await store.listMessages('a')));
        });
      }));

    it('goes on where the other stopped: timers, deliveries, inbox and case numbers', () =>
      withStore(open, async (store) => {
        await furnished(store);
        const next = (of: CaseStore) => of.transaction((unit) => unit.nextCaseNumber('C'));
        const lines = await linesOf(store);
        await withStore(open, async (other) => {
          await other.importAll(parseRecords(each(lines)));
          expect(await next(other)).toBe(await next(store));
          const due = (of: CaseStore) => of.transaction((unit) => unit.claimTimers(9));
          expect(plain(await due(other))).toEqual(plain(await due(store)));
          const keys = async (of: CaseStore) => (await of.claimOutbox(['email'], 9, 60)).map(({ key }) => key);
          expect(await keys(other)).toEqual(await keys(store));
          await other.transaction(async (unit) => {
            expect((await unit.acceptInbox({ channel: 'email', externalId: 'in-1', envelope: {} })).fresh).toBe(false);
            await unit.enqueue([{ key: 'sent', destination: 'email', payload: {} }]);
          });
          expect(await keys(other)).toEqual([]);
        });
      }));

    it('tells of a file that is gone, and holds all the rest', () =>
      withStore(open, async (store) => {
        const hash = 'ab'.repeat(32);
        await store.transaction((unit) =>
          unit.acceptInbox({ channel: 'email', externalId: '1', envelope: {}, raw: { hash, size: 3 } }),
        );
        const lines = await linesOf(store);
        expect(lines[1]).toBe(`{"kind":"blob","blob":{"hash":"${hash}","size":3},"missing":true}\n`);
        await withStore(open, async (other) => {
          await other.importAll(parseRecords(each(lines)));
          expect(await linesOf(other)).toEqual(lines);
        });
      }));

    it('is not imported into a store that is in use', () =>
      withStore(open, async (store) => {
        const lines = await linesOf(store);
        await saveNew(store, sampleChange(sampleCase('a')));
        const importing = store.importAll(parseRecords(each(lines)));
        await expect(importing).rejects.toThrow(StoreNotEmpty);
        await expect(importing).rejects.toThrow(
          'The store is in use already (it has cases); import into an empty one.',
        );
      }));

    it.each([
      ['cut off', (lines: readonly string[]) => lines.slice(0, -1), 'cut off'],
      ['that lacks a line', (lines: readonly string[]) => lines.toSpliced(-3, 1), 'some are missing'],
      [
        'changed by hand',
        (lines: readonly string[]) => lines.map((line) => line.replace('"version":1,"sub', '"sub')),
        'version is missing',
      ],
      [
        'whose file was changed',
        (lines: readonly string[]) => lines.map((line) => line.replace('"base64":"', '"base64":"AAAA')),
        'was changed',
      ],
      ['whose messages have no case', (lines: readonly string[]) => withoutCases(lines), 'record'],
    ])('%s leaves the store empty', (_name, spoil, reason) =>
      withStore(open, async (store) => {
        await furnished(store);
        const lines = await linesOf(store);
        await withStore(open, async (other) => {
          await expect(other.importAll(parseRecords(each(spoil(lines))))).rejects.toThrow(reason);
          expect(await linesOf(other)).toHaveLength(3);
        });
      }),
    );

    it('that breaks off says at which record', () =>
      withStore(open, async (store) => {
        await furnished(store);
        const lines = withoutCases(await linesOf(store));
        await withStore(open, async (other) => {
          await expect(other.importAll(parseRecords(each(lines)))).rejects.toThrow(ImportFailed);
        });
      }));
  });
}

async function linesOf(store: CaseStore): Promise<readonly string[]> {
  const lines: string[] = [];
  await store.exportAll(async (record: StoreRecord) => {
    lines.push(formatRecord(record));
  });
  return lines;
}

function withoutCases(lines: readonly string[]): readonly string[] {
  const kept = lines.filter((line) => !line.startsWith('{"kind":"case",'));
  return kept.map((line) => line.replace(/^\{"kind":"end".*/u, `{"kind":"end","records":${kept.length - 2}}`));
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
