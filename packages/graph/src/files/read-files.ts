import { z } from 'zod';

import { GraphError } from '../graph-error.ts';
import { type Operation, operations } from '../operations.ts';
import type { MessageRef } from '../teams/channel-message.ts';
import { path, type Sender } from '../transport/sender.ts';
import type { FilesPort, OpenFile } from './files-port.ts';
import { isSharedHost } from './shared-hosts.ts';

const itemShape = z.object({
  name: z.string().min(1),
  size: z.number().nonnegative().default(0),
  file: z.object({ mimeType: z.string().nullish() }).nullish(),
  '@microsoft.graph.downloadUrl': z.string().optional(),
});
const binary = 'application/octet-stream';
/** Until the headers are in; what then comes may take its time. */
const patienceMs = 60_000;
const mostHops = 4;

export function readFiles(
  sender: Sender,
  fetchIt: typeof fetch,
): Pick<FilesPort, 'openShared' | 'openDirect' | 'openHosted'> {
  return {
    openShared: (address, most) => openShared(sender, fetchIt, address, most),
    openDirect: (address, most) => openDirect(fetchIt, address, most),
    openHosted: (message, id, most) => openHosted(sender, message, id, most),
  };
}

async function openShared(sender: Sender, fetchIt: typeof fetch, address: string, most: number): Promise<OpenFile> {
  if (!isSharedHost(address)) throw elsewhere(address);
  // learn.microsoft.com: “Accessing shared DriveItems”, how an address becomes a share id.
  const share = `u!${Buffer.from(address).toString('base64url')}`;
  const item = await sender.json(
    {
      operation: operations.readFile,
      method: 'GET',
      path: path(['shares', share, 'driveItem']),
      repeatable: true,
    },
    itemShape,
  );
  const direct = item['@microsoft.graph.downloadUrl'];
  if (direct === undefined)
    throw new GraphError('invalid', `${item.name} is no file but a folder or a notebook.`, { doing });
  if (item.size > most) throw tooLarge(item.name, most);
  const { content } = await openDirect(fetchIt, direct, most);
  return { name: item.name, type: item.file?.mimeType ?? binary, size: item.size, content };
}

const { doing } = operations.readFile;

/** Each hop must be Microsoft's own; no token goes along, for the address is its own key. */
async function openDirect(fetchIt: typeof fetch, address: string, most: number): Promise<OpenFile> {
  let next = address;
  for (let hop = 0; hop < mostHops; hop += 1) {
    if (!isSharedHost(next)) throw elsewhere(next);
    const response = await fetchIt(next, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) }).catch(
      (error: unknown) => {
        throw new GraphError('unavailable', 'SharePoint could not be reached: try again later.', { doing }, error);
      },
    );
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return opened(response, next, most);
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  throw new GraphError('unexpected-answer', 'SharePoint sent us on too often to read a file.', { doing });
}

async function openHosted(sender: Sender, ref: MessageRef, id: string, most: number): Promise<OpenFile> {
  const reply = ref.id === ref.threadId ? [] : ['replies', ref.id];
  const response = await sender.send({
    operation: operations.readHosted,
    method: 'GET',
    path: path([
      'teams',
      ref.teamId,
      'channels',
      ref.channelId,
      'messages',
      ref.threadId,
      ...reply,
      'hostedContents',
      id,
      '$value',
    ]),
    repeatable: true,
  });
  const type = typeOf(response);
  return { ...(await opened(response, '', most, operations.readHosted)), name: `image.${endingOf(type)}`, type };
}

async function opened(
  response: Response,
  address: string,
  most: number,
  operation: Operation = operations.readFile,
): Promise<OpenFile> {
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(response, operation);
  }
  const name = nameIn(address);
  const size = Number(response.headers.get('content-length') ?? Number.NaN);
  if (size > most) {
    await response.body?.cancel();
    throw tooLarge(name, most);
  }
  return {
    name,
    type: typeOf(response),
    ...(Number.isFinite(size) && { size }),
    content: atMost(response.body ?? [], most, name),
  };
}

/** An address that opens by itself runs out within the hour. */
function refused({ status, headers }: Response, operation: Operation): GraphError {
  const facts = { doing: operation.doing, status };
  const seconds = Number(headers.get('retry-after'));
  if (status === 429) {
    const wait = seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {};
    return new GraphError('throttled', 'SharePoint asks us to slow down.', { ...facts, ...wait });
  }
  if (status >= 500) return new GraphError('unavailable', `SharePoint has a fault of its own (${status}).`, facts);
  return new GraphError(
    'not-found',
    `SharePoint does not give the file out (${status}): it was removed, or its address has run out.`,
    facts,
  );
}

async function* atMost(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  most: number,
  name: string,
): AsyncIterable<Uint8Array> {
  let size = 0;
  try {
    for await (const piece of content) {
      size += piece.byteLength;
      if (size > most) throw tooLarge(name, most);
      yield piece;
    }
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError(
      'unavailable',
      'The connection broke while a file was read: try again later.',
      { doing },
      error,
    );
  }
}

function tooLarge(name: string, most: number): GraphError {
  return new GraphError('too-large', `${name || 'A file'} is larger than ${Math.floor(most / 1024 / 1024)} MB.`, {
    doing,
  });
}

function elsewhere(address: string): GraphError {
  const host = URL.canParse(address) ? new URL(address).host : 'an address that is none';
  return new GraphError('invalid', `The file is kept at ${host}, which is neither SharePoint nor OneDrive.`, { doing });
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type')?.split(';')[0]?.trim() || binary;
}

function nameIn(address: string): string {
  if (address === '') return '';
  return decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '');
}

function endingOf(type: string): string {
  return /^image\/(png|jpe?g|gif|webp|bmp)$/.exec(type)?.[1] ?? 'bin';
}
