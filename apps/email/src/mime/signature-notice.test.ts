import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readEmail } from '../read-email.ts';
import { signatureNotices } from './signature-notice.ts';

const run = promisify(execFile);
const words = 'Content-Type: text/plain; charset=utf-8\r\n\r\nPlease reset my token.\r\n';
/** When the certificates below are there. */
const at = new Date(Date.now() + 60_000);
let folder = '';
const missing = await run('openssl', ['version']).then(
  () => false,
  () => true,
);

async function openssl(...words: readonly string[]): Promise<void> {
  await run('openssl', words as string[], { cwd: folder });
}

async function certify(name: string, email: string, more: readonly string[] = []): Promise<void> {
  await openssl(
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-subj',
    `/CN=${name}`,
    '-out',
    `${name}.csr`,
  );
  await writeFile(
    join(folder, `${name}.ext`),
    `subjectAltName=email:${email}\nextendedKeyUsage=${more[0] ?? 'emailProtection'}\nbasicConstraints=CA:FALSE\n`,
  );
  await openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sla-smime-'));
  if (missing) return;
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '60',
    '-subj',
    '/O=Customer CA/CN=Customer Mail CA',
  );
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'other.key',
    '-out',
    'other.pem',
    '-days',
    '60',
    '-subj',
    '/CN=Somebody else',
  );
  await certify('mia', 'mia@customer.example');
  await certify('web', 'mia@customer.example', ['serverAuth']);
  await writeFile(join(folder, 'words'), words);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function sign(signer = 'mia', ...more: readonly string[]): Promise<string> {
  const key = ['-signer', `${signer}.pem`, '-inkey', `${signer}.key`];
  await openssl('smime', '-sign', '-in', 'words', '-out', 'signed.eml', '-binary', ...key, ...more);
  return readFile(join(folder, 'signed.eml'), 'latin1');
}

async function told(mime: string, trust: readonly string[] = ['ca.pem'], from = 'mia@customer.example', when = at) {
  const raw = `From: Mia <${from}>\r\nSubject: Token\r\n${mime}`;
  const open = () => Readable.from([Buffer.from(raw, 'latin1')]);
  const email = await readEmail(open(), async (content) => {
    let size = 0;
    for await (const chunk of content) size += chunk.length;
    return { hash: '', size };
  });
  const notices = await signatureNotices(email, open, { trust: trust.map((file) => join(folder, file)), at: when });
  return { email, notices };
}

describe.skipIf(missing)('a signature made by openssl (skipped where it is not installed)', () => {
  it.each([
    ['beside the words', []],
    ['around the words', ['-nodetach']],
    ['of SHA-512', ['-md', 'sha512']],
  ])('%s is proved where its issuer is trusted', async (_, more) => {
    const { email, notices } = await told(await sign('mia', ...more));
    expect(notices).toEqual(['Its author signed it (S/MIME): mia@customer.example by the word of Customer Mail CA.']);
    expect(email.text.trim()).toBe('Please reset my token.');
  });

  it('is proved although the mail was saved with bare line feeds', async () => {
    const { notices } = await told((await sign()).replaceAll('\r\n', '\n'));
    expect(notices[0]).toMatch(/^Its author signed it/);
  });

  it('of nobody whom the desk trusts proves that nothing was changed, and no more', async () => {
    const wanted =
      'It is as it was signed (S/MIME), but whose signature it is, is not proved: nobody whom the desk trusts vouches for Customer Mail CA.';
    expect((await told(await sign(), [])).notices).toEqual([wanted]);
    expect((await told(await sign(), ['other.pem'])).notices).toEqual([wanted]);
  });

  it('does not fit words that were changed', async () => {
    const { notices } = await told((await sign()).replace('my token', 'a token'));
    expect(notices).toEqual([expect.stringContaining('does not fit its words')]);
  });

  it('of somebody else is not the author’s', async () => {
    const { notices } = await told(await sign(), ['ca.pem'], 'boss@customer.example');
    expect(notices).toEqual([
      'It is signed (S/MIME), but not by its author: the certificate is of mia@customer.example, not of boss@customer.example.',
    ]);
  });

  it('by a certificate for something else, or one that has run out, is not proved', async () => {
    expect((await told(await sign('web'))).notices[0]).toContain('its certificate is not for mail');
    const later = new Date(at.getTime() + 45 * 86_400_000);
    expect((await told(await sign(), ['ca.pem'], undefined, later)).notices[0]).toContain('had run out');
  });

  it('of an algorithm that can be forged is not checked', async () => {
    expect((await told(await sign('mia', '-md', 'sha1'))).notices).toEqual([
      'It is signed (S/MIME); the signature was not checked: its algorithm is out of date.',
    ]);
  });

  it('that carries words of its own is not checked against those', async () => {
    const wrapped = (await sign('mia', '-nodetach'))
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join('\n');
    const mixed = `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n\r\nPay Eve.\r\n--b\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped}\r\n--b--\r\n`;
    expect((await told(mixed)).notices).toEqual([
      'It is signed (S/MIME); the signature was not checked: what it signs is not what is shown.',
    ]);
  });

  it('is left alone where the trusted certificates cannot be read', async () => {
    expect((await told(await sign(), ['none.pem'])).notices[0]).toContain('none.pem cannot be read');
    expect((await told(await sign(), ['words'])).notices[0]).toContain('holds no certificate');
  });
});

describe('what cannot be checked is said to be unchecked', () => {
  const torn = 'Content-Transfer-Encoding: base64\r\n\r\nMIIBAAAA\r\n';
  it.each([
    [
      'a torn signature',
      `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${words}--b\r\n${torn}--b--\r\n`,
      'it is torn',
    ],
    [
      'a missing one',
      `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${words}`,
      'its parts were not found',
    ],
    [
      'PGP',
      `Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b\r\n\r\n--b\r\n${words}--b\r\n\r\nx\r\n--b--\r\n`,
      '(PGP); the signature was not checked',
    ],
    ['PGP in the text', '\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHello\r\n', '(PGP); the signature was not checked'],
    ['what is encrypted in the text', '\r\n-----BEGIN PGP MESSAGE-----\r\nhQE\r\n', 'which the desk cannot read'],
    [
      'a part',
      `Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n${words}--a\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--a--\r\n`,
      'A part of it is signed',
    ],
    [
      'a large mail',
      `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b\r\n\r\n--b\r\n${'x\r\n'.repeat(4_500_000)}--b\r\n${torn}--b--\r\n`,
      'the mail is too large',
    ],
  ])('%s', async (_, mime, wanted) => {
    expect((await told(mime, [])).notices.join(' ')).toContain(wanted);
  });

  it('and unsigned mail gets no word', async () => {
    expect((await told('\r\nHello\r\n')).notices).toEqual([]);
  });
});
