import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import { fieldValue, type HeaderFields } from '../mime/header-fields.ts';
import { headerText } from '../mime/header-text.ts';
import { type ReadEmail, readEmail } from '../read-email.ts';
import type { CaughtMail, CaughtMailSummary } from './contract.ts';
import { keptAt } from './mail-folder.ts';

/** A caught mail as its page shows it. */
export async function readCaught(id: string, raw: Readable): Promise<CaughtMail> {
  const email = await readEmail(raw, measure);
  const inReplyTo = fieldValue(email.fields, 'in-reply-to')?.replace(/[<>]/g, '');
  return {
    ...summaryOf(id, email),
    messageId: email.messageId ?? '',
    ...(inReplyTo !== undefined && { inReplyTo }),
    replyTo: email.replyTo,
    text: email.text,
    ...(email.html !== undefined && { html: email.html }),
    ...(email.reply.quoteFrom !== undefined && { quoteFrom: email.reply.quoteFrom }),
    attachments: email.attachments.map(({ name, type, blob }) => ({ name: name ?? 'file', type, size: blob.size })),
    headers: email.fields.map(({ name, value }) => ({ name, value: headerText(value) })),
  };
}

/** What the list of mails shows of one. */
export function toSummary(mail: CaughtMail): CaughtMailSummary {
  const { id, at, direction, from, to, subject, preview, purpose, caseNumber } = mail;
  return {
    id,
    at,
    direction,
    from,
    to,
    subject,
    preview,
    ...(purpose !== undefined && { purpose }),
    ...(caseNumber !== undefined && { caseNumber }),
  };
}

function summaryOf(id: string, email: ReadEmail): CaughtMailSummary {
  return {
    id,
    at: keptAt(id),
    direction: id.includes('-in-') ? 'in' : 'out',
    from: email.from ?? { address: '' },
    to: [...email.to, ...email.cc],
    subject: email.subject ?? '',
    preview: email.reply.reply.replace(/\s+/g, ' ').slice(0, 140),
    ...deskMark(email.fields),
  };
}

const purposes = ['receipt', 'reply', 'update', 'resolution', 'notice', 'sign-in'] as const;

/** What the desk noted on its own mail: `X-SLA-Desk: receipt; case=C-1042`. */
function deskMark(fields: HeaderFields): Pick<CaughtMailSummary, 'purpose' | 'caseNumber'> {
  const mark = fieldValue(fields, 'x-sla-desk') ?? '';
  const purpose = purposes.find((word) => mark.startsWith(word));
  const caseNumber = /case=([A-Za-z0-9]+-\d+)/.exec(mark)?.[1];
  return { ...(purpose !== undefined && { purpose }), ...(caseNumber !== undefined && { caseNumber }) };
}

async function measure(content: AsyncIterable<Uint8Array>): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { hash: hash.digest('hex'), size };
}
