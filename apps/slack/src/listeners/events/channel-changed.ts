import type { ListenParts } from '../listen-parts.ts';
import { channelEvent } from '../payloads.ts';

/** Events after which a channel is looked at anew; renaming is none, since a channel keeps its id. */
export const channelEvents = [
  'channel_archive',
  'channel_unarchive',
  'channel_deleted',
  'channel_shared',
  'channel_unshared',
  'channel_left',
  'group_archive',
  'group_unarchive',
  'group_deleted',
  'group_left',
] as const;

/** The cards of a channel that was closed, or opened to strangers, are drawn anew, and so move to where they may stand. */
export async function channelChanged(
  { cards, check, projector, routes, log }: ListenParts,
  event: unknown,
  type: string,
): Promise<void> {
  const { channel } = channelEvent.parse(event);
  check.forget(channel);
  if (!routes.some((route) => route.channel === channel)) return;
  log.warn({ channel, change: type }, 'a channel that cases are shown in has changed');
  for (const caseId of await cards.inChannel(channel)) await projector.soil(caseId);
}
