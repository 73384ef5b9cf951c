import { z } from 'zod';

import { fetchFiles } from '../../files.ts';
import { actorOf, type ListenContext, type ListenParts } from '../listen-parts.ts';
import { messageContent } from '../payloads.ts';
import { readable } from './thread-message.ts';

const inside = messageContent.extend({ subtype: z.string().optional(), bot_id: z.string().optional() });
const changed = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_changed'),
  channel: z.string(),
  message: inside,
  previous_message: inside.optional(),
});
const deleted = z.object({
  type: z.literal('message'),
  subtype: z.literal('message_deleted'),
  channel: z.string(),
  deleted_ts: z.string(),
  previous_message: inside.optional(),
});

/** What became of a message of a thread: other words or files, or gone. */
export interface MessageChange {
  readonly channel: string;
  readonly thread: string;
  readonly ts: string;
  /** Absent when it was deleted. */
  readonly now?: z.output<typeof messageContent>;
}

/** Undefined for anything else; Slack also says “changed” where it only unfurled a link or counted a reply. */
export function readChange(event: unknown): MessageChange | undefined {
  const gone = deleted.safeParse(event).data;
  if (gone) return toChange(gone.channel, gone.previous_message, gone.deleted_ts, undefined);
  const edit = changed.safeParse(event).data;
  if (!edit) return undefined;
  const { channel, message, previous_message: before } = edit;
  // A message that has answers leaves a tombstone when it is deleted.
  if (message.subtype === 'tombstone') return toChange(channel, before ?? message, message.ts, undefined);
  const isSame = before && before.text === message.text && filesIn(before) === filesIn(message);
  return isSame ? undefined : toChange(channel, message, message.ts, message);
}

function toChange(
  channel: string,
  known: z.output<typeof inside> | undefined,
  ts: string,
  now: MessageChange['now'],
): MessageChange | undefined {
  const thread = known?.thread_ts;
  if (thread === undefined || known?.bot_id !== undefined) return undefined;
  return { channel, thread, ts, ...(now && { now }) };
}

function filesIn({ files }: z.output<typeof messageContent>): string {
  return (files ?? []).map(({ id }) => id).join();
}

/** The case keeps the first words, and says beside them what became of them. What never was kept stays so. */
export async function messageChanged(parts: ListenParts, event: unknown, context: ListenContext): Promise<void> {
  const change = readChange(event);
  if (!change) return;
  const { installation } = context;
  const caseId = await parts.cards.caseOfThread(installation.key, change.channel, change.thread);
  if (caseId === undefined) return;
  await parts.chat.amend({
    case: caseId,
    of: { key: `slack/${installation.key}/${change.channel}/${change.ts}` },
    ...(await asItReads(parts, change, context)),
  });
}

async function asItReads(parts: ListenParts, { now }: MessageChange, { installation }: ListenContext) {
  if (now?.user === undefined) return {};
  const actor = await actorOf(parts, installation, now.user);
  const { files: attachments } = await fetchFiles(
    now.files ?? [],
    installation.botToken,
    parts.blobs,
    parts,
    actor.words,
  );
  const text = await readable(parts, actor, now.text);
  return { text: text || attachments.map(({ name }) => name).join(', '), attachments };
}
