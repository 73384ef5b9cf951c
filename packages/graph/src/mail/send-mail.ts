import { z } from 'zod';

import { GraphError, hasCode } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { path, type Sender } from '../transport/sender.ts';
import type { Draft, MailboxRef, MailPort } from './mail-port.ts';

const draftShape = z.object({ id: z.string().min(1), internetMessageId: z.string().min(1) });
const stateShape = z.object({ isDraft: z.boolean() });
const immutable = { Prefer: 'IdType="ImmutableId"' };
/** Graph takes 4 MB a request, and MIME goes in as base64. */
const largestBody = 4_000_000;

type Finder = Pick<MailPort, 'findByMessageId'>;

/**
 * Raw MIME goes out as a draft that is then sent, never by `sendMail`: a draft has an id that stays when it moves to Sent
 * Items, so after any failure we can look whether it went.
 */
export function sendMail(sender: Sender, finder: Finder): Pick<MailPort, 'createDraft' | 'sendDraft' | 'send'> {
  const createDraft: MailPort['createDraft'] = (mailbox, mime, signal) => draftOf(sender, mailbox, mime, signal);
  const sendDraft: MailPort['sendDraft'] = (draft, signal) => sendOnce(sender, finder, draft, signal);
  return {
    createDraft,
    sendDraft,
    async send(mailbox, mime) {
      const draft = await createDraft(mailbox, mime);
      await sendDraft(draft);
      return draft;
    },
  };
}

async function draftOf(
  sender: Sender,
  mailbox: MailboxRef,
  mime: string | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Draft> {
  const body = Buffer.from(mime).toString('base64');
  if (body.length > largestBody) {
    throw new GraphError(
      'too-large',
      `The mail is ${(Buffer.byteLength(mime) / 1e6).toFixed(1)} MB; Microsoft Graph takes 3 MB of MIME. Send it by SMTP, or its attachments as links.`,
      { doing: operations.writeDraft.doing },
    );
  }
  const draft = await sender.json(
    {
      operation: operations.writeDraft,
      method: 'POST',
      path: path(['users', mailbox, 'messages']),
      headers: { ...immutable, 'Content-Type': 'text/plain' },
      body,
      // A draft too many in the drafts folder harms nobody.
      repeatable: true,
      signal,
    },
    draftShape,
  );
  return { mailbox, ...draft };
}

async function sendOnce(
  sender: Sender,
  finder: Finder,
  draft: Draft,
  signal: AbortSignal | undefined,
): Promise<'sent' | 'already-sent'> {
  if ((await whereabouts(sender, finder, draft, signal)) === 'sent') return 'already-sent';
  signal?.throwIfAborted();
  try {
    await sender.send({
      operation: operations.sendMail,
      method: 'POST',
      path: path(['users', draft.mailbox, 'messages', draft.id, 'send']),
      headers: immutable,
      repeatable: false,
      signal,
    });
    return 'sent';
  } catch (error) {
    if (!hasCode(error, 'outcome-unknown', 'not-found')) throw error;
    if ((await whereabouts(sender, finder, draft)) === 'sent') return 'sent';
    throw error;
  }
}

async function whereabouts(
  sender: Sender,
  finder: Finder,
  draft: Draft,
  signal?: AbortSignal,
): Promise<'draft' | 'sent'> {
  try {
    const { isDraft } = await sender.json(
      {
        operation: operations.sendMail,
        method: 'GET',
        path: path(['users', draft.mailbox, 'messages', draft.id], { $select: 'isDraft' }),
        headers: immutable,
        repeatable: true,
        signal,
      },
      stateShape,
    );
    return isDraft ? 'draft' : 'sent';
  } catch (error) {
    if (!hasCode(error, 'not-found')) throw error;
    // Some tenants give the sent copy another id all the same.
    const copies = await finder.findByMessageId(draft.mailbox, draft.internetMessageId);
    if (copies.some(({ isDraft }) => !isDraft)) return 'sent';
    throw error;
  }
}
