import { actorOf, type ListenContext, type ListenParts, showAnswer } from '../listen-parts.ts';
import { mentionEvent } from '../payloads.ts';

/** A command said to the app by name; answered in private, like the slash command. */
export async function mention(parts: ListenParts, event: unknown, { installation }: ListenContext): Promise<void> {
  const { user, text, ts, thread_ts: thread, channel } = mentionEvent.parse(event);
  const actor = await actorOf(parts, installation, user);
  if (actor.account.guest) return;
  const typed = text.replace(/^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>\s*/, '');
  const answer = await parts.chat.command(actor.account, typed, `slack/${installation.key}/${channel}/${ts}`);
  // A mention opens no form; the card has a button that does.
  const shown =
    answer.kind === 'form'
      ? await parts.chat.command(actor.account, answer.form.case === undefined ? 'help' : `show ${answer.form.case}`)
      : answer;
  if (shown.kind === 'invalid') return;
  await showAnswer(parts, actor, shown, { user, channel, thread });
}
