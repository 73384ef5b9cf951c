import type { Message } from '@sla/case-store';
import type { Desk } from '@sla/desk';
import { download } from '../files.ts';
import { MESSAGE_PAGE_POLICY, type MessagePageWords, messagePage, messagePageTag } from '../mail-html/message-page.ts';
import { ProblemError } from './problem.ts';

/** The page of a message's HTML; only the browser that has it already is spared the sanitising. */
export async function messagePageResponse(
  desk: Desk,
  id: string,
  request: Request,
  words: MessagePageWords,
): Promise<Response> {
  const message = await found(desk, id);
  if (!message.html) throw new ProblemError('no-such-message', { message: id });
  const headers = {
    etag: messagePageTag(message, words.language),
    'cache-control': 'private, no-cache',
    'content-security-policy': MESSAGE_PAGE_POLICY,
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'SAMEORIGIN',
  };
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers });
  const page = await messagePage(message, words, desk.read.blob);
  return new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}

/** The message as received, for whoever wants to see what the page leaves out. */
export async function rawMessage(desk: Desk, id: string): Promise<Response> {
  const message = await found(desk, id);
  if (!message.raw) throw new ProblemError('no-such-message', { message: id });
  const name = `${message.subject || 'message'}.eml`;
  return download({ name, type: '', size: message.raw.size, content: desk.read.blob(message.raw.hash) });
}

export async function attachment(desk: Desk, messageId: string, attachmentId: string): Promise<Response> {
  const message = await found(desk, messageId);
  const file = message.attachments.find(({ id }) => id === attachmentId);
  if (!file) throw new ProblemError('no-such-attachment', { attachment: attachmentId, message: messageId });
  const { name, type, blob } = file;
  return download({ name, type, size: blob.size, content: desk.read.blob(blob.hash) });
}

async function found(desk: Desk, id: string): Promise<Message> {
  const message = await desk.read.message(id);
  if (!message) throw new ProblemError('no-such-message', { message: id });
  return message;
}
