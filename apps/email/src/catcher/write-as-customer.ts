import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';

import type { CaughtMail, MailWritten, ReplyToMail, WriteMail } from './contract.ts';
import type { MailFolder } from './mail-folder.ts';

export interface CustomerDesk {
  readonly folder: MailFolder;
  readonly deskAddress: string;
  /** Where the desk takes mail in. */
  readonly intake: { readonly host: string; readonly port: number };
  readonly now: () => Promise<Date>;
}

/** Writes to the desk as a customer would: over SMTP, so that the mail takes the path of any other. */
export function writeAsCustomer(mail: WriteMail, desk: CustomerDesk): Promise<MailWritten> {
  const { from, name, subject, text } = mail;
  return send({ from, name, to: mail.to ?? desk.deskAddress, subject, text, answers: [] }, desk);
}

/** Answers a caught mail in its thread, quoting it as mail programs do. */
export function replyAsCustomer(reply: ReplyToMail, caught: CaughtMail, desk: CustomerDesk): Promise<MailWritten> {
  const recipient = caught.to[0];
  const from = reply.from ?? recipient?.address ?? '';
  const name = recipient?.address === from ? recipient.name : undefined;
  const said = caught.text.slice(0, caught.quoteFrom ?? caught.text.length).trim();
  const quote = said.split('\n').map((line) => `> ${line}`.trimEnd());
  const at = caught.at.slice(0, 16).replace('T', ' ');
  const who = caught.from.name ?? caught.from.address;
  return send(
    {
      from,
      name,
      to: caught.replyTo[0]?.address ?? caught.from.address,
      subject: /^re:/i.test(caught.subject) ? caught.subject : `Re: ${caught.subject}`,
      text: [reply.text, '', `On ${at} UTC, ${who} <${caught.from.address}> wrote:`, ...quote].join('\n'),
      answers: [...(caught.inReplyTo ? [caught.inReplyTo] : []), caught.messageId].filter(Boolean),
    },
    desk,
  );
}

interface Draft {
  readonly from: string;
  readonly name: string | undefined;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The chain of ids that it answers, the last one directly. */
  readonly answers: readonly string[];
}

async function send(draft: Draft, { folder, intake, now }: CustomerDesk): Promise<MailWritten> {
  const at = await now();
  const messageId = `${randomUUID()}@${draft.from.slice(draft.from.lastIndexOf('@') + 1)}`;
  const answered = draft.answers.at(-1);
  const raw = await new MailComposer({
    from: { name: draft.name ?? '', address: draft.from },
    to: draft.to,
    subject: draft.subject,
    text: draft.text,
    date: at,
    messageId: `<${messageId}>`,
    xMailer: false,
    ...(answered !== undefined && {
      inReplyTo: `<${answered}>`,
      references: draft.answers.map((id) => `<${id}>`),
    }),
  })
    .compile()
    .build();
  const transport = createTransport({ ...intake, secure: false, ignoreTLS: true, connectionTimeout: 5_000 });
  try {
    await transport.sendMail({ envelope: { from: draft.from, to: draft.to }, raw });
  } finally {
    transport.close();
  }
  return { id: await folder.keep('in', messageId, at, Readable.from([raw])), messageId };
}
