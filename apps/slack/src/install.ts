import { randomBytes, timingSafeEqual } from 'node:crypto';

import { WebClient } from '@slack/web-api';

import type { Installation, Installations } from './installations.ts';
import type { Log } from './log.ts';
import { botScopes, type SlackPlatform } from './options.ts';
import { clientOptions } from './slack-clients.ts';
import { slackFault } from './slack-fault.ts';
import type { Troubles } from './troubles.ts';

export interface InstallOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where browsers reach this app, so that Slack can send them back. */
  readonly url: string;
  readonly platform: SlackPlatform;
  readonly troubles: Troubles;
  readonly log: Log;
  readonly nowMs: () => number;
}

const cookieName = 'slack_install';
const minutes = 10;

/** Sends an administrator to Slack; the state in the address and in their cookie must be the same when they come back. */
export function beginInstall({ clientId, url, platform }: InstallOptions): Response {
  const state = randomBytes(32).toString('base64url');
  const target = new URL(platform.authorizeUrl);
  target.searchParams.set('client_id', clientId);
  target.searchParams.set('scope', botScopes.join(','));
  target.searchParams.set('redirect_uri', redirectUri(url));
  target.searchParams.set('state', state);
  const secure = url.startsWith('https:') ? '; Secure' : '';
  return new Response(null, {
    status: 302,
    headers: {
      location: target.href,
      'set-cookie': `${cookieName}=${state}; Path=/slack; Max-Age=${minutes * 60}; HttpOnly; SameSite=Lax${secure}`,
    },
  });
}

/** Exchanges the code for a token, and keeps it encrypted. */
export async function finishInstall(
  request: Request,
  installations: Installations,
  options: InstallOptions,
): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  if (!isSameState(asked.get('state'), cookieOf(request)))
    return page(
      400,
      'This link is not from an installation that was begun in this browser, or it is older than ten minutes. Begin again.',
    );
  if (asked.get('error') !== null)
    return page(400, 'Slack says that the installation was refused. Nothing was changed.');
  try {
    const installation = await exchange(asked.get('code') ?? '', options);
    await installations.save(installation);
    options.troubles.over(installation.key);
    options.log.info({ workspace: installation.key }, 'the app was installed');
    return page(
      200,
      `The app is installed in ${installation.name}. Invite it to the channels that cases are shown in.`,
    );
  } catch (error) {
    const { code, sentence } = slackFault(error);
    options.log.warn({ error: sentence }, 'an installation failed');
    return page(
      502,
      `Slack did not finish the installation (${code}). Begin again; if it stays so, check channels.slack.clientId and channels.slack.clientSecret.`,
    );
  }
}

interface Granted {
  readonly access_token?: string;
  readonly bot_user_id?: string;
  readonly scope?: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
  readonly is_enterprise_install?: boolean;
  readonly team?: { readonly id?: string; readonly name?: string } | null;
  readonly enterprise?: { readonly id?: string; readonly name?: string } | null;
}

async function exchange(code: string, options: InstallOptions): Promise<Installation> {
  const { clientId, clientSecret, url, platform, nowMs } = options;
  const client = new WebClient(undefined, clientOptions(platform));
  const granted = (await client.oauth.v2.access({
    code,
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri(url),
  })) as Granted;
  return toInstallation(granted, nowMs());
}

function toInstallation(granted: Granted, nowMs: number): Installation {
  const orgWide = granted.is_enterprise_install === true;
  const place = orgWide ? granted.enterprise : granted.team;
  const { access_token: botToken, bot_user_id: botUser } = granted;
  if (!place?.id || !botToken || !botUser) throw new Error('Slack granted no bot token');
  return {
    key: place.id,
    name: place.name ?? place.id,
    team: granted.team?.id,
    enterprise: granted.enterprise?.id,
    orgWide,
    botToken,
    botUser,
    scopes: granted.scope?.split(',') ?? [],
    ...(granted.refresh_token && { refreshToken: granted.refresh_token }),
    ...(granted.expires_in && { expiresAt: new Date(nowMs + granted.expires_in * 1_000).toISOString() }),
  };
}

/** A token that runs out within two hours is exchanged; where Slack refuses, the old one is used as long as it lasts. */
export async function refreshed(
  installation: Installation,
  installations: Installations,
  options: Pick<InstallOptions, 'clientId' | 'clientSecret' | 'platform' | 'log' | 'nowMs'>,
): Promise<Installation> {
  const { expiresAt, refreshToken } = installation;
  if (expiresAt === undefined || refreshToken === undefined) return installation;
  if (Date.parse(expiresAt) - options.nowMs() > 2 * 3_600_000) return installation;
  try {
    const client = new WebClient(undefined, clientOptions(options.platform));
    const granted = (await client.oauth.v2.access({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: options.clientId,
      client_secret: options.clientSecret,
    })) as Granted;
    const next = { ...installation, ...renewal(granted, options.nowMs()) };
    await installations.save(next);
    return next;
  } catch (error) {
    options.log.warn(
      { workspace: installation.key, error: slackFault(error).sentence },
      'a token could not be renewed',
    );
    return installation;
  }
}

function renewal({ access_token: botToken, refresh_token: refreshToken, expires_in: seconds }: Granted, nowMs: number) {
  if (!botToken) throw new Error('Slack renewed no token');
  return {
    botToken,
    ...(refreshToken && { refreshToken }),
    ...(seconds && { expiresAt: new Date(nowMs + seconds * 1_000).toISOString() }),
  };
}

function redirectUri(url: string): string {
  return `${url}/slack/oauth_redirect`;
}

function cookieOf(request: Request): string | undefined {
  const cookies = request.headers.get('cookie')?.split(';') ?? [];
  const found = cookies.map((each) => each.trim()).find((each) => each.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1);
}

function isSameState(state: string | null, cookie: string | undefined): boolean {
  if (state === null || cookie === undefined || state.length !== cookie.length || state === '') return false;
  return timingSafeEqual(Buffer.from(state), Buffer.from(cookie));
}

function page(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...(status === 200 && { 'set-cookie': `${cookieName}=; Path=/slack; Max-Age=0` }),
    },
  });
}
