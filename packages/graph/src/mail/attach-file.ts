import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import { operations } from '../operations.ts';
import { pieces } from '../transport/pieces.ts';
import { path, type Sender } from '../transport/sender.ts';
import type { Draft, MailFile, MailPort } from './mail-port.ts';

const sessionShape = z.object({ uploadUrl: z.string() });
/** What Exchange takes in one request; larger files go up in pieces. */
const inOne = 3_000_000;
/** Below 4 MB, and a multiple of 320 KiB. */
const pieceSize = 12 * 320 * 1024;
const largest = 150_000_000;
const patienceMs = 60_000;
const operation = operations.writeDraft;
const { doing } = operation;

/** Puts files beside the words of a draft: by one request, or by an upload session that Exchange's own host takes. */
export function attachFiles(sender: Sender, fetchIt: typeof fetch): Pick<MailPort, 'attach'> {
  return {
    async attach(draft, file, signal) {
      if (file.size > largest) {
        throw new GraphError(
          'too-large',
          `${file.name} has ${Math.ceil(file.size / 1e6)} MB; Microsoft Graph takes 150 MB. Send it as a link.`,
          { doing },
        );
      }
      if (file.size <= inOne) return attachWhole(sender, draft, file, signal);
      const { uploadUrl } = await openSession(sender, draft, file, signal);
      if (!isExchange(uploadUrl)) {
        throw new GraphError('unexpected-answer', 'Graph named no place of Exchange’s for the file.', { doing });
      }
      await upload(fetchIt, uploadUrl, file, signal);
    },
  };
}

async function attachWhole(sender: Sender, draft: Draft, file: MailFile, signal?: AbortSignal): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.content) chunks.push(chunk);
  await sender.send({
    operation,
    method: 'POST',
    path: path(['users', draft.mailbox, 'messages', draft.id, 'attachments']),
    body: {
      '@odata.type': '#microsoft.graph.fileAttachment',
      ...described(file),
      contentBytes: Buffer.concat(chunks).toString('base64'),
    },
    // Twice would be two files: the whole draft is begun anew.
    repeatable: false,
    signal,
  });
}

function openSession(sender: Sender, draft: Draft, file: MailFile, signal?: AbortSignal) {
  return sender.json(
    {
      operation,
      method: 'POST',
      path: path(['users', draft.mailbox, 'messages', draft.id, 'attachments', 'createUploadSession']),
      body: { AttachmentItem: { attachmentType: 'file', size: file.size, ...described(file) } },
      repeatable: true,
      signal,
    },
    sessionShape,
  );
}

function described({ name, type, contentId, inline }: MailFile) {
  return { name, contentType: type, isInline: inline, ...(contentId !== undefined && { contentId }) };
}

/** The address carries its own right, so our token never goes there, and nothing goes anywhere else. */
function isExchange(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

const hosts = ['outlook.office.com', 'outlook.office365.com', 'office365.us', 'partner.outlook.cn'];

async function upload(fetchIt: typeof fetch, url: string, file: MailFile, signal?: AbortSignal): Promise<void> {
  let sent = 0;
  for await (const piece of pieces(file.content, pieceSize)) {
    const range = `bytes ${sent}-${sent + piece.length - 1}/${file.size}`;
    await putPiece(fetchIt, url, piece, range, signal);
    sent += piece.length;
  }
  if (sent !== file.size) throw new GraphError('invalid', `${file.name} is not as long as was said.`, { doing });
}

async function putPiece(
  fetchIt: typeof fetch,
  url: string,
  piece: Buffer,
  range: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const patience = AbortSignal.timeout(patienceMs);
  const response = await fetchIt(url, {
    method: 'PUT',
    headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(piece),
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  }).catch((error: unknown) => {
    throw new GraphError('unavailable', 'Exchange could not be reached: try again later.', { doing }, error);
  });
  await response.body?.cancel();
  if (response.ok) return;
  const { status } = response;
  const isPassing = status === 429 || status >= 500;
  throw new GraphError(isPassing ? 'unavailable' : 'invalid', `Exchange did not take the file (${status}).`, {
    doing,
    status,
  });
}
