import type { SlackMessage } from './blocks/case-card.ts';
import type { Installation } from './installations.ts';
import type { Log } from './log.ts';
import type { SlackPlatform } from './options.ts';
import { written } from './posting.ts';
import type { SlackClient } from './slack-clients.ts';
import { isSlackUrl } from './slack-urls.ts';

/** Where somebody acted, and where they alone can be told what came of it. */
export interface Corner {
  readonly user: string;
  readonly responseUrl?: string | undefined;
  readonly channel?: string | undefined;
  readonly thread?: string | undefined;
}

export interface PrivateParts {
  readonly platform: SlackPlatform;
  readonly log: Log;
}

/** Says something to one person: where they acted, else in a direct message. Throws when neither can be done. */
export async function sayPrivately(
  { platform, log }: PrivateParts,
  client: SlackClient,
  corner: Corner,
  message: SlackMessage,
): Promise<void> {
  const { user, channel, thread } = corner;
  if (await saidByUrl(corner.responseUrl, message, platform)) return;
  try {
    if (channel !== undefined && !channel.startsWith('D')) {
      await client.chat.postEphemeral({
        channel,
        user,
        ...written(message),
        ...(thread !== undefined && { thread_ts: thread }),
      });
      return;
    }
  } catch (error) {
    log.info({ channel, error: String(error) }, 'nothing can be said in private there; it goes by direct message');
  }
  const { channel: direct } = await client.conversations.open({ users: user });
  if (direct?.id === undefined) throw new Error(`Slack opens no conversation with ${user}`);
  await client.chat.postMessage({ channel: direct.id, ...written(message), unfurl_links: false });
}

/** Works for half an hour, five times; only Slack's own host is ever asked. */
async function saidByUrl(url: string | undefined, message: SlackMessage, platform: SlackPlatform): Promise<boolean> {
  if (url === undefined || !isSlackUrl(url, platform.responseHosts, platform)) return false;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** An installation with the client that speaks for it. */
export interface Speaker {
  readonly installation: Installation;
  readonly client: SlackClient;
}
