import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { parseFormMemory } from '../blocks/click.ts';
import { formErrors } from '../blocks/form.ts';
import { sentence } from '../blocks/said.ts';
import { wordsFor } from '../blocks/words.ts';
import type { ListenParts } from '../listeners/listen-parts.ts';
import { type Corner, sayPrivately } from '../say-privately.ts';
import type { Answer } from './intake.ts';
import { type SlackBody, toIncoming } from './slack-body.ts';

/** An answer that Slack no longer waits for, said in private instead. */
export function createLateAnswer(parts: ListenParts) {
  return async (body: SlackBody, answer: Answer): Promise<void> => {
    const message = messageOf(answer);
    if (message) await sayTo(parts, body, message);
  };
}

/** Somebody acted and it failed: they are told, with a reference that the log has too. */
export function createFailureAnswer(parts: ListenParts) {
  return async (body: SlackBody, error: unknown, answered: boolean): Promise<Answer> => {
    const reference = randomUUID().slice(0, 8);
    parts.log.error({ reference, err: error }, 'an interaction failed');
    const message = sentence(wordsFor(parts.chat.everybody.language).failed(reference));
    if (!answered && body.type === 'view_submission') {
      const blocks = acted.safeParse(body).data?.view?.blocks?.map(({ block_id: id }) => id ?? '') ?? [];
      return { response_action: 'errors', errors: formErrors({ failed: message.text }, blocks) };
    }
    if (!answered && typeof body.command === 'string') return { response_type: 'ephemeral', ...message };
    await sayTo(parts, body, message);
    return undefined;
  };
}

type Message = ReturnType<typeof sentence>;

function messageOf(answer: Answer): Message | undefined {
  const read = lateAnswer.safeParse(answer).data;
  if (!read) return undefined;
  if (read.errors) return sentence(Object.values(read.errors).join('\n'));
  return read.text === undefined ? undefined : ({ text: read.text, blocks: read.blocks ?? [] } as Message);
}

async function sayTo(parts: ListenParts, body: SlackBody, message: Message): Promise<void> {
  const origin = toIncoming(body, '')?.origin;
  const installation = origin && (await parts.installations.find(origin));
  const corner = cornerOf(body);
  if (installation && corner) await sayPrivately(parts, parts.clients.of(installation), corner, message);
}

function cornerOf(body: SlackBody): Corner | undefined {
  const read = acted.safeParse(body).data;
  const user = read?.user_id ?? read?.user?.id;
  if (!read || user === undefined) return undefined;
  const memory = read.view?.private_metadata ? parseFormMemory(read.view.private_metadata) : undefined;
  return {
    user,
    responseUrl: read.response_url,
    channel: read.channel_id ?? read.channel?.id ?? memory?.channel,
    thread: read.container?.thread_ts ?? memory?.thread,
  };
}

const id = z.object({ id: z.string() });
const acted = z.object({
  user: id.optional(),
  user_id: z.string().optional(),
  channel: id.optional(),
  channel_id: z.string().optional(),
  response_url: z.string().optional(),
  container: z.object({ thread_ts: z.string().optional() }).optional(),
  view: z
    .object({
      private_metadata: z.string().optional(),
      blocks: z.array(z.object({ block_id: z.string().optional() })).optional(),
    })
    .optional(),
});

const lateAnswer = z.object({
  errors: z.record(z.string(), z.string()).optional(),
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
});
