import { z } from 'zod';

const account = z.object({
  id: z.string().max(500),
  name: z.string().max(500).exactOptional(),
  aadObjectId: z.string().max(100).exactOptional(),
});

const activity = z.object({
  type: z.string().max(100),
  id: z.string().max(500).exactOptional(),
  name: z.string().max(200).exactOptional(),
  action: z.string().max(100).exactOptional(),
  serviceUrl: z.string().max(500),
  timestamp: z.string().max(100).exactOptional(),
  locale: z.string().max(50).exactOptional(),
  from: account,
  recipient: account.exactOptional(),
  conversation: z.object({
    id: z.string().min(1).max(1_000),
    conversationType: z.string().max(50).exactOptional(),
    tenantId: z.string().max(100).exactOptional(),
  }),
  text: z.string().max(100_000).exactOptional(),
  replyToId: z.string().max(500).exactOptional(),
  value: z.unknown().exactOptional(),
  entities: z
    .array(z.object({ type: z.string(), mentioned: account.exactOptional(), text: z.string().exactOptional() }))
    .exactOptional(),
  attachments: z
    .array(
      z.object({
        contentType: z.string().exactOptional(),
        name: z.string().exactOptional(),
        contentUrl: z.string().exactOptional(),
        content: z.unknown().exactOptional(),
      }),
    )
    .exactOptional(),
  membersAdded: z.array(account).exactOptional(),
  membersRemoved: z.array(account).exactOptional(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string().max(100) }).exactOptional(),
      team: z
        .object({
          id: z.string().max(500),
          name: z.string().exactOptional(),
          aadGroupId: z.string().max(100).exactOptional(),
        })
        .exactOptional(),
      channel: z.object({ id: z.string().max(500), name: z.string().exactOptional() }).exactOptional(),
      eventType: z.string().max(100).exactOptional(),
    })
    .exactOptional(),
});

/** What Teams sends, as far as we read it. */
export type Activity = z.infer<typeof activity>;

/** Undefined when it is no activity. */
export function readActivity(body: unknown): Activity | undefined {
  const read = activity.safeParse(body);
  return read.success ? read.data : undefined;
}

/** The organisation whose Teams it comes from. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return channelData?.tenant?.id ?? conversation.tenantId;
}

export interface Place {
  /** Without the thread: `19:…@thread.tacv2`, or the id of a chat. */
  readonly conversationId: string;
  readonly kind: 'personal' | 'chat' | 'channel';
  /** The post that the reply chain belongs to. */
  readonly rootId?: string;
}

/** Where it was said. In a channel the thread stands behind the channel's id. */
export function placeOf({ conversation, id }: Activity): Place {
  const [conversationId = conversation.id, root] = conversation.id.split(';messageid=');
  const { conversationType } = conversation;
  if (conversationType === 'personal') return { conversationId, kind: 'personal' };
  if (conversationType !== 'channel') return { conversationId, kind: 'chat' };
  const rootId = root ?? id;
  return { conversationId, kind: 'channel', ...(rootId !== undefined && { rootId }) };
}

/** What a note or a post made of it is known by: message ids are unique within a conversation. */
export function keyOf(activity: Activity): string {
  return `teams/${placeOf(activity).conversationId}/${activity.id ?? ''}`;
}

/** The words without the mention of the app, and without the marks that Teams puts round mentions of others. */
export function wordsOf({ text = '', recipient, entities = [] }: Activity): string {
  const ofApp = entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
  const without = ofApp.reduce((words, { text: mention }) => (mention ? words.replaceAll(mention, ' ') : words), text);
  return without
    .replace(/<at[^>]*>|<\/at>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

export function mentionsApp({ recipient, entities = [] }: Activity): boolean {
  return entities.some(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient?.id);
}
