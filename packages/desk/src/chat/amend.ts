import { stableId } from '../stable-id.ts';
import { filesOf } from './chat-files.ts';
import type { ChatOptions } from './chat-parts.ts';
import type { ChatDesk } from './contract.ts';

type Change = Parameters<ChatDesk['amend']>[0];

/** The message that was noted under a key has an id made of it. */
export async function amend(chat: ChatOptions, { case: ref, of, text, attachments }: Change) {
  const view = await chat.desk.read.case(ref);
  if (!view) return 'unknown';
  const outcome = await chat.desk.amend({
    case: ref,
    message: 'key' in of ? stableId(view.record.id, 'key', of.key) : of.message,
    channel: chat.channel,
    attachments: filesOf(chat, attachments),
    ...(text !== undefined && { text }),
  });
  if (outcome.ok) return 'amended';
  return outcome.refusal.code === 'nothing-to-do' ? 'unchanged' : 'unknown';
}
