import { X509Certificate } from 'node:crypto';

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';

import { encrypt } from '../testing/peer-subscriptions.ts';
import { decryptContent } from './decrypt-content.ts';
import { selfSigned } from './self-signed.ts';

const from = Temporal.Instant.from('2026-01-01T00:00:00Z');
const to = Temporal.Instant.from('2051-01-01T00:00:00Z');
const ours = selfSigned('Desk notifications', from, to);
const other = selfSigned('Somebody else', from, to);
const keys = { ours: ours.privateKey };

const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
const encryptFor = (content: unknown, { certificate } = ours, id = 'ours') =>
  encrypt({ encryptionCertificate: bare(certificate), encryptionCertificateId: id }, content);

test('whatever was encrypted for us is read again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (content) => {
      const normal: unknown = JSON.parse(JSON.stringify(content));
      expect(decryptContent(encryptFor(content), keys)).toEqual({ ok: true, content: normal });
    }),
  );
});

test('a change to any byte of it is noticed before anything is decrypted', () => {
  const encrypted = encryptFor({ body: { content: 'Pay to account 1' } });
  const bytes = Buffer.from(encrypted.data, 'base64');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ change;
      const forged = { ...encrypted, data: changed.toString('base64') };
      expect(decryptContent(forged, keys)).toEqual({ ok: false, reason: 'tampered' });
    }),
  );
});

test('nonsense in any field is an answer, never a crash', () => {
  const encrypted = encryptFor({ a: 1 });
  const field = fc.constantFrom('data', 'dataSignature', 'dataKey', 'encryptionCertificateId');
  fc.assert(
    fc.property(field, fc.string(), (name, nonsense) => {
      expect(decryptContent({ ...encrypted, [name]: nonsense }, keys).ok).toBe(false);
    }),
  );
});

test.each([
  ['a certificate we never announced', encryptFor({}, ours, 'theirs'), 'unknown-certificate'],
  ['a name that every object has', encryptFor({}, ours, 'constructor'), 'unknown-certificate'],
  ["another's certificate under our id", encryptFor({}, other), 'wrong-key'],
])('%s is refused', (_name, encrypted, reason) => {
  expect(decryptContent(encrypted, keys)).toEqual({ ok: false, reason });
});

test('during a change of certificates both are read', () => {
  const both = { ours: ours.privateKey, next: other.privateKey };
  expect(decryptContent(encryptFor(1), both)).toEqual({ ok: true, content: 1 });
  expect(decryptContent(encryptFor(2, other, 'next'), both)).toEqual({ ok: true, content: 2 });
});

test('the certificate we make is one that others can read', () => {
  const read = new X509Certificate(ours.certificate);
  expect(read.subject).toBe('CN=Desk notifications');
  expect(read.issuer).toBe('CN=Desk notifications');
  expect(read.verify(read.publicKey)).toBe(true);
  expect(new Date(read.validFrom).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(new Date(read.validTo).toISOString()).toBe('2051-01-01T00:00:00.000Z');
  expect(read.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(read.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(ours.thumbprint);
  expect(read.serialNumber).not.toBe(new X509Certificate(other.certificate).serialNumber);
});
