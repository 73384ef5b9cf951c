import type { Attachment, CaseRef, CaseStore, Message } from '@sla/case-store';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import { formatTime } from '../catalogue/format-time.ts';
import type { ChatChannel } from '../chat/contract.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform, type Scene } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { nothingToDo } from '../scene-refusals.ts';
import { stableId } from '../stable-id.ts';

export interface Amendment {
  readonly case: CaseRef;
  /** The message as it was first kept. */
  readonly message: string;
  /** As it reads now; without it, it was taken back. */
  readonly text?: string;
  /** Files that stand at it now; those that the case has are not kept again. */
  readonly attachments?: readonly Attachment[];
  /** Where it was changed. */
  readonly channel: ChatChannel;
}

/**
 * What somebody wrote in a chat and changed, or took back, there. Only the author can, so whoever the message is of is who did it. The
 * case keeps the first words, for somebody may have acted on them, and has the change beside them; no clock moves, for editing is no
 * way to ask anew or to have answered earlier. Refused with `nothing-to-do` when it reads so already.
 */
export async function amend(parts: DeskParts, change: Amendment): Promise<Outcome<{ readonly message: Message }>> {
  const survivor = await survivorOf(parts.store, change.case);
  return perform(parts, 'note', 'system', survivor, async (scene) => {
    const original = await scene.unit.findMessage(change.message);
    if (!original || original.erasedAt !== undefined)
      return refusal('unknown-message', { case: scene.record.number, message: change.message });
    const earlier = await amendmentsOf(scene, original);
    const attachments = newFiles(change.attachments ?? [], [original, ...earlier]);
    const text = wordsOf(scene, original, change);
    const stands = earlier.at(-1)?.text ?? firstWords(scene, original, change);
    if (text === stands && attachments.length === 0) return nothingToDo(scene);
    const message = messageOf(scene, original, { text, attachments, count: earlier.length, channel: change.channel });
    return {
      events: [{ type: 'noted', at: scene.now, by: original.author, message: message.id }],
      messages: [message],
      facts: { message },
    };
  });
}

/** Words are kept for ever where they were said; of a merged case what comes later stands on the survivor. */
async function survivorOf(store: Pick<CaseStore, 'findCase'>, ref: CaseRef): Promise<CaseRef> {
  const seen = new Set<CaseRef>();
  for (let at = ref; !seen.has(at); ) {
    seen.add(at);
    const found = await store.findCase(at);
    if (found?.record.state !== 'merged' || found.record.mergedInto === undefined) return at;
    at = found.record.mergedInto;
  }
  return ref;
}

async function amendmentsOf({ unit }: Scene, original: Message): Promise<readonly Message[]> {
  const found: Message[] = [];
  for (;;) {
    const next = await unit.findMessage(idOf(original, found.length));
    if (!next) return found;
    found.push(next);
  }
}

function idOf({ id }: Message, count: number): string {
  return stableId(id, 'amended', String(count + 1));
}

/** The first words, as an amendment back to them would say it. */
function firstWords(scene: Scene, original: Message, change: Amendment): string {
  return wordsOf(scene, original, { ...change, text: original.text });
}

function wordsOf({ parts, policy }: Scene, { at }: Message, { text, channel }: Amendment): string {
  const { identity } = parts;
  const { amended, withdrawn } = catalogueFor(identity.language).chat;
  const reader = { language: identity.language, timeZone: policy.timeZone ?? identity.timeZone };
  const facts = { chat: channel, at: formatTime(at, reader, at) };
  return text === undefined ? withdrawn(facts) : `${amended(facts)}\n\n${text}`;
}

function newFiles(files: readonly Attachment[], kept: readonly Message[]): readonly Attachment[] {
  const known = new Set(kept.flatMap(({ attachments }) => attachments.map(({ blob }) => blob.hash)));
  return files.filter(({ blob }) => !known.has(blob.hash));
}

function messageOf(
  { record, now }: Scene,
  original: Message,
  { text, attachments, count, channel }: Pick<Message, 'text' | 'attachments' | 'channel'> & { readonly count: number },
): Message {
  const { direction, author, authorName, authorAddress } = original;
  return {
    id: idOf(original, count),
    caseId: record.id,
    at: now,
    direction,
    channel,
    author,
    ...(authorName !== undefined && { authorName }),
    ...(authorAddress !== undefined && { authorAddress }),
    automatic: false,
    text,
    to: [],
    cc: [],
    references: [],
    attachments,
    evidence: [],
  };
}
