import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Temporal } from 'temporal-polyfill';

import { GraphError } from '../graph-error.ts';

export interface PublisherTokenSettings {
  /** Ids of our app registrations; tokens are issued to the app that subscribed. */
  readonly clientIds: readonly string[];
  readonly tenantIds: readonly string[];
  /** Sign-in host of the cloud, without a path. */
  readonly login: string;
  readonly fetch: typeof fetch;
  readonly now: () => Temporal.Instant;
}

/** The app by which Graph itself sends change notifications, the same in every tenant. */
const publisher = '0bf30f3b-4a52-48df-9a82-234910c4a086';

/** Tenants for which every given token is good. One bad token taints the whole request: undefined. */
export type CheckPublisherTokens = (tokens: readonly string[]) => Promise<ReadonlySet<string> | undefined>;

export function publisherTokens(settings: PublisherTokenSettings): CheckPublisherTokens {
  const keys = createRemoteJWKSet(new URL(`${settings.login}/common/discovery/v2.0/keys`), {
    [customFetch]: settings.fetch,
  });
  return async (tokens) => {
    const tenants = new Set<string>();
    for (const token of tokens) {
      const tenant = await tenantOf(token, keys, settings);
      if (tenant === undefined) return undefined;
      tenants.add(tenant);
    }
    return tenants;
  };
}

async function tenantOf(
  token: string,
  keys: ReturnType<typeof createRemoteJWKSet>,
  { clientIds, tenantIds, login, now }: PublisherTokenSettings,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: [...clientIds],
      issuer: tenantIds.flatMap((id) => [`https://sts.windows.net/${id}/`, `${login}/${id}/v2.0`]),
      requiredClaims: ['exp', 'aud', 'iss'],
      clockTolerance: 300,
      currentDate: new Date(now().epochMilliseconds),
    });
    if (sentBy(payload) !== publisher) return undefined;
    return tenantIds.find((id) => payload.iss?.includes(`/${id}/`));
  } catch (error) {
    if (isVerdict(error)) return undefined;
    throw new GraphError(
      'unavailable',
      `The keys of ${login} could not be fetched, so notifications cannot be checked; the service sends them again.`,
      { doing: 'check a notification' },
      error,
    );
  }
}

/** `appid` in tokens of version 1.0, `azp` in those of 2.0. */
function sentBy({ appid, azp }: JWTPayload): unknown {
  return appid ?? azp;
}

/** jose's own errors are about the token, but for those about fetching the keys. */
function isVerdict(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return false;
  return error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC';
}
