import { helpCard, unlinkedCard } from '../cards/answer-cards.ts';
import { accountOf } from '../identify-person.ts';
import { type Activity, placeOf, tenantOf } from './activity.ts';
import type { ActivityParts } from './parts.ts';
import { tellPrivately } from './tell.ts';

/** The app was put somewhere, or taken off: what is needed to reach that place is kept, or forgotten. */
export async function workOffInstallation(parts: ActivityParts, activity: Activity): Promise<string> {
  const { kind } = placeOf(activity);
  const removed = isRemoved(activity);
  if (kind === 'personal') return personal(parts, activity, removed);
  return removed ? teamGone(parts, activity) : teamThere(parts, activity);
}

function isRemoved({ type, action, recipient, membersRemoved = [], channelData }: Activity): boolean {
  if (type === 'installationUpdate') return action?.startsWith('remove') ?? false;
  return channelData?.eventType === 'teamDeleted' || membersRemoved.some(({ id }) => id === recipient?.id);
}

async function personal(parts: ActivityParts, activity: Activity, removed: boolean): Promise<string> {
  const { book, options, chat } = parts;
  const by = accountOf(activity, options);
  if (by === undefined || activity.type !== 'installationUpdate') return 'nobody';
  if (removed) {
    await book.forgetPerson(by.account);
    return 'forgotten';
  }
  const { conversationId } = placeOf(activity);
  const tenantId = tenantOf(activity) ?? options.tenantId;
  await book.keepPerson(by.account, { conversationId, tenantId, serviceUrl: activity.serviceUrl });
  const answer = await chat.command(by, 'help');
  if (answer.kind === 'help') await tellPrivately(parts, activity, helpCard(answer));
  if (answer.kind === 'unlinked') await tellPrivately(parts, activity, unlinkedCard(answer, options.desk.language));
  return 'installed';
}

async function teamThere({ book, faults, options }: ActivityParts, activity: Activity): Promise<string> {
  const { channelData, serviceUrl } = activity;
  const { conversationId, kind } = placeOf(activity);
  if (channelData?.eventType === 'channelDeleted' && channelData.channel !== undefined)
    return channelGone({ book, faults, options }, channelData.channel.id);
  if (kind !== 'channel' && channelData?.team === undefined) return 'chat';
  const tenantId = tenantOf(activity) ?? options.tenantId;
  const teamId = channelData?.team?.id;
  await book.keepChannel({
    conversationId: channelData?.channel?.id ?? conversationId,
    tenantId,
    serviceUrl,
    ...(teamId !== undefined && { teamId }),
  });
  for (const { id } of options.channels) if (id === conversationId || id === channelData?.channel?.id) faults.clear(id);
  return 'installed';
}

async function channelGone(
  { book, faults, options }: Pick<ActivityParts, 'book' | 'faults' | 'options'>,
  channelId: string,
): Promise<string> {
  await book.forgetChannel(channelId);
  if (options.channels.some(({ id }) => id === channelId))
    await faults.raise(
      channelId,
      'The channel was deleted in Teams. Name another under channels.teams.channels in the settings.',
    );
  return 'channel-deleted';
}

async function teamGone({ book, faults }: ActivityParts, activity: Activity): Promise<string> {
  const team = activity.channelData?.team;
  if (team === undefined) return 'chat';
  await book.forgetTeam(team.id);
  await faults.raise(
    team.id,
    `The app was removed from the team ${team.name ?? team.id}, or the team was deleted. Install it there again, or name another channel under channels.teams.channels.`,
  );
  return 'forgotten';
}
