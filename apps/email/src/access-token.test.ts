import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import type { OAuthConfig } from '@sla/config';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createTokenSource } from './access-token.ts';
import { startTokenPeer, type TokenPeer } from './testing/token-peer.ts';

let store: CaseStore;
let peer: TokenPeer;
let now = 0;

const source = (change: Partial<OAuthConfig> = {}) => {
  const settings = {
    provider: 'other',
    tokenUrl: peer.url,
    clientId: 'desk',
    refreshToken: 'first',
    ...change,
  } as const;
  return createTokenSource(settings, { channelState: (name) => store.channelState(name), now: () => now });
};

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  peer = await startTokenPeer();
});
afterEach(() => peer.close());

describe('an access token', () => {
  it('is asked for once, however many want it, and renewed before it runs out', async () => {
    const tokens = source();
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['token-1', 'token-1']);
    now += 3_299_000;
    expect(await tokens.token()).toBe('token-1');
    now += 2_000;
    expect(await tokens.token()).toBe('token-2');
    expect(peer.asked.map(({ refresh_token }) => refresh_token)).toEqual(['first', 'refresh-1']);
  });

  it('comes by the newest refresh token also after a restart, and that is kept encrypted', async () => {
    await source({ refreshToken: 'of a year' }).token();
    await source({ refreshToken: 'of a year' }).token();
    expect(peer.asked.map(({ refresh_token }) => refresh_token)).toEqual(['of a year', 'refresh-1']);
    expect(JSON.stringify(await store.channelState('email').list('oauth/'))).not.toContain('refresh-');
  });

  it('comes by the consent that is configured anew, whatever was kept', async () => {
    await source({ refreshToken: 'old' }).token();
    await source({ refreshToken: 'new' }).token();
    expect(peer.asked.at(-1)?.refresh_token).toBe('new');
  });

  it('of an app is asked for in its own name', async () => {
    const { refreshToken: _, ...app } = { refreshToken: '' };
    const settings = {
      provider: 'microsoft',
      tokenUrl: peer.url,
      clientId: 'desk',
      clientSecret: 's',
      scope: 'x/.default',
    } as const;
    const tokens = createTokenSource(
      { ...settings, ...app },
      { channelState: (name) => store.channelState(name), now: () => now },
    );
    expect(await tokens.token()).toBe('token-1');
    expect(peer.asked).toEqual([
      { client_id: 'desk', client_secret: 's', scope: 'x/.default', grant_type: 'client_credentials' },
    ]);
  });

  it('is asked for anew once a server has refused it', async () => {
    const tokens = source();
    tokens.discard(await tokens.token());
    expect(await tokens.token()).toBe('token-2');
  });

  it('that is refused says what to do', async () => {
    peer.refuse(400, 'invalid_grant');
    await expect(source().token()).rejects.toMatchObject({
      passing: false,
      message: `${peer.url} gives no token (invalid_grant): the consent has run out or was withdrawn: grant it anew and set the new refreshToken. It said: AADSTS700082: it ran out.`,
    });
    peer.refuse(503, 'busy');
    await expect(source().token()).rejects.toMatchObject({ passing: true });
  });

  it('of an endpoint that nobody answers at is tried again', async () => {
    await expect(source({ tokenUrl: 'http://127.0.0.1:1/token' }).token()).rejects.toMatchObject({ passing: true });
  });
});
