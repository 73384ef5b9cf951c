import type { ChannelMessage } from '@sla/graph';

import type { Activity } from '../activities/activity.ts';
import type { TeamsOptions } from '../config.ts';

/** A message as Graph tells it, as the activity by which Teams itself would tell it: so both are one, whichever comes first. */
export function toActivity(
  message: ChannelMessage,
  options: Pick<TeamsOptions, 'serviceUrl' | 'tenantId'>,
): Activity | undefined {
  const { author, kind, channelId, threadId, id, body, deletedAt, attachments } = message;
  if (kind !== 'message' || author.kind !== 'user' || deletedAt !== undefined) return undefined;
  const tenantId = author.tenantId ?? options.tenantId;
  return {
    type: 'message',
    id,
    serviceUrl: options.serviceUrl,
    timestamp: message.createdAt.toString(),
    from: { id: author.id, name: author.displayName, aadObjectId: author.id },
    conversation: { id: `${channelId};messageid=${threadId}`, conversationType: 'channel', tenantId: options.tenantId },
    text: body.format === 'html' ? body.content : body.content.replace(/&/g, '&amp;').replace(/</g, '&lt;'),
    attachments: attachments.flatMap(({ name, contentType }) => (name === undefined ? [] : [{ name, contentType }])),
    channelData: { tenant: { id: tenantId }, channel: { id: channelId } },
  };
}
