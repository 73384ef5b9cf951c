import { said, sentence } from '../../blocks/said.ts';
import { fetchFiles } from '../../files.ts';
import { mentionedUsers, plainText } from '../../plain-text.ts';
import { sayPrivately } from '../../say-privately.ts';
import { type Actor, actorOf, type ListenContext, type ListenParts } from '../listen-parts.ts';
import { messageEvent } from '../payloads.ts';

/** What a person says in a case's thread is kept with the case, inside. */
export async function threadMessage(
  parts: ListenParts,
  event: unknown,
  { installation }: ListenContext,
): Promise<void> {
  const message = messageEvent.safeParse(event).data;
  if (!message?.user || message.thread_ts === undefined || !isSpoken(message.subtype) || message.bot_id) return;
  const caseId = await parts.cards.caseOfThread(installation.key, message.channel, message.thread_ts);
  if (caseId === undefined) return;
  // What is said to the app itself is a command, and comes as a mention as well.
  if (message.text.trimStart().startsWith(`<@${installation.botUser}>`)) return;
  const actor = await actorOf(parts, installation, message.user);
  if (actor.account.guest) return;
  const corner = { user: message.user, channel: message.channel, thread: message.thread_ts };
  const { files, refused } = await fetchFiles(
    message.files ?? [],
    installation.botToken,
    parts.blobs,
    parts,
    actor.words,
  );
  const answer = await parts.chat.keepNote(actor.account, {
    case: caseId,
    text: await readable(parts, actor, message.text),
    key: `slack/${installation.key}/${message.channel}/${message.ts}`,
    attachments: files,
  });
  // Colleagues who are no agents may talk along; they are told of the link once, not at every word.
  const { account } = actor.account;
  if (answer.kind === 'refused' || (answer.kind === 'unlinked' && parts.reminders.isDue(account)))
    await sayPrivately(parts, actor.client, corner, said(answer, actor.words));
  if (refused.length > 0) await sayPrivately(parts, actor.client, corner, sentence(refused.join('\n')));
}

/** Edits, deletions, joinings and the like are no words of anybody's. */
export function isSpoken(subtype: string | undefined): boolean {
  return subtype === undefined || subtype === 'file_share' || subtype === 'thread_broadcast';
}

/** Slack's notation as people read it. */
export async function readable(
  { people }: ListenParts,
  { client, installation }: Actor,
  text: string,
): Promise<string> {
  const names = new Map<string, string>();
  for (const user of mentionedUsers(text).slice(0, 20)) {
    const member = await people.member(client, installation, user).catch(() => undefined);
    if (member) names.set(user, member.name);
  }
  return plainText(text, (user) => names.get(user));
}
