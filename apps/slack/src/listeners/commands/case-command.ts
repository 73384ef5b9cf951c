import { said } from '../../blocks/said.ts';
import type { Answer } from '../../receiver/intake.ts';
import { actorOf, type ListenContext, type ListenParts, refreshCard, showAnswer } from '../listen-parts.ts';
import { commandPayload } from '../payloads.ts';

/** `/case …`: answered in the acknowledgement itself, so that it comes at once and to nobody else. */
export async function caseCommand(
  parts: ListenParts,
  body: unknown,
  ack: (answer?: Answer) => Promise<void>,
  { installation, late }: ListenContext,
): Promise<void> {
  const payload = commandPayload.parse(body);
  const { user_id: user, trigger_id: trigger, response_url: responseUrl, channel_id: channel } = payload;
  const actor = await actorOf(parts, installation, user);
  const answer = await parts.chat.command(actor.account, payload.text, `slack/${installation.key}/${trigger ?? user}`);
  if (answer.kind === 'invalid') throw new Error('a command was answered with faults of a form');
  if (answer.kind === 'form') {
    await ack();
    await showAnswer(parts, actor, answer, { user, channel, responseUrl, trigger: late ? undefined : trigger });
    return;
  }
  await ack({ response_type: 'ephemeral', ...said(answer, actor.words) });
  await refreshCard(parts, answer);
}
