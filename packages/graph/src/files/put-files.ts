import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import { operations } from '../operations.ts';
import type { ChannelRef } from '../teams/channel-message.ts';
import { pieces } from '../transport/pieces.ts';
import { path, type Sender } from '../transport/sender.ts';
import type { FilesPort, NewFile } from './files-port.ts';
import { isSharedHost } from './shared-hosts.ts';

const folderShape = z.object({ id: z.string().min(1), parentReference: z.object({ driveId: z.string().min(1) }) });
const sessionShape = z.object({ uploadUrl: z.string() });
const itemShape = z.object({ webUrl: z.string() });
/** A multiple of 320 KiB, as SharePoint wants it. */
const pieceSize = 16 * 320 * 1024;
const patienceMs = 60_000;
const { doing } = operations.writeFile;

/** By an upload session, whatever the size: a second try begins anew and takes the place of the first. */
export function putFiles(sender: Sender, fetchIt: typeof fetch): Pick<FilesPort, 'putInChannel'> {
  return {
    async putInChannel(channel, file) {
      if (file.size === 0) throw new GraphError('invalid', 'An empty file cannot be put into a channel.', { doing });
      const { uploadUrl } = await session(sender, channel, file);
      if (!isSharedHost(uploadUrl)) {
        throw new GraphError('unexpected-answer', 'Graph named no place of SharePoint’s for the file.', { doing });
      }
      return { url: await upload(fetchIt, uploadUrl, file) };
    },
  };
}

async function session(sender: Sender, { teamId, channelId }: ChannelRef, file: NewFile) {
  const folder = await sender.json(
    {
      operation: operations.writeFile,
      method: 'GET',
      path: path(['teams', teamId, 'channels', channelId, 'filesFolder']),
      repeatable: true,
    },
    folderShape,
  );
  const below = `${path(['drives', folder.parentReference.driveId, 'items', folder.id])}:${path(file.path.map(harmless))}:`;
  return sender.json(
    {
      operation: operations.writeFile,
      method: 'POST',
      path: `${below}/createUploadSession`,
      body: { item: { '@microsoft.graph.conflictBehavior': 'replace' } },
      repeatable: true,
    },
    sessionShape,
  );
}

/** What SharePoint takes in no name (support.microsoft.com, “Restrictions and limitations in OneDrive and SharePoint”). */
function harmless(name: string): string {
  const plain = name.replace(/["*:<>?/\\|#%~&{}\p{Cc}]/gu, '_').replace(/^[\s.]+|[\s.]+$/g, '');
  return [...(plain || '_')].slice(-120).join('');
}

async function upload(fetchIt: typeof fetch, uploadUrl: string, { size, content }: NewFile): Promise<string> {
  let sent = 0;
  for await (const piece of pieces(content, pieceSize)) {
    const answer = await putPiece(fetchIt, uploadUrl, piece, `bytes ${sent}-${sent + piece.length - 1}/${size}`);
    sent += piece.length;
    if (sent < size) continue;
    const item = itemShape.safeParse(answer);
    if (item.success) return item.data.webUrl;
  }
  throw new GraphError('unavailable', 'SharePoint did not take the whole file: try again later.', { doing });
}

async function putPiece(fetchIt: typeof fetch, url: string, piece: Buffer, range: string): Promise<unknown> {
  const response = await fetchIt(url, {
    method: 'PUT',
    headers: { 'content-range': range, 'content-length': String(piece.length) },
    body: new Uint8Array(piece),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw new GraphError('unavailable', 'SharePoint could not be reached: try again later.', { doing }, error);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const isPassing = response.status === 429 || response.status >= 500;
  throw new GraphError(
    isPassing ? 'unavailable' : 'access-denied',
    `SharePoint did not take the file (${response.status}).`,
    { doing, status: response.status },
  );
}
