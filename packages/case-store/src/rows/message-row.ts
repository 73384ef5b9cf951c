import type { Person } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { Attachment, Message } from '../records.ts';
import type { MessageTable } from '../tables.ts';
import { fromBlobRef, toBlobRef } from './blob-columns.ts';
import { fromInstant, fromNull, orNull, present, toInstant, toJson, toText, toTexts } from './values.ts';

export type MessageRow = Selectable<MessageTable>;

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    caseId: row.case_id,
    at: toInstant(row.at),
    direction: row.direction as Message['direction'],
    channel: row.channel,
    author: row.author as Person,
    automatic: row.automatic,
    text: row.text,
    to: row.to_addresses,
    cc: row.cc_addresses,
    references: row.reference_ids,
    attachments: row.attachments as readonly Attachment[],
    evidence: row.evidence,
    ...present({
      authorName: row.author_name,
      authorAddress: row.author_address,
      subject: row.subject,
      html: row.html,
      quoteFrom: row.quote_from,
      messageId: row.message_id,
      raw: toBlobRef(row),
      delivery: row.delivery as NonNullable<Message['delivery']> | null,
      erasedAt: fromNull(row.erased_at, toInstant),
    }),
  };
}

export function fromMessage(message: Message): Insertable<MessageTable> {
  return {
    id: message.id,
    case_id: message.caseId,
    at: fromInstant(message.at),
    direction: message.direction,
    channel: message.channel,
    author: message.author,
    author_name: orNull(message.authorName, toText),
    author_address: orNull(message.authorAddress, toText),
    automatic: message.automatic,
    subject: orNull(message.subject, toText),
    text: toText(message.text),
    html: orNull(message.html, toText),
    quote_from: message.quoteFrom ?? null,
    to_addresses: toTexts(message.to),
    cc_addresses: toTexts(message.cc),
    message_id: orNull(message.messageId, toText),
    reference_ids: toTexts(message.references),
    attachments: toJson(message.attachments),
    ...fromBlobRef(message.raw),
    evidence: toTexts(message.evidence),
    delivery: message.delivery ?? null,
    erased_at: orNull(message.erasedAt, fromInstant),
  };
}
