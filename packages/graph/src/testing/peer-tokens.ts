import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';

import { exportJWK, jwtVerify, SignJWT } from 'jose';
import type { Temporal } from 'temporal-polyfill';

import type { PeerAnswer } from './route.ts';

export interface PeerApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface PeerTokens {
  /** Application permissions; those who hold a token keep what it says until they ask for a new one. */
  grant(...roles: string[]): void;
  revoke(...roles: string[]): void;
  /** Every token handed out so far is refused from now on. */
  expireTokens(): void;
  /** From now on the app proves itself by this certificate's key. */
  trustCertificate(publicKeyPem: string): void;
  /** Seconds; an hour unless told otherwise. */
  lifetime: number;
  readonly issued: number;
  answer(body: string, endpoint: string): Promise<PeerAnswer>;
  rolesOf(authorization: string | null): readonly string[] | undefined;
  /** A token as the notification publisher sends it with rich notifications. */
  validationToken(claims?: Record<string, unknown>, key?: KeyObject): Promise<string>;
  keys(): Promise<PeerAnswer>;
}

/** Signing takes time to make a key for; one a process is enough. */
const signing = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyId = 'peer-key';
const publisher = '0bf30f3b-4a52-48df-9a82-234910c4a086';

export function peerTokens(app: PeerApp, now: () => Temporal.Instant): PeerTokens {
  const roles = new Set<string>();
  const live = new Map<string, { roles: readonly string[]; expiresAtMs: number }>();
  let certificateKey: string | undefined;
  const seconds = () => Math.floor(now().epochMilliseconds / 1000);

  const proven = async (form: URLSearchParams, endpoint: string): Promise<number | undefined> => {
    const assertion = form.get('client_assertion');
    if (assertion !== null && certificateKey !== undefined) {
      const options = {
        issuer: app.clientId,
        subject: app.clientId,
        audience: endpoint,
        currentDate: new Date(seconds() * 1000),
      };
      const verified = await jwtVerify(assertion, createPublicKey(certificateKey), options).catch(() => undefined);
      return verified ? undefined : 700027;
    }
    return form.get('client_secret') === app.clientSecret ? undefined : 7000215;
  };

  const issue = async (): Promise<PeerAnswer> => {
    const token = await new SignJWT({ roles: [...roles], appid: app.clientId, tid: app.tenantId })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
      .setJti(randomUUID())
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + peer.lifetime)
      .sign(signing.privateKey);
    live.set(digest(token), { roles: [...roles], expiresAtMs: now().epochMilliseconds + peer.lifetime * 1000 });
    count += 1;
    return { status: 200, json: { token_type: 'Bearer', expires_in: peer.lifetime, access_token: token } };
  };

  let count = 0;
  const peer: PeerTokens = {
    grant: (...names) => {
      for (const name of names) roles.add(name);
    },
    revoke: (...names) => {
      for (const name of names) roles.delete(name);
    },
    expireTokens: () => live.clear(),
    trustCertificate: (publicKeyPem) => {
      certificateKey = publicKeyPem;
    },
    lifetime: 3600,
    get issued() {
      return count;
    },
    async answer(body, endpoint) {
      const form = new URLSearchParams(body);
      if (!endpoint.includes(`/${app.tenantId}/`)) return denied(90002, 'no such tenant');
      if (form.get('client_id') !== app.clientId) return denied(700016, 'no such application');
      if (form.get('grant_type') !== 'client_credentials') return denied(70003, 'unsupported grant');
      if (!form.get('scope')?.endsWith('/.default')) return denied(1002012, 'the scope must end in /.default');
      const code = await proven(form, endpoint);
      return code === undefined ? issue() : denied(code, 'invalid client');
    },
    rolesOf(authorization) {
      const held = live.get(digest(authorization?.replace(/^Bearer /, '') ?? ''));
      return held && held.expiresAtMs > now().epochMilliseconds ? held.roles : undefined;
    },
    validationToken: (claims = {}, key = signing.privateKey) =>
      new SignJWT({ appid: publisher, tid: app.tenantId, ver: '1.0', ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId })
        .setIssuer(String(claims.iss ?? `https://sts.windows.net/${app.tenantId}/`))
        .setAudience(String(claims.aud ?? app.clientId))
        .setIssuedAt(seconds())
        .setExpirationTime(Number(claims.exp ?? seconds() + 3600))
        .sign(key),
    async keys() {
      const jwk = await exportJWK(signing.publicKey);
      return { status: 200, json: { keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'RS256' }] } };
    },
  };
  return peer;
}

function denied(code: number, words: string): PeerAnswer {
  return {
    status: 400,
    json: {
      error: 'invalid_client',
      error_description: `AADSTS${code}: ${words}.\r\nTrace ID: peer-trace`,
      error_codes: [code],
      trace_id: 'peer-trace',
    },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
