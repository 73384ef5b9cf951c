import { WebClient } from '@slack/web-api';

import type { Installation, Installations } from './installations.ts';
import type { SlackPlatform } from './options.ts';
import { quietLogger } from './quiet-logger.ts';

export type SlackClient = WebClient;

/** Clients that neither retry nor wait: the lanes and the outbox see to that. */
export interface SlackClients {
  of(installation: Installation): SlackClient;
  /** Of the installation with that key; undefined when there is none. */
  byKey(key: string): Promise<SlackClient | undefined>;
}

export function createClients(installations: Pick<Installations, 'byKey'>, platform: SlackPlatform): SlackClients {
  const clients = new Map<string, { readonly token: string; readonly client: SlackClient }>();
  const of = (installation: Installation) => {
    const kept = clients.get(installation.key);
    if (kept?.token === installation.botToken) return kept.client;
    const client = new WebClient(installation.botToken, clientOptions(platform));
    clients.set(installation.key, { token: installation.botToken, client });
    return client;
  };
  return {
    of,
    byKey: async (key) => {
      const installation = await installations.byKey(key);
      return installation && of(installation);
    },
  };
}

export function clientOptions(platform: SlackPlatform) {
  return {
    slackApiUrl: platform.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 20_000,
    allowAbsoluteUrls: false,
    logger: quietLogger,
  };
}
