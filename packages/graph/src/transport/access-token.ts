import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import { type ClientCertificate, clientAssertion } from './client-assertion.ts';
import { type Patience, withRetries } from './retry.ts';
import { tokenRefusal } from './token-refusal.ts';

/** How the app proves itself: a secret, or a certificate whose private key never leaves this machine. */
export type Credential = { readonly secret: string } | { readonly certificate: ClientCertificate };

export interface TokenSettings {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: Credential;
  /** What the token is for: `https://graph.microsoft.com/.default`, `https://outlook.office365.com/.default`. */
  readonly scope: string;
  /** Sign-in host of the cloud, without a path. */
  readonly login: string;
  readonly fetch: typeof fetch;
  readonly patience: Patience;
  readonly timeoutMs: number;
}

export interface TokenSource {
  /** A token that is good for a while yet. */
  token(signal?: AbortSignal): Promise<string>;
  /** The service refused this one: do not hand it out again. */
  discard(token: string): void;
}

interface CachedToken {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly refreshAtMs: number;
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
/** Tokens live about an hour. A request that starts now must not meet the end of its token. */
const marginMs = 300_000;

/** Client-credential tokens (RFC 6749 section 4.4), cached, asked for once at a time and renewed before they run out. */
export function createTokenSource(settings: TokenSettings): TokenSource {
  let cached: CachedToken | undefined;
  let asking: Promise<CachedToken> | undefined;
  const nowMs = () => settings.patience.now().epochMilliseconds;

  const renew = async (): Promise<CachedToken> => {
    asking ??= askForToken(settings).finally(() => {
      asking = undefined;
    });
    cached = await asking;
    return cached;
  };

  return {
    async token(signal) {
      signal?.throwIfAborted();
      const held = cached;
      if (held && nowMs() < held.refreshAtMs) return held.token;
      try {
        return (await renew()).token;
      } catch (error) {
        // The sign-in service is down but what we hold is still good.
        if (held && held === cached && nowMs() < held.expiresAtMs) return held.token;
        throw error;
      }
    },
    discard(token) {
      if (cached?.token === token) cached = undefined;
    },
  };
}

/** The application permissions a token carries, where it can be read; Microsoft reserves the right to change its form, so this only words messages. */
export function grantedPermissions(token: string): readonly string[] | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const parsed = z.object({ roles: z.array(z.string()).default([]) }).safeParse(payload);
    return parsed.data?.roles;
  } catch {
    return undefined;
  }
}

async function askForToken(settings: TokenSettings): Promise<CachedToken> {
  const askedAt = settings.patience.now();
  const endpoint = `${settings.login}/${encodeURIComponent(settings.tenantId)}/oauth2/v2.0/token`;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.clientId,
    scope: settings.scope,
    ...(await proof(settings, endpoint, askedAt)),
  });
  const send = () =>
    settings.fetch(endpoint, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: form,
      signal: AbortSignal.timeout(settings.timeoutMs),
    });
  const response = await withRetries(send, { repeatable: true }, settings.patience).catch((error: unknown) => {
    throw new GraphError(
      'unavailable',
      `The sign-in service ${settings.login} could not be reached: check DNS, proxy and firewall; the request is tried again.`,
      { doing: 'sign in' },
      error,
    );
  });
  const body: unknown = await response.json().catch(() => undefined);
  const answer = tokenAnswer.safeParse(body);
  if (!response.ok || !answer.success) throw tokenRefusal(response, body, settings, askedAt);
  return toCached(answer.data, askedAt.epochMilliseconds);
}

async function proof(
  { credential, clientId }: TokenSettings,
  endpoint: string,
  now: Temporal.Instant,
): Promise<Record<string, string>> {
  if ('secret' in credential) return { client_secret: credential.secret };
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion(credential.certificate, { clientId, endpoint, now }),
  };
}

function toCached(answer: z.infer<typeof tokenAnswer>, askedAtMs: number): CachedToken {
  const lifetimeMs = answer.expires_in * 1000;
  return {
    token: answer.access_token,
    expiresAtMs: askedAtMs + lifetimeMs,
    refreshAtMs: askedAtMs + lifetimeMs - Math.min(marginMs, lifetimeMs / 4),
  };
}
