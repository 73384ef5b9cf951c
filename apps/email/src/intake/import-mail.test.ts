import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';
import { testOptions } from '../testing/test-desk.ts';
import { importMail } from './import-mail.ts';
import { messagesIn } from './mbox.ts';

const mail = (name: string, body = 'Hello') =>
  `Received: from mx by desk; Mon, 05 Oct 2026 16:41:02 +0200\nFrom: Mia <mia@customer.example>\nTo: support@desk.example\nSubject: ${name}\nMessage-ID: <${name}@customer.example>\n\n${body}\n`;
const mbox = (...mails: readonly string[]) =>
  mails.map((one) => `From mia@customer.example Mon Oct  5 16:41:02 2026\n${one}\n`).join('');

async function split(text: string, chunk: number): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.subarray(at * chunk, (at + 1) * chunk),
  );
  const found: string[] = [];
  for await (const message of messagesIn(Readable.from(pieces))) {
    const read: Buffer[] = [];
    for await (const piece of message) read.push(piece);
    found.push(Buffer.concat(read).toString());
  }
  return found;
}

describe('an mbox', () => {
  it.each([7, 64, 100_000])('falls into its messages, in pieces of %d bytes', async (chunk) => {
    const quoted = mail('b', 'Hi\n\nFrom here on it fails.\n>From the start\n>>From twice');
    const found = await split(mbox(mail('a'), quoted, mail('c', 'ü')), chunk);
    expect(found).toEqual([
      `${mail('a')}\n`,
      `${mail('b', 'Hi\n\nFrom here on it fails.\nFrom the start\n>From twice')}\n`,
      `${mail('c', 'ü')}\n`,
    ]);
  });

  it('passes over what nobody reads', async () => {
    let count = 0;
    for await (const _ of messagesIn(Readable.from([Buffer.from(mbox(mail('a'), mail('b')))]))) count += 1;
    expect(count).toBe(2);
  });
});

describe('an import', () => {
  let desk: DeskForTest;
  let folder: string;

  beforeEach(async () => {
    desk = await openDeskForTest({}, { withoutMail: true });
    folder = await mkdtemp(join(tmpdir(), 'sla-import-'));
  });
  afterEach(async () => {
    await desk.close();
    await rm(folder, { recursive: true });
  });

  const run = async (...files: readonly string[]) => {
    const results = [];
    for await (const one of importMail(desk.desk, desk.store, testOptions(''), files)) results.push(one);
    return results.map(({ number, outcome, became }) => [number, outcome, became]);
  };

  it('makes cases of .eml files and mboxes as of their receipt, answers none, and does it once', async () => {
    const [one, many] = [join(folder, 'one.eml'), join(folder, 'many.mbox')];
    await writeFile(one, mail('a'));
    await writeFile(many, mbox(mail('b'), mail('c'), mail('b')));
    expect(await run(one, many)).toEqual([
      [1, 'settled', 'C-1001'],
      [1, 'settled', 'C-1002'],
      [2, 'settled', 'C-1003'],
      [3, 'known', expect.any(String)],
    ]);
    expect((await run(one, many)).map(([, outcome]) => outcome)).toEqual(['known', 'known', 'known', 'known']);
    const view = await desk.desk.read.case('C-1001');
    expect(view?.record.openedAt.toString()).toBe('2026-10-05T14:41:02Z');
    expect(view?.messages.map(({ direction }) => direction)).toEqual(['in']);
  });

  it('names a file that is not there', async () => {
    await expect(run(join(folder, 'none.eml'))).rejects.toThrow('there is no such file');
  });
});
