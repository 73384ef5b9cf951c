import type { ChatAnswer } from '@sla/desk';
import type { z } from 'zod';

import { type FormMemory, formMemory, parseFormMemory } from '../../blocks/click.ts';
import { escapeText } from '../../blocks/escape.ts';
import { filesBlock, formErrors, formValues, formView } from '../../blocks/form.ts';
import { said, sentence } from '../../blocks/said.ts';
import { mrkdwn } from '../../blocks/text-objects.ts';
import type { SlackWords } from '../../blocks/words.ts';
import { fetchFiles } from '../../files.ts';
import type { Answer } from '../../receiver/intake.ts';
import { sayPrivately } from '../../say-privately.ts';
import { actorOf, type ListenContext, type ListenParts, refreshCard } from '../listen-parts.ts';
import { submissionPayload } from '../payloads.ts';

type View = z.output<typeof submissionPayload>['view'];
type Ack = (answer?: Answer) => Promise<void>;

/** A modal that was filled in: done, or left open with what is wrong, and with every word that was written. */
export async function sendForm(
  parts: ListenParts,
  body: unknown,
  ack: Ack,
  { installation }: ListenContext,
): Promise<void> {
  const { user, view } = submissionPayload.parse(body);
  const memory = parseFormMemory(view.private_metadata);
  if (!memory) throw new Error('a modal came back without what it was opened with');
  const actor = await actorOf(parts, installation, user.id);
  const { values } = view.state;
  const { words, client } = actor;
  const attached = Object.values(values[filesBlock] ?? {}).flatMap(({ files }) => files ?? []);
  const fetched = await fetchFiles(attached, installation.botToken, parts.blobs, parts, words);
  const answer = await parts.chat.submit(actor.account, {
    ...(memory.case !== undefined && { case: memory.case }),
    ...(memory.version !== undefined && { version: memory.version }),
    ...(memory.saidAt !== undefined && { saidAt: memory.saidAt }),
    action: memory.action,
    values: formValues(values),
    key: `slack/${installation.key}/${view.id}`,
    ...(fetched.files.length > 0 && { attachments: fetched.files }),
  });
  const corner = { user: user.id, channel: memory.channel, thread: memory.thread };
  const stays = openAnswer(answer, view, memory, words);
  await ack(stays);
  if (stays === undefined && answer.kind !== 'invalid' && answer.kind !== 'form')
    await sayPrivately(parts, client, corner, said(answer, words));
  if (fetched.refused.length > 0) await sayPrivately(parts, client, corner, sentence(fetched.refused.join('\n')));
  await refreshCard(parts, answer);
}

/** What keeps the modal open; nothing when it is done and may close. */
function openAnswer(answer: ChatAnswer, view: View, memory: FormMemory, words: SlackWords): Answer {
  const blocks = view.blocks.map(({ block_id }) => block_id ?? '');
  const first = blocks.find((id) => id.startsWith('field:'));
  switch (answer.kind) {
    case 'invalid':
      return { response_action: 'errors', errors: formErrors(answer.faults, blocks) };
    case 'form': {
      // What was chosen of all that may be done asks for more, in the same modal.
      const { channel, thread } = memory;
      const from = { ...(channel && { channel }), ...(thread && { thread }) };
      return { response_action: 'update', view: formView(answer.form, from, words) };
    }
    case 'refused': {
      const { card } = answer;
      if (card && memory.version !== undefined && card.version !== memory.version)
        return { response_action: 'update', view: restated(view, answer.said, { ...memory, version: card.version }) };
      return first === undefined
        ? undefined
        : { response_action: 'errors', errors: formErrors({ refused: answer.said }, blocks) };
    }
    default:
      return undefined;
  }
}

/** The same form over what is new: Slack keeps what was typed as long as blocks keep their ids. */
function restated(view: View, why: string, memory: FormMemory): Record<string, unknown> {
  const note = { type: 'section', block_id: 'refused', text: mrkdwn(escapeText(why, 2_900)) };
  return {
    type: 'modal',
    callback_id: view.callback_id,
    title: view.title,
    submit: view.submit,
    close: view.close,
    private_metadata: formMemory(memory),
    blocks: [note, ...view.blocks.filter(({ block_id }) => block_id !== 'refused')],
  };
}
