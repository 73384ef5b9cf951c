import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key as the connector publishes it, and tokens signed with it (RFC 7515, 7519). */
export interface SigningKey {
  readonly jwk: object;
  token(claims: Readonly<Record<string, unknown>>): string;
}

export function createSigningKey(kid: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256', endorsements: ['msteams'] },
    token: (claims) => signed({ alg: 'RS256', typ: 'JWT', kid }, claims, privateKey),
  };
}

function signed(header: object, claims: object, key: KeyObject): string {
  const body = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`;
}
