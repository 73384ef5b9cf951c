import type { Place } from './posting.ts';
import type { SlackClient } from './slack-clients.ts';
import { NotPosted, notPosted } from './troubles.ts';

/** Throws NotPosted where a case must not be shown, whatever Slack would let us do. */
export interface ChannelCheck {
  mayShow(client: SlackClient, place: Place, restricted: boolean): Promise<void>;
  /** Something about the channel has changed. */
  forget(channel: string): void;
}

interface Known {
  readonly shared: boolean;
  readonly private: boolean;
  readonly until: number;
}

const keepMs = 5 * 60_000;

/** Looks a channel up before it is posted to; what was found holds for five minutes, or until Slack tells of a change. */
export function createChannelCheck(nowMs: () => number): ChannelCheck {
  const known = new Map<string, Known>();
  const look = async (client: SlackClient, { channel }: Place): Promise<Known> => {
    const kept = known.get(channel);
    if (kept && kept.until > nowMs()) return kept;
    const { channel: found } = await client.conversations.info({ channel });
    const looked = {
      shared: Boolean(found?.is_ext_shared || found?.is_pending_ext_shared),
      private: Boolean(found?.is_private),
      until: nowMs() + keepMs,
    };
    known.set(channel, looked);
    return looked;
  };
  return {
    mayShow: async (client, place, restricted) => {
      const found = await look(client, place).catch((error: unknown) => {
        throw notPosted(error, place.channel);
      });
      const { channel } = place;
      if (found.shared)
        throw new NotPosted(
          `The channel ${channel} is shared with another organisation (Slack Connect), so no case is shown there: name another under channels.slack.channels.`,
          false,
        );
      if (restricted && !found.private)
        throw new NotPosted(
          `The channel ${channel} is open to the whole workspace, so no restricted case is shown there: make it private, or name another under channels.slack.channels.`,
          false,
        );
    },
    forget: (channel) => {
      known.delete(channel);
    },
  };
}
