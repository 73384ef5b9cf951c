import { constants, createDecipheriv, createHmac, type KeyLike, privateDecrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const encryptedContentShape = z.object({
  data: z.string(),
  dataSignature: z.string(),
  dataKey: z.string(),
  encryptionCertificateId: z.string(),
});

export type EncryptedContent = z.output<typeof encryptedContentShape>;

/** Private keys by the id their certificates were announced under; old ones stay until nothing names them. */
export type DecryptionKeys = Readonly<Record<string, KeyLike>>;

export type Decrypted =
  | { readonly ok: true; readonly content: unknown }
  | { readonly ok: false; readonly reason: 'unknown-certificate' | 'wrong-key' | 'tampered' | 'not-json' };

const keyBytes = 32;

/**
 * Graph's rich notifications: an AES key under RSA-OAEP with SHA-1, an HMAC-SHA256 over the ciphertext with that key, and
 * AES-256-CBC whose initialisation vector is the first half of the key. The signature is checked before anything is decrypted.
 */
export function decryptContent(encrypted: EncryptedContent, keys: DecryptionKeys): Decrypted {
  const privateKey = Object.hasOwn(keys, encrypted.encryptionCertificateId)
    ? keys[encrypted.encryptionCertificateId]
    : undefined;
  if (privateKey === undefined) return { ok: false, reason: 'unknown-certificate' };
  const key = unwrapKey(encrypted.dataKey, privateKey);
  if (key?.length !== keyBytes) return { ok: false, reason: 'wrong-key' };
  const data = Buffer.from(encrypted.data, 'base64');
  const expected = createHmac('sha256', key).update(data).digest();
  const signature = Buffer.from(encrypted.dataSignature, 'base64');
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    return { ok: false, reason: 'tampered' };
  }
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
    const plain = Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
    return { ok: true, content: JSON.parse(plain) };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

function unwrapKey(dataKey: string, privateKey: KeyLike): Buffer | undefined {
  try {
    const padding = { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    return privateDecrypt(padding, Buffer.from(dataKey, 'base64'));
  } catch {
    return undefined;
  }
}
