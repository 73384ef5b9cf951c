import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

export interface ChannelRef {
  readonly teamId: string;
  readonly channelId: string;
}

/** A thread is known by its first message. */
export interface ThreadRef extends ChannelRef {
  readonly threadId: string;
}

export interface MessageRef extends ThreadRef {
  readonly id: string;
}

export type MessageAuthor =
  | { readonly kind: 'user'; readonly id: string; readonly displayName: string; readonly tenantId?: string }
  | { readonly kind: 'app'; readonly id: string; readonly displayName: string }
  | { readonly kind: 'unknown' };

export interface ChannelMessage extends MessageRef {
  /** Changes with every edit; with the id the natural key of this state of the message. */
  readonly etag: string;
  readonly kind: 'message' | 'system';
  readonly author: MessageAuthor;
  readonly createdAt: Temporal.Instant;
  readonly modifiedAt: Temporal.Instant;
  readonly deletedAt?: Temporal.Instant;
  readonly subject: string;
  readonly body: { readonly format: 'html' | 'text'; readonly content: string };
  readonly mentions: readonly { readonly text: string; readonly userId?: string; readonly appId?: string }[];
  readonly attachments: readonly {
    readonly id: string;
    readonly contentType: string;
    readonly name?: string;
    readonly url?: string;
    /** Of a card: its JSON. */
    readonly content?: string;
  }[];
  readonly webUrl?: string;
}

const identity = z
  .object({ id: z.string().nullish(), displayName: z.string().nullish(), tenantId: z.string().nullish() })
  .nullish();
const identities = z.object({ user: identity, application: identity }).nullish();

/** Graph's chatMessage, as far as the desk reads it. Resource data in notifications have the same form. */
export const chatMessageShape = z.object({
  id: z.string().min(1),
  replyToId: z.string().nullish(),
  etag: z.string().nullish(),
  messageType: z.string().nullish(),
  createdDateTime: z.string(),
  lastModifiedDateTime: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
  subject: z.string().nullish(),
  from: identities,
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
  channelIdentity: z.object({ teamId: z.string().nullish(), channelId: z.string().nullish() }).nullish(),
  mentions: z.array(z.object({ mentionText: z.string().nullish(), mentioned: identities })).nullish(),
  attachments: z
    .array(
      z.object({
        id: z.string().nullish(),
        contentType: z.string().nullish(),
        name: z.string().nullish(),
        contentUrl: z.string().nullish(),
        content: z.string().nullish(),
      }),
    )
    .nullish(),
  webUrl: z.string().nullish(),
});

type ChatMessage = z.output<typeof chatMessageShape>;

export function toChannelMessage(message: ChatMessage, channel: ChannelRef): ChannelMessage {
  const modified = message.lastModifiedDateTime ?? message.createdDateTime;
  return {
    teamId: message.channelIdentity?.teamId ?? channel.teamId,
    channelId: message.channelIdentity?.channelId ?? channel.channelId,
    threadId: message.replyToId ?? message.id,
    id: message.id,
    etag: message.etag ?? modified,
    kind: (message.messageType ?? 'message') === 'message' ? 'message' : 'system',
    author: toAuthor(message.from),
    createdAt: Temporal.Instant.from(message.createdDateTime),
    modifiedAt: Temporal.Instant.from(modified),
    ...(message.deletedDateTime ? { deletedAt: Temporal.Instant.from(message.deletedDateTime) } : {}),
    subject: message.subject ?? '',
    body: {
      format: message.body?.contentType === 'html' ? 'html' : 'text',
      content: message.body?.content ?? '',
    },
    mentions: (message.mentions ?? []).map(toMention),
    attachments: (message.attachments ?? []).map(toAttachment),
    ...(message.webUrl ? { webUrl: message.webUrl } : {}),
  };
}

/**
 * Which message a notification names: `teams('…')/channels('…')/messages('…')/replies('…')`, of which the last is absent
 * for the first message of a thread.
 */
export function parseMessageResource(resource: string): MessageRef | undefined {
  const named = new Map<string, string>();
  for (const [, name, id] of resource.matchAll(/(teams|channels|messages|replies)\('([^']+)'\)/g)) {
    if (name !== undefined && id !== undefined) named.set(name, id);
  }
  const [teamId, channelId, threadId] = [named.get('teams'), named.get('channels'), named.get('messages')];
  if (teamId === undefined || channelId === undefined || threadId === undefined) return undefined;
  return { teamId, channelId, threadId, id: named.get('replies') ?? threadId };
}

/** Ids of the pictures inside a message, from its HTML: they are addresses of Graph below the message. */
export function hostedIn(html: string): readonly string[] {
  const found = [...html.matchAll(/<img\b[^>]*\bsrc="[^"]*\/hostedContents\/([\w=%-]{1,2000})\/\$value"/gi)];
  return [...new Set(found.map(([, id = '']) => decodeURIComponent(id)))];
}

function toAuthor(from: ChatMessage['from']): MessageAuthor {
  const { user, application } = from ?? {};
  if (user?.id) {
    const { id, displayName, tenantId } = user;
    return { kind: 'user', id, displayName: displayName ?? '', ...(tenantId ? { tenantId } : {}) };
  }
  if (application?.id) return { kind: 'app', id: application.id, displayName: application.displayName ?? '' };
  return { kind: 'unknown' };
}

function toMention({ mentionText, mentioned }: NonNullable<ChatMessage['mentions']>[number]) {
  const { user, application } = mentioned ?? {};
  return {
    text: mentionText ?? '',
    ...(user?.id ? { userId: user.id } : {}),
    ...(application?.id ? { appId: application.id } : {}),
  };
}

function toAttachment({ id, contentType, name, contentUrl, content }: NonNullable<ChatMessage['attachments']>[number]) {
  return {
    id: id ?? '',
    contentType: contentType ?? 'application/octet-stream',
    ...(name ? { name } : {}),
    ...(contentUrl ? { url: contentUrl } : {}),
    ...(content ? { content } : {}),
  };
}
