import type { SlackMessage } from './blocks/case-card.ts';
import type { Lane, Lanes, Urgency } from './lanes.ts';
import type { ChatMetadata } from './message-metadata.ts';
import type { SlackClient } from './slack-clients.ts';
import { slackFault } from './slack-fault.ts';

/** How often a channel may be posted to, and a workspace's messages edited. */
export interface Pace {
  readonly postEveryMs: number;
  readonly editEveryMs: number;
}

/** A post a second in a channel, 50 edits a minute in a workspace (docs.slack.dev/apis/web-api/rate-limits), with a hair to spare. */
export const slackPace: Pace = { postEveryMs: 1_010, editEveryMs: 1_210 };

export interface Place {
  readonly workspace: string;
  readonly channel: string;
}

/** Posts and edits at the pace that Slack allows. What it refuses is thrown as it comes; only `Retry-After` is waited out. */
export interface Poster {
  post(
    client: SlackClient,
    place: Place & { readonly thread?: string | undefined },
    urgency: Urgency,
    say: () => Promise<{ readonly message: SlackMessage; readonly metadata: ChatMetadata }>,
  ): Promise<string>;
  edit(
    client: SlackClient,
    place: Place & { readonly ts: string },
    urgency: Urgency,
    say: () => Promise<{ readonly message: SlackMessage; readonly metadata?: ChatMetadata | undefined } | undefined>,
  ): Promise<void>;
}

/** Longer waits are left to the outbox. */
const longestHold = 60;

export function createPoster(lanes: Lanes, pace: Pace): Poster {
  const paced = async <Result>(lane: Lane, urgency: Urgency, work: (turn: () => Promise<void>) => Promise<Result>) => {
    for (;;) {
      try {
        return await lanes.run(lane, urgency, work);
      } catch (error) {
        const fault = slackFault(error);
        const seconds = fault.kind === 'later' ? fault.retryAfterSeconds : undefined;
        if (seconds === undefined) throw error;
        lanes.hold(lane, seconds);
        if (seconds > longestHold) throw error;
      }
    }
  };
  return {
    post: (client, { workspace, channel, thread }, urgency, say) =>
      paced({ key: `post/${workspace}/${channel}`, everyMs: pace.postEveryMs }, urgency, async (turn) => {
        const { message, metadata } = await say();
        await turn();
        const { ts } = await client.chat.postMessage({
          channel,
          ...written(message),
          metadata,
          unfurl_links: false,
          unfurl_media: false,
          ...(thread !== undefined && { thread_ts: thread }),
        });
        if (ts === undefined) throw new Error('Slack took a message and named no ts');
        return ts;
      }),
    edit: (client, { workspace, channel, ts }, urgency, say) =>
      paced({ key: `edit/${workspace}`, everyMs: pace.editEveryMs }, urgency, async (turn) => {
        const said = await say();
        if (!said) return;
        await turn();
        await client.chat.update({
          channel,
          ts,
          ...written(said.message),
          ...(said.metadata && { metadata: said.metadata }),
        });
      }),
  };
}

/** The client's types want arrays that may be changed. */
export function written({ text, blocks }: SlackMessage) {
  return { text, blocks: [...blocks] };
}
