import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { hasCode } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { path, type Sender } from '../transport/sender.ts';
import {
  type ChannelMessage,
  type ChannelRef,
  chatMessageShape,
  type MessageRef,
  type ThreadRef,
  toChannelMessage,
} from './channel-message.ts';

export interface ChannelsPort {
  /** Undefined where it, its channel or its team no longer is. */
  message(ref: MessageRef): Promise<ChannelMessage | undefined>;
  /** The replies of a thread, oldest first. */
  replies(thread: ThreadRef): AsyncIterable<ChannelMessage>;
  /** First messages and replies written, edited or deleted after an instant; Graph looks back eight months at most. */
  since(channel: ChannelRef, after: Temporal.Instant): AsyncIterable<ChannelMessage>;
}

const threadShape = chatMessageShape.extend({
  replies: z.array(chatMessageShape).nullish(),
  'replies@odata.nextLink': z.string().nullish(),
});

export function readChannels(sender: Sender): ChannelsPort {
  return {
    message: (ref) => message(sender, ref),
    replies: (thread) => replies(sender, thread),
    since: (channel, after) => since(sender, channel, after),
  };
}

async function message(sender: Sender, ref: MessageRef): Promise<ChannelMessage | undefined> {
  const reply = ref.id === ref.threadId ? [] : ['replies', ref.id];
  try {
    const found = await sender.json(
      {
        operation: operations.readChannel,
        method: 'GET',
        path: path([...messagesOf(ref), ref.threadId, ...reply]),
        repeatable: true,
      },
      chatMessageShape,
    );
    return toChannelMessage(found, ref);
  } catch (error) {
    if (hasCode(error, 'not-found')) return undefined;
    throw error;
  }
}

/** Graph sends the newest first. */
async function* replies(sender: Sender, thread: ThreadRef): AsyncGenerator<ChannelMessage> {
  const found: ChannelMessage[] = [];
  const address = path([...messagesOf(thread), thread.threadId, 'replies'], { $top: '50' });
  for await (const reply of readReplies(sender, address, thread)) found.push(reply);
  yield* found.sort(byCreation);
}

async function* since(sender: Sender, channel: ChannelRef, after: Temporal.Instant): AsyncGenerator<ChannelMessage> {
  const threads = sender.entries(
    {
      operation: operations.readChannel,
      method: 'GET',
      path: path([...messagesOf(channel), 'delta'], {
        $filter: `lastModifiedDateTime gt ${after.toString()}`,
        $expand: 'replies',
        $top: '50',
      }),
      repeatable: true,
    },
    threadShape,
  );
  for await (const thread of threads) {
    const chain = [thread, ...(thread.replies ?? [])].map((entry) => toChannelMessage(entry, channel));
    const more = thread['replies@odata.nextLink'];
    if (more) for await (const reply of readReplies(sender, more, channel)) chain.push(reply);
    // A new reply brings the whole thread.
    yield* chain.filter(({ modifiedAt }) => Temporal.Instant.compare(modifiedAt, after) > 0).sort(byCreation);
  }
}

async function* readReplies(sender: Sender, address: string, channel: ChannelRef): AsyncGenerator<ChannelMessage> {
  const entries = sender.entries(
    { operation: operations.readChannel, method: 'GET', path: address, repeatable: true },
    chatMessageShape,
  );
  for await (const entry of entries) yield toChannelMessage(entry, channel);
}

function messagesOf({ teamId, channelId }: ChannelRef): string[] {
  return ['teams', teamId, 'channels', channelId, 'messages'];
}

function byCreation(one: ChannelMessage, other: ChannelMessage): number {
  return Temporal.Instant.compare(one.createdAt, other.createdAt) || one.id.localeCompare(other.id);
}
