import type { Attachment, Message } from '@sla/case-store';
import { type Names, whyHeldBack } from '@sla/desk';
import type { MessageJson } from './contract.ts';
import { present } from './present.ts';
import { iso } from './reading.ts';

/** A message as JSON: HTML, files and the raw mail only by address, for they are shown apart from the page. */
export function messageJson(message: Message, names: Names): MessageJson {
  const { id, direction, channel, automatic, subject, text, quoteFrom, evidence, delivery, to } = message;
  return present({
    id,
    at: iso(message.at),
    direction,
    channel,
    author: authorJson(message, names),
    automatic,
    subject,
    text,
    quoteFrom,
    htmlUrl: message.html ? `/api/messages/${encodeURIComponent(id)}/html` : undefined,
    rawUrl: message.raw ? `/api/messages/${encodeURIComponent(id)}/raw` : undefined,
    attachments: message.attachments.map((attachment) => attachmentJson(id, attachment)),
    evidence,
    delivery,
    heldBack: whyHeldBack(message),
    to,
  });
}

function authorJson({ author, authorName, authorAddress }: Message, names: Names): MessageJson['author'] {
  const kind = author === 'system' ? 'system' : author.startsWith('agent:') ? 'agent' : 'requester';
  return present({ kind, name: authorName ?? names.of(author), address: authorAddress } as const);
}

function attachmentJson(message: string, attachment: Attachment): MessageJson['attachments'][number] {
  const { id, name, type, blob, inline } = attachment;
  const url = `/api/attachments/${encodeURIComponent(message)}/${encodeURIComponent(id)}`;
  return { id, name, type, size: blob.size, url, inline };
}
