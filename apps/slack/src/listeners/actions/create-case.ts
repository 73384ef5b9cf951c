import { Temporal } from '@sla/core';
import type { z } from 'zod';

import { sentence } from '../../blocks/said.ts';
import { fetchFiles } from '../../files.ts';
import type { Member } from '../../identify-person.ts';
import { mentionedUsers, plainText } from '../../plain-text.ts';
import { sayPrivately } from '../../say-privately.ts';
import { type Actor, actorOf, type ListenContext, type ListenParts, showAnswer } from '../listen-parts.ts';
import { messageContent, shortcutPayload } from '../payloads.ts';

type Message = z.output<typeof messageContent>;

/** "Create case" on a message: the message asks, and the thread behind it comes along. */
export async function createCase(
  parts: ListenParts,
  body: unknown,
  { installation, late }: ListenContext,
): Promise<void> {
  const payload = shortcutPayload.parse(body);
  const { channel, message, response_url: responseUrl, trigger_id: trigger } = payload;
  const actor = await actorOf(parts, installation, payload.user.id);
  const corner = { user: payload.user.id, channel: channel.id, thread: message.thread_ts, responseUrl };
  const author = await memberOf(parts, actor, message.user);
  // Whoever has no address is asked for in a form, which must open within three seconds: no thread is fetched for it.
  const thread =
    author?.email === undefined ? { messages: [message], whole: true } : await threadOf(actor, channel.id, message);
  const names = await namesIn(parts, actor, thread.messages);
  const files = await fetchFiles(
    thread.messages.flatMap(({ files: each }) => each ?? []),
    installation.botToken,
    parts.blobs,
    parts,
    actor.words,
  );
  const text = thread.messages.map((each) => lineOf(each, names, thread.messages.length > 1, actor)).join('\n\n');
  const answer = await parts.chat.createFrom(actor.account, {
    externalId: `${installation.key}/${channel.id}/${message.ts}`,
    subject: firstLine(plainText(message.text, (user) => names.get(user))),
    text,
    requester: { address: author?.email ?? '', ...(author && { name: author.name }) },
    attachments: files.files,
    // Slack's own time of the message, in seconds: it may have lain there overnight.
    saidAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(Number(message.ts) * 1_000)),
  });
  if (answer.kind === 'invalid') throw new Error('a message was answered with faults of a form');
  await showAnswer(parts, actor, answer, { ...corner, trigger: late ? undefined : trigger });
  const left = [...files.refused, ...(thread.whole ? [] : [actor.words.threadIncomplete])];
  if (left.length > 0) await sayPrivately(parts, actor.client, corner, sentence(left.join('\n')));
}

async function memberOf(
  { people }: ListenParts,
  { client, installation }: Actor,
  user: string | undefined,
): Promise<Member | undefined> {
  if (user === undefined) return undefined;
  return people.member(client, installation, user).catch(() => undefined);
}

/** The message's thread from its beginning; the message alone where Slack does not hand the thread out. */
async function threadOf(
  { client }: Actor,
  channel: string,
  message: Message,
): Promise<{ readonly messages: readonly Message[]; readonly whole: boolean }> {
  try {
    const found = await client.conversations.replies({ channel, ts: message.thread_ts ?? message.ts, limit: 100 });
    const messages = (found.messages ?? []).flatMap((each) => {
      const read = messageContent.safeParse(each);
      return read.success ? [read.data] : [];
    });
    return messages.length === 0 ? { messages: [message], whole: false } : { messages, whole: !found.has_more };
  } catch {
    return { messages: [message], whole: message.thread_ts === undefined };
  }
}

async function namesIn(
  parts: ListenParts,
  actor: Actor,
  messages: readonly Message[],
): Promise<ReadonlyMap<string, string>> {
  const users = new Set(
    messages.flatMap(({ user, text }) => [...(user === undefined ? [] : [user]), ...mentionedUsers(text)]),
  );
  const names = new Map<string, string>();
  for (const user of [...users].slice(0, 30)) {
    const member = await memberOf(parts, actor, user);
    if (member) names.set(user, member.name);
  }
  return names;
}

function lineOf(
  { user, text }: Message,
  names: ReadonlyMap<string, string>,
  severalVoices: boolean,
  { words }: Actor,
): string {
  const said = plainText(text, (each) => names.get(each));
  return severalVoices ? `${names.get(user ?? '') ?? user ?? words.unnamed}: ${said}` : said;
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return [...line].length <= 120 ? line : `${[...line].slice(0, 119).join('')}…`;
}
