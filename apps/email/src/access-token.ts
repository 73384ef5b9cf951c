import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import type { OAuthConfig } from '@sla/config';
import { z } from 'zod';

/** Access tokens for one account, renewed before they run out. */
export interface TokenSource {
  /** One that is good for a while yet. Throws TokenFault. */
  token(): Promise<string>;
  /** The server refused this one: it is not handed out again. */
  discard(token: string): void;
}

/** Why there is no token, in one sentence that says what to do. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';
  /** The endpoint is out of reach or busy; anything else wants a person. */
  readonly passing: boolean;

  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.passing = passing;
  }
}

export interface TokenPorts extends Pick<CaseStore, 'channelState'> {
  readonly now: () => number;
}

/** Tokens live by the time that passes, not by a clock that somebody may set. */
export function tokenPorts(ports: Pick<CaseStore, 'channelState'>): TokenPorts {
  return { channelState: (namespace) => ports.channelState(namespace), now: () => performance.now() };
}

/** A session that begins now must not meet the end of its token (milliseconds). */
const margin = 300_000;
const patience = 20_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

/** OAuth 2.0 (RFC 6749 §4.4 and §6). One request at a time, however many ask. */
export function createTokenSource(oauth: OAuthConfig, ports: TokenPorts): TokenSource {
  let held: Held | undefined;
  let asking: Promise<Held> | undefined;
  return {
    token: async () => {
      if (held !== undefined && ports.now() < held.until) return held.token;
      asking ??= askFor(oauth, ports).finally(() => {
        asking = undefined;
      });
      held = await asking;
      return held.token;
    },
    discard: (token) => {
      if (held?.token === token) held = undefined;
    },
  };
}

async function askFor(oauth: OAuthConfig, ports: TokenPorts): Promise<Held> {
  const vault = refreshTokenVault(oauth, ports);
  const refreshToken = await vault.read();
  const answer = await post(oauth, refreshToken);
  if (answer.refresh_token !== undefined && answer.refresh_token !== refreshToken) {
    await vault.write(answer.refresh_token);
  }
  const lifetime = answer.expires_in * 1_000;
  return { token: answer.access_token, until: ports.now() + lifetime - Math.min(margin, lifetime / 2) };
}

const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(3_600),
  refresh_token: z.string().min(1).optional(),
});
const refused = z.object({ error: z.string(), error_description: z.string().optional() });

async function post(oauth: OAuthConfig, refreshToken: string | undefined): Promise<z.infer<typeof granted>> {
  const body = new URLSearchParams({
    client_id: oauth.clientId,
    ...(oauth.clientSecret !== undefined && { client_secret: oauth.clientSecret }),
    ...(oauth.scope !== undefined && { scope: oauth.scope }),
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
  });
  const signal = AbortSignal.timeout(patience);
  const response = await fetch(oauth.tokenUrl, { method: 'POST', body, signal, redirect: 'error' }).catch((cause) => {
    throw new TokenFault(`The token endpoint ${oauth.tokenUrl} cannot be reached; another try follows.`, true, {
      cause,
    });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const read = granted.safeParse(answer);
  if (response.ok && read.success) return read.data;
  throw faultOf(oauth, response.status, answer);
}

function faultOf({ tokenUrl }: OAuthConfig, status: number, answer: unknown): TokenFault {
  if (status === 429 || status >= 500) {
    return new TokenFault(`The token endpoint ${tokenUrl} is busy (${status}); another try follows.`, true);
  }
  const said = refused.safeParse(answer).data;
  const advice: Readonly<Record<string, string>> = {
    invalid_grant: 'the consent has run out or was withdrawn: grant it anew and set the new refreshToken',
    invalid_client: 'check clientId and clientSecret, which may have expired',
    unauthorized_client: 'the app may not do this: check its permissions and the consent of an administrator',
    invalid_scope: 'check scope',
  };
  const what = said === undefined ? `status ${status}` : said.error;
  const hint = advice[said?.error ?? ''] ?? 'check the oauth settings of this account';
  const detail = said?.error_description?.split(/[\r\n]/)[0]?.slice(0, 300) ?? '';
  return new TokenFault(
    `${tokenUrl} gives no token (${what}): ${hint}.${detail === '' ? '' : ` It said: ${detail}`}`,
    false,
  );
}

interface Vault {
  read(): Promise<string | undefined>;
  write(token: string): Promise<void>;
}

/**
 * Microsoft gives a new refresh token with each use, and the first one ends after 90 days. The newest is kept, encrypted
 * with the one from the environment: whoever has only the database has nothing, and a new setting takes the place of all.
 */
function refreshTokenVault({ refreshToken, tokenUrl, clientId }: OAuthConfig, ports: TokenPorts): Vault {
  if (refreshToken === undefined) return { read: async () => undefined, write: async () => undefined };
  const key = createHash('sha256').update(`refresh token ${refreshToken}`).digest();
  const name = createHash('sha256').update(`${tokenUrl} ${clientId} ${refreshToken}`).digest('hex').slice(0, 32);
  const place = `oauth/${name}`;
  const state = ports.channelState('email');
  return {
    read: async () => decrypted(await state.get(place), key) ?? refreshToken,
    write: (token) => state.put(place, encrypted(token, key)),
  };
}

function encrypted(text: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

function decrypted(stored: unknown, key: Buffer): string | undefined {
  if (typeof stored !== 'string') return undefined;
  const bytes = Buffer.from(stored, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
