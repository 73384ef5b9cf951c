import type { SlackClient } from './slack-clients.ts';

/** What marks a message of ours, so that after a crash Slack can tell whether it arrived. */
export interface ChatMetadata {
  readonly event_type: 'case_card' | 'case_lines' | 'case_notice';
  readonly event_payload: Readonly<Record<string, string>>;
}

export function marks(type: ChatMetadata['event_type'], id: string): ChatMetadata {
  return { event_type: type, event_payload: { id } };
}

/**
 * The message with that mark since then, in the channel or in a thread of it; undefined when it never arrived. History may be
 * asked for seldom by apps that are sold outside Slack's own market, so it is asked only after a crash or a lost answer.
 */
export async function findMarked(
  client: SlackClient,
  {
    channel,
    thread,
    since,
  }: { readonly channel: string; readonly thread?: string | undefined; readonly since: string },
  wanted: ChatMetadata,
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < 10; page += 1) {
    const asked = { channel, oldest: since, limit: 100, include_all_metadata: true, ...(cursor && { cursor }) };
    const found =
      thread === undefined
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: thread });
    for (const { ts, metadata } of (found.messages ?? []) as readonly Found[]) {
      if (metadata?.event_type === wanted.event_type && metadata.event_payload?.id === wanted.event_payload.id)
        return ts;
    }
    cursor = found.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) break;
  }
  return undefined;
}

interface Found {
  readonly ts?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: unknown } };
}
