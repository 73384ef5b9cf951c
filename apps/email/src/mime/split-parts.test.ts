import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { readEmail } from '../read-email.ts';

async function read(raw: string, chunk = 65_536) {
  const bytes = Buffer.from(raw, 'latin1');
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.subarray(at * chunk, (at + 1) * chunk),
  );
  const files: string[] = [];
  const email = await readEmail(Readable.from(chunks), async (content) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    const file = Buffer.concat(pieces);
    files.push(file.toString('latin1'));
    return { hash: `h${files.length}`, size: file.length };
  });
  const names = email.attachments.map(
    ({ name }, index) => `${name ?? email.attachments[index]?.type}: ${files[index]}`,
  );
  return { from: email.from?.address, text: email.text.trim(), files: names };
}

const head = 'From: mia@x.example\nSubject: s\nMIME-Version: 1.0\n';
const mixed = 'Content-Type: multipart/mixed; boundary=bb\n';
const text = '--bb\nContent-Type: text/plain\n\nhello\n';
const file = '--bb\nContent-Type: application/pdf; name=x.pdf\nContent-Transfer-Encoding: base64\n\ndGVzdA==\n';
const whole = { from: 'mia@x.example', text: 'hello', files: ['x.pdf: test'] };

describe('a mail is parted', () => {
  it('at no line above a signature', async () => {
    const raw = `${head}Content-Type: multipart/mixed; boundary=""\n\n${text}-- \nMia\n----\nyours\n${file}----\n`;
    expect(await read(raw.replaceAll('--bb', '--'))).toStrictEqual({
      from: 'mia@x.example',
      text: 'hello\n-- \nMia\n----\nyours',
      files: ['x.pdf: test'],
    });
  });

  it.each([
    [
      'without a semicolon before the boundary',
      `${head}Content-Type: multipart/mixed boundary="bb"\n\n${text}${file}--bb--\n`,
    ],
    ['though its type is lost', `${head}\n${text}${file}--bb--\n`],
    ['though another type stands before its own', `${head}Content-Type: text/plain\n${mixed}\n${text}${file}--bb--\n`],
    ['though no empty line ends the header', `${head}${mixed}${text}${file}--bb--\n`],
    ['though a line of blanks ends the header', `${head}${mixed}  \n${text}${file}--bb--\n`],
    [
      'though its boundary has no letters',
      `${head}Content-Type: multipart/mixed; boundary=""\n\n${`${text}${file}`.replaceAll('--bb', '--')}----\n`,
    ],
    ['though its last line has no end', `${head}${mixed}\n${text}${file}--bb`],
    ['though its returns are doubled', `${head}${mixed}\n${text}${file}--bb--\n`.replaceAll('\n', '\r\r\n')],
    [
      'though it is encoded as a whole',
      `${head}${mixed}Content-Transfer-Encoding: base64\n\n${Buffer.from(`${text}${file}--bb--`).toString('base64')}\n`,
    ],
    [
      'though it was pasted below text',
      `Mia Lind\n\nTo:\nbo\n\n\nReceived: by mx\n${head}${mixed}\n${text}${file}--bb--\n`,
    ],
  ])('%s', async (_, raw) => {
    expect(await read(raw)).toEqual(whole);
    expect(await read(raw, 7)).toEqual(whole);
  });
});

describe('what tells how a part is encoded', () => {
  it.each(['base64;', '"base64"', ' BASE64 ', 'base64 (RFC 2045)', 'base-64'])('may be spelt %s', async (encoding) => {
    const raw = `${head}${mixed}\n${text}${file.replace('base64', encoding)}--bb--\n`;
    expect(await read(raw)).toEqual(whole);
  });

  it('may be uuencode', async () => {
    const body = 'begin 644 x.pdf\n$=&5S=`\n`\nend\n';
    const raw = `${head}${mixed}\n${text}${file.replace('base64', 'x-uuencode').replace('dGVzdA==\n', body)}--bb--\n`;
    expect(await read(raw)).toEqual(whole);
    expect(await read(raw, 7)).toEqual(whole);
  });

  it('is not believed where no uuencoded file begins', async () => {
    const raw = `${head}${mixed}\n${text}${file.replace('base64', 'x-uuencode').replace('dGVzdA==', 'test')}--bb--\n`;
    expect(await read(raw)).toEqual(whole);
  });
});

describe('a text with a name is the body', () => {
  it('as a form of an alternative', async () => {
    const forms =
      '--bb\nContent-Type: text/plain; name=a.txt\n\nhello\n--bb\nContent-Type: text/html; name=a.htm\n\n<p>hello\n';
    const raw = `${head}${mixed.replace('mixed', 'alternative')}\n${forms}--bb--\n`;
    expect(await read(raw)).toEqual({ ...whole, files: [] });
  });

  it('as the beginning of a related set, and no file beside it is', async () => {
    const raw = `${head}${mixed.replace('mixed', 'related')}\n--bb\nContent-Type: text/html; name=a.htm\n\n<p>hello\n--bb\nContent-Type: text/plain; name=b.txt\n\nb\n--bb--\n`;
    expect(await read(raw)).toEqual({ ...whole, files: ['b.txt: b'] });
  });

  it('but is a file in a mixed one', async () => {
    const raw = `${head}${mixed}\n${text}--bb\nContent-Type: text/plain; name=b.txt\n\nb\n--bb--\n`;
    expect(await read(raw)).toEqual({ ...whole, files: ['b.txt: b'] });
  });
});

it('a mail of a rare kind of text is its text', async () => {
  expect(await read(`${head}Content-Type: text/markdown; charset=utf-8\n\nhello\n`)).toEqual({ ...whole, files: [] });
});

it('a mail in a mail is no header of its own', async () => {
  const inner = 'hello\n\nReceived: by mx\nFrom: eve@y.example\nMessage-ID: <1@y>\n\nx\n';
  expect((await read(`Content-Type: text/plain\nFrom: mia@x.example\n\n${inner}`)).from).toBe('mia@x.example');
});
