import type { Temporal } from '@sla/core';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import { doneWith, refusedWith } from './chat-answers.ts';
import { filesOf } from './chat-files.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatAnswer, ChatFile } from './contract.ts';

export interface NewCase {
  readonly externalId: string;
  readonly subject: string;
  readonly text: string;
  readonly requester: { readonly address: string; readonly name?: string };
  readonly attachments: readonly ChatFile[];
  /** When the chat took in what it is made of; now, where nobody wrote it before. */
  readonly saidAt?: Temporal.Instant;
  readonly priority?: string;
  /** Whether the requester may be mailed a receipt: nobody is written to unless an agent said so. */
  readonly mayAcknowledge: boolean;
}

/** Opens a case in a requester's name. The same external id is the same case. */
export async function openNew(chat: ChatOptions, actor: Actor, given: NewCase): Promise<ChatAnswer> {
  const { desk, channel } = chat;
  const { requester, subject, text, attachments, priority, mayAcknowledge, externalId, saidAt } = given;
  const outcome = await desk.receive({
    channel,
    externalId,
    receivedAt: saidAt ?? (await desk.read.now()),
    from: requester,
    to: [],
    cc: [],
    subject,
    text,
    references: [],
    attachments: filesOf(chat, attachments),
    evidence: [`opened by ${actor.agent.name} in ${catalogueFor('en').channels[channel]}`],
    machine: 'no',
    mayAcknowledge,
    ...(priority !== undefined && { priority }),
  });
  if (outcome.ok) return doneWith(chat, actor, outcome, 'new');
  if (outcome.refusal.code !== 'unknown-priority') return refusedWith(chat, actor, outcome.refusal);
  const said = await refusedWith(chat, actor, outcome.refusal);
  return said.kind === 'refused' ? { kind: 'invalid', faults: { priority: said.said } } : said;
}
