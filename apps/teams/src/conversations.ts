import type { CardAttachment } from './cards/adaptive-card.ts';
import type { Pace } from './pace.ts';
import { isAllowedServiceUrl, type ServiceUrlRule } from './service-url.ts';
import { TeamsFault, toTeamsFault } from './teams-fault.ts';

/** Where a message goes: all four are needed, or some tenants answer 403. */
export interface Conversation {
  readonly conversationId: string;
  readonly tenantId: string;
  readonly serviceUrl: string;
}

/** A message of ours. A summary stands in the toast, where a card alone would say nothing. */
export interface Post {
  readonly summary: string;
  readonly card?: CardAttachment;
  readonly text?: string;
}

/** The messages of Teams: posted, replaced in place, answered in their reply chain. Throws TeamsFault. */
export interface Conversations {
  post(to: Conversation, post: Post): Promise<{ readonly activityId: string }>;
  reply(to: Conversation, rootId: string, post: Post): Promise<{ readonly activityId: string }>;
  replace(to: Conversation, activityId: string, post: Post): Promise<void>;
  /** The personal chat with somebody; made when there is none. */
  openPersonal(person: {
    readonly objectId: string;
    readonly tenantId: string;
    readonly serviceUrl: string;
  }): Promise<Conversation>;
  /** Who somebody in a conversation is, as the tenant's directory has them. */
  member(to: Conversation, userId: string): Promise<Member | undefined>;
  /** Asks for the conversation and posts nothing: throws where the app cannot reach it. */
  look(to: Conversation): Promise<void>;
}

export interface Member {
  readonly name?: string;
  readonly address?: string;
  readonly objectId?: string;
}

/** What the SDK does for us, for one service URL. */
export interface Connector {
  create(conversationId: string, activity: object): Promise<{ readonly id: string } | undefined>;
  update(conversationId: string, activityId: string, activity: object): Promise<unknown>;
  open(conversation: object): Promise<{ readonly id: string }>;
  member(conversationId: string, userId: string): Promise<Member | undefined>;
  look(conversationId: string): Promise<unknown>;
}

export interface ConversationsOptions {
  readonly connectorFor: (serviceUrl: string) => Connector;
  readonly appId: string;
  readonly pace: Pace;
  readonly hosts: ServiceUrlRule;
  readonly counted: (what: 'posted' | 'replaced' | 'throttled' | 'failed') => void;
}

export function createConversations(options: ConversationsOptions): Conversations {
  const { appId, counted } = options;
  const send = async (to: Conversation, conversationId: string, post: Post) => {
    const activity = activityOf(to, conversationId, post, appId);
    const made = await inLine(options, to, (connector) => connector.create(conversationId, activity));
    if (made === undefined) throw new TeamsFault({ detail: 'an answer without the id of the message' });
    counted('posted');
    return { activityId: made.id };
  };
  return {
    post: (to, post) => send(to, to.conversationId, post),
    reply: (to, rootId, post) => send(to, `${to.conversationId};messageid=${rootId}`, post),
    replace: async (to, activityId, post) => {
      const activity = { ...activityOf(to, to.conversationId, post, appId), id: activityId };
      await inLine(options, to, (connector) => connector.update(to.conversationId, activityId, activity));
      counted('replaced');
    },
    openPersonal: async ({ objectId, tenantId, serviceUrl }) => {
      const asked = {
        isGroup: false,
        bot: { id: `28:${appId}` },
        members: [{ id: objectId }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      };
      const to = { conversationId: `person/${objectId}`, tenantId, serviceUrl };
      const { id } = await inLine(options, to, (connector) => connector.open(asked));
      return { conversationId: id, tenantId, serviceUrl };
    },
    member: (to, userId) => inLine(options, to, (connector) => connector.member(to.conversationId, userId)),
    look: async (to) => {
      await inLine(options, to, (connector) => connector.look(to.conversationId));
    },
  };
}

/** One call in its turn, to a host that may have our token. */
async function inLine<Result>(
  { connectorFor, pace, hosts, counted }: ConversationsOptions,
  to: Conversation,
  work: (connector: Connector) => Promise<Result>,
): Promise<Result> {
  if (!isAllowedServiceUrl(to.serviceUrl, hosts))
    throw new TeamsFault({ status: 400, code: 'ServiceUrlNotAllowed', detail: to.serviceUrl });
  // Teams counts a channel with its reply chains.
  const line = to.conversationId.split(';')[0] ?? to.conversationId;
  const turn = await pace.turn(line);
  if (turn !== 'go')
    throw new TeamsFault({ status: 429, detail: 'the limit of this conversation', retryAfterSeconds: turn.inSeconds });
  try {
    return await work(connectorFor(to.serviceUrl));
  } catch (error) {
    const fault = toTeamsFault(error);
    counted(fault.kind === 'throttled' ? 'throttled' : 'failed');
    if (fault.kind === 'throttled') pace.hold(line, fault.retryAfterSeconds ?? 2);
    throw fault;
  }
}

function activityOf(to: Conversation, conversationId: string, post: Post, appId: string): object {
  return {
    type: 'message',
    from: { id: `28:${appId}` },
    conversation: { id: conversationId, tenantId: to.tenantId },
    channelData: { tenant: { id: to.tenantId } },
    summary: post.summary,
    // Plain: what customers wrote is not read as Markdown, nor as a mention.
    ...(post.text !== undefined && { text: post.text, textFormat: 'plain' }),
    ...(post.card !== undefined && { attachments: [post.card] }),
  };
}
