import type { ChannelMessage, MessageRef } from '@sla/graph';

import type { Activity } from '../activities/activity.ts';
import type { TeamsOptions } from '../config.ts';

type Home = Pick<TeamsOptions, 'serviceUrl' | 'tenantId'>;

/**
 * A message as Graph tells it, as the activities by which Teams itself would tell it, so that both are one, whichever comes first: what
 * was said, and where it was touched since, what it reads now.
 */
export function toActivities(
  message: ChannelMessage,
  options: Home,
  change: 'created' | 'updated' = 'created',
): readonly Activity[] {
  const { author, kind, deletedAt, createdAt, modifiedAt, etag } = message;
  if (deletedAt !== undefined) return [toDeletion(message, deletedAt.toString(), options)];
  if (kind !== 'message' || author.kind !== 'user') return [];
  const said = toMessage(message, { id: author.id, name: author.displayName }, options, author.tenantId);
  if (change === 'created' && modifiedAt.equals(createdAt)) return [said];
  // The etag is the time of the change, and tells two of one millisecond apart.
  return [said, { ...said, type: 'messageUpdate', timestamp: etag }];
}

/** A message that was taken back; who wrote it is known from before. */
export function toDeletion(ref: MessageRef, at: string, { serviceUrl, tenantId }: Home): Activity {
  return {
    type: 'messageDelete',
    id: ref.id,
    serviceUrl,
    timestamp: at,
    from: { id: '' },
    conversation: conversationOf(ref, tenantId),
    channelData: { tenant: { id: tenantId }, channel: { id: ref.channelId } },
  };
}

function toMessage(
  message: ChannelMessage,
  author: { readonly id: string; readonly name: string },
  options: Home,
  authorTenant = options.tenantId,
): Activity {
  const { channelId, id, body, attachments } = message;
  return {
    type: 'message',
    id,
    serviceUrl: options.serviceUrl,
    timestamp: message.createdAt.toString(),
    from: { ...author, aadObjectId: author.id },
    conversation: conversationOf(message, options.tenantId),
    text: body.format === 'html' ? body.content : body.content.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
    attachments: attachments.flatMap(({ name, contentType, url }) =>
      url === undefined ? [] : [{ contentType, contentUrl: url, ...(name !== undefined && { name }) }],
    ),
    channelData: { tenant: { id: authorTenant }, channel: { id: channelId } },
  };
}

function conversationOf({ channelId, threadId }: MessageRef, tenantId: string): Activity['conversation'] {
  return { id: `${channelId};messageid=${threadId}`, conversationType: 'channel', tenantId };
}
