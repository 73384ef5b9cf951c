import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { readEmail } from './read-email.ts';

const head = 'From: Mia <mia@customer.example>\r\nSubject: Help\r\n';
const htmlPart = 'Content-Type: text/html\r\n\r\n';

async function read(raw: string | Buffer) {
  const bytes = Buffer.from(raw as string);
  const chunks = function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
  return readEmail(Readable.from(chunks()), async (content) => {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { hash: hash.digest('hex'), size };
  });
}

function nested(depth: number): string {
  const opening = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
  );
  return `${head}${opening.join('')}Content-Type: text/plain\r\n\r\nat the bottom\r\n`;
}

const file = '--b\r\nContent-Type: application/x\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n';

describe('a hostile mail keeps author, subject and what text it has', () => {
  it.each([
    ['1,000 nested multiparts', nested(1_000), 'at the bottom'],
    ['10,000 nested multiparts', nested(10_000), 'at the bottom'],
    [
      '10,000 files',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n${file.repeat(10_000)}--b--`,
      'Hello',
    ],
    ['50,000 header fields', `${head}${'X-A: b\r\n'.repeat(50_000)}\r\nHello`, 'Hello'],
    ['one field of 5 MB', `${head}X-A: ${'b'.repeat(5_000_000)}\r\n\r\nHello`, 'Hello'],
    ['a field beyond every limit', `${head}X-A: ${'b'.repeat(20_000_000)}\r\n\r\nHello`, undefined],
    [
      'a multipart without a boundary',
      `${head}Content-Type: multipart/mixed\r\n\r\nHello\r\n${'text\r\n'.repeat(800_000)}`,
      'Hello',
    ],
    [
      'a multipart full of what may be boundaries',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\nHello\r\n${'--------------- -\r\n'.repeat(250_000)}`,
      'Hello',
    ],
    [
      'files in the text that never end',
      `${head}\r\nHello\r\n${`begin 644 a\r\n${`M${'A'.repeat(60)}\r\n`.repeat(4)}`.repeat(15_000)}end`,
      'Hello',
    ],
    ['carriage returns alone', `${head}\r\nHello${'\r\n'.repeat(2_000_000)}`.replaceAll('\n', ''), 'Hello'],
    ['HTML nested 20,000 deep', `${head}${htmlPart}${'<div>'.repeat(20_000)}Hello`, 'Hello'],
    ['5 MB of open tags', `${head}${htmlPart}Hello${'<b>'.repeat(1_700_000)}`, 'Hello'],
    ['5 MB of angle brackets', `${head}${htmlPart}Hello ${'<'.repeat(5_000_000)}`, 'Hello'],
    ['5 MB of attributes', `${head}${htmlPart}Hello<a ${'x=y '.repeat(1_200_000)}>`, 'Hello'],
    [
      '200,000 links that never end',
      `${head}${htmlPart}Hello${'<a href="https://x.example/y">t'.repeat(200_000)}`,
      'Hello',
    ],
    [
      '5 MB of HTML',
      `${head}${htmlPart}<p>Hello</p>${'<p>a <b>b</b> &amp; <a href="https://x.example/">c</a></p>\n'.repeat(80_000)}`,
      'Hello',
    ],
    ['text without line breaks', `${head}\r\n${'Hello '.repeat(800_000)}`, 'Hello'],
    ['bytes of no charset', Buffer.from(`${head}\r\nHello ${'\xff\xfe\x80'.repeat(100_000)}`, 'latin1'), 'Hello'],
    [
      'a boundary that never comes',
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\nHello, no part follows`,
      undefined,
    ],
    [
      'base64 that is none',
      `${head}Content-Transfer-Encoding: base64\r\n\r\n%%%% not base64 ${'='.repeat(9_000)}`,
      undefined,
    ],
    ['a charset nobody knows', `${head}Content-Type: text/plain; charset=klingon\r\n\r\nHello`, 'Hello'],
  ])('%s', async (_, raw, text) => {
    const from = performance.now();
    const email = await read(raw);
    expect(email.from).toEqual({ address: 'mia@customer.example', name: 'Mia' });
    expect(email.subject).toBe('Help');
    if (text === undefined) expect(email.text.length + email.faults.length).toBeGreaterThanOrEqual(0);
    else expect(email.text).toContain(text);
    expect(performance.now() - from).toBeLessThan(30_000);
  });

  it.each([
    ['nothing at all', ''],
    ['NUL bytes', Buffer.alloc(100_000)],
    ['noise', Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7_919) % 256))],
    ['a header that never ends', 'From: a@b.example'],
  ])('%s is read as something', async (_, raw) => {
    await expect(read(raw)).resolves.toMatchObject({ attachments: [] });
  });

  it('keeps the first 500 of too many files, and says so', async () => {
    const email = await read(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${file.repeat(600)}--b--`);
    expect(email.attachments).toHaveLength(500);
    expect(email.faults).toEqual(['100 more files are in the original message only.']);
  });

  it('says that a field beyond every limit stopped it', async () => {
    const email = await read(`${head}X-A: ${'b'.repeat(20_000_000)}\r\n\r\nHello`);
    expect(email.faults[0]).toMatch(/could not be read fully .* The original is kept/);
  });
});

describe('memory', () => {
  it('stays flat in the size of a file', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`;
    const lines = 1_000;
    const chunk = Buffer.from(line.repeat(lines));
    const mail = function* (megabytes: number) {
      yield Buffer.from(`${head}Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n`);
      for (let sent = 0; sent < megabytes * 1_048_576; sent += chunk.length) yield chunk;
    };
    const peak = async (megabytes: number) => {
      let most = 0;
      await readEmail(Readable.from(mail(megabytes)), async (content) => {
        let size = 0;
        for await (const part of content) {
          size += part.length;
          most = Math.max(most, process.memoryUsage().arrayBuffers);
        }
        return { hash: 'x', size };
      });
      return most;
    };
    const small = await peak(4);
    expect((await peak(80)) - small).toBeLessThan(40 * 1_048_576);
  });
});
