import type { Attachment, Message } from '@sla/case-store';

import { type Outgoing, toRequester } from './outgoing.ts';
import { agentOf } from './people.ts';
import type { Scene } from './perform.ts';
import { present } from './present.ts';
import { type Refusal, refusal } from './refusal.ts';
import { stableId } from './stable-id.ts';

/** What somebody wants to say. `key` makes a second try of the same words do nothing. */
export interface Words {
  readonly text: string;
  readonly html?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly key?: string | undefined;
}

export type Said =
  | { readonly kind: 'new'; readonly message: Message }
  | { readonly kind: 'said-before'; readonly message: Message };

/** A message to the requester from whoever acts, addressed and ready to be sent. */
export async function sayToRequester(scene: Scene, words: Words): Promise<Said | Refusal> {
  if (words.text.trim() === '') return refusal('empty-message');
  const id = messageId(scene, words);
  const before = await saidBefore(scene, id);
  if (before) return before;
  const { text, html, attachments } = words;
  const letter = { id, at: scene.now, author: scene.by, automatic: false, text, html, attachments };
  return { kind: 'new', message: await toRequester(letter, scene.record, scene) };
}

/** Words that only agents see. */
export async function sayInside(scene: Scene, words: Words, channel: string): Promise<Said | Refusal> {
  if (words.text.trim() === '') return refusal('empty-message');
  const id = messageId(scene, words);
  const before = await saidBefore(scene, id);
  if (before) return before;
  const agent = agentOf(scene.people, scene.by);
  const message = present({
    id,
    caseId: scene.record.id,
    at: scene.now,
    direction: 'note' as const,
    channel,
    author: scene.by,
    authorName: agent?.name,
    automatic: scene.by === 'system',
    text: words.text,
    to: [],
    cc: [],
    references: [],
    attachments: words.attachments ?? [],
    evidence: [],
  });
  return { kind: 'new', message };
}

export function lettersOf(said: Said, purpose: Outgoing['purpose']): readonly Outgoing[] {
  return said.kind === 'new' ? [{ message: said.message, purpose }] : [];
}

function messageId({ record, parts }: Scene, { key }: Words): string {
  return key === undefined ? parts.newId() : stableId(record.id, 'key', key);
}

async function saidBefore({ unit, record }: Scene, id: string): Promise<Said | undefined> {
  const message = (await unit.listMessages(record.id)).find((candidate) => candidate.id === id);
  return message && { kind: 'said-before', message };
}
