import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';
import { readEmail } from '../read-email.ts';
import { buildTnef } from '../testing/build-tnef.ts';
import { readTnef } from './tnef.ts';

const run = promisify(execFile);

async function read(raw: Buffer | string) {
  const kept = new Map<string, Buffer>();
  const email = await readEmail(Readable.from([Buffer.from(raw)]), async (content) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const hash = `file-${kept.size + 1}`;
    kept.set(hash, Buffer.concat(chunks));
    return { hash, size: kept.get(hash)?.length ?? 0 };
  });
  const files = email.attachments.map(({ name, type, blob }) => ({
    name,
    type,
    text: kept.get(blob.hash)?.toString(),
  }));
  return { email, files };
}

function packed(tnef: Buffer, text?: string): string {
  const part = `Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="winmail.dat"\r\n\r\n${tnef.toString('base64')}\r\n`;
  if (text === undefined) return `From: a@x.example\r\nSubject: x\r\n${part}`;
  return `From: a@x.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b\r\n${part}--b--\r\n`;
}

const files = [
  { name: 'Zeugnis für Ümit.pdf', content: Buffer.from('a report') },
  { name: 'notes.txt', content: Buffer.from('a note') },
];

describe('winmail.dat', () => {
  it('gives its files beside it, with their long names', async () => {
    const { email, files: found } = await read(packed(buildTnef(files, { html: '<p>hidden</p>' }), 'See files.'));
    expect(email.text.trim()).toBe('See files.');
    expect(found.map(({ name, type, text }) => [name, type, name === 'winmail.dat' ? '' : text])).toEqual([
      ['winmail.dat', 'application/ms-tnef', ''],
      ['Zeugnis für Ümit.pdf', 'application/pdf', 'a report'],
      ['notes.txt', 'text/plain', 'a note'],
    ]);
    expect(email.faults).toEqual(['Outlook packed parts of this mail into winmail.dat; they lie beside it.']);
  });

  it('gives the text where the mail has no other', async () => {
    const { email } = await read(packed(buildTnef([], { html: '<p>Only <b>here</b>.</p>' })));
    expect(email.reply.reply).toBe('Only here.');
  });

  it('gives the text of compressed RTF, as the example of its specification', async () => {
    const hello = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0';
    const { email } = await read(packed(buildTnef([], { rtf: Buffer.from(hello, 'hex') })));
    expect(email.reply.reply).toBe('hello world');
  });

  it('gives what stands before a tear, and is kept whole', async () => {
    const whole = buildTnef(files);
    for (const length of [0, 5, 6, 20, 100, whole.length - 50, whole.length - 1]) {
      const { files: found } = await read(packed(whole.subarray(0, length), 'Torn.'));
      expect(found[0]?.name).toBe('winmail.dat');
    }
    expect(readTnef(whole.subarray(0, whole.length - 60))?.files[0]?.name).toBe('Zeugnis für Ümit.pdf');
  });

  it('that says it is endless ends', async () => {
    const evil = buildTnef(files);
    evil.fill(0xff, 15, 40);
    const from = performance.now();
    await read(packed(evil, 'x'));
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe('S/MIME that hides the mail in its signature', async () => {
  const missing = await run('openssl', ['version']).then(
    () => undefined,
    () => 'openssl is not installed',
  );

  it.each([
    ['DER', []],
    ['BER in pieces', ['-stream']],
  ])('shows the mail and says so: %s', async (_, more) => {
    if (missing !== undefined) return;
    const folder = await mkdtemp(join(tmpdir(), 'sla-smime-'));
    const [key, cert, inner, out] = ['key.pem', 'cert.pem', 'in.txt', 'out.eml'].map((name) => join(folder, name));
    const names = { key: key ?? '', cert: cert ?? '', inner: inner ?? '', out: out ?? '' };
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=mia',
      '-keyout',
      names.key,
      '-out',
      names.cert,
    ]);
    const text =
      'Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBitte zurücksetzen.\r\n--i\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--i--\r\n';
    await writeFile(names.inner, text);
    const sign = ['cms', '-sign', '-nodetach', ...more, '-in', names.inner, '-signer', names.cert, '-inkey', names.key];
    await run('openssl', [...sign, '-from', 'mia@x.example', '-subject', 'Signed', '-out', names.out]);
    const { email, files: found } = await read(await readFile(names.out));
    await rm(folder, { recursive: true });
    expect(email.reply.reply).toBe('Bitte zurücksetzen.');
    expect(found.map(({ name }) => name)).toEqual(['smime.p7m', 'a.pdf']);
    expect(email.faults).toEqual([]);
  });
});

it('an invitation is told in a sentence', async () => {
  const ics =
    'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nDTSTART:16010101T000000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nSUMMARY:Outage\\, what\r\n  next\r\nDTSTART;TZID="Europe/Berlin":20261005T164100\r\nDTEND;TZID=Europe/Berlin:20261005T171100\r\nLOCATION:Room 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  const raw = `From: a@x.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nJoin.\r\n--b\r\nContent-Type: text/calendar; method=REQUEST; name=invite.ics\r\n\r\n${ics}\r\n--b--`;
  const { email, files: found } = await read(raw);
  expect(email.faults).toEqual([
    'It invites to “Outage, what next”, 2026-10-05 16:41 (Europe/Berlin) to 2026-10-05 17:11 (Europe/Berlin), at Room 4.',
  ]);
  expect(found.map(({ name }) => name)).toEqual(['invite.ics']);
});
