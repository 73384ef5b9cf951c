import { ReadableStream } from 'node:stream/web';

import type { Attachment, BlobStore } from '@sla/case-store';
import type { ChatFile } from '@sla/desk';

import type { SlackWords } from './blocks/words.ts';
import type { SlackPlatform } from './options.ts';
import type { SlackClient } from './slack-clients.ts';
import { isSlackUrl } from './slack-urls.ts';

/** A file as Slack describes it in messages and forms. */
export interface SlackFile {
  readonly id?: string | undefined;
  readonly name?: string | null | undefined;
  readonly mimetype?: string | undefined;
  readonly size?: number | undefined;
  readonly is_external?: boolean | undefined;
  readonly url_private_download?: string | undefined;
}

export interface FetchedFiles {
  readonly files: readonly ChatFile[];
  /** What was left out, in sentences. */
  readonly refused: readonly string[];
}

export interface FileOptions {
  readonly platform: SlackPlatform;
  readonly maxFileMegabytes: number;
}

/** Keeps files of Slack as blobs. The token goes to Slack's own hosts only, also when they redirect. */
export async function fetchFiles(
  files: readonly SlackFile[],
  token: string,
  blobs: Pick<BlobStore, 'put'>,
  options: FileOptions,
  words: SlackWords,
): Promise<FetchedFiles> {
  const fetched: ChatFile[] = [];
  const refused: string[] = [];
  for (const file of files) {
    const name = file.name || file.id || words.unnamed;
    const outcome = await fetchFile(file, token, blobs, options, words);
    if (typeof outcome === 'string') refused.push(words.fileRefused(name, outcome));
    else fetched.push({ name, type: file.mimetype || 'application/octet-stream', blob: outcome });
  }
  return { files: fetched, refused };
}

async function fetchFile(
  { url_private_download: url = '', size = 0, is_external: external }: SlackFile,
  token: string,
  blobs: Pick<BlobStore, 'put'>,
  { platform, maxFileMegabytes }: FileOptions,
  words: SlackWords,
): Promise<ChatFile['blob'] | string> {
  const most = maxFileMegabytes * 1024 * 1024;
  if (size > most) return words.fileTooBig(maxFileMegabytes);
  if (external || !isSlackUrl(url, platform.fileHosts, platform)) return words.fileElsewhere;
  const response = await fetchWithin(url, token, platform);
  if (!response?.ok || !response.body) return words.fileUnreachable;
  // Without the scope, Slack sends its sign-in page instead of the file, and says 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) return words.fileUnreachable;
  try {
    return await blobs.put(atMost(response.body, most));
  } catch (error) {
    if (error instanceof TooBig) return words.fileTooBig(maxFileMegabytes);
    throw error;
  }
}

/** Follows redirects by hand: each hop must be Slack's own. */
async function fetchWithin(url: string, token: string, platform: SlackPlatform): Promise<Response | undefined> {
  let next = url;
  for (let hop = 0; hop < 4; hop += 1) {
    if (!isSlackUrl(next, platform.fileHosts, platform)) return undefined;
    const response = await fetch(next, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  return undefined;
}

class TooBig extends Error {}

async function* atMost(content: AsyncIterable<Uint8Array>, most: number): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.byteLength;
    if (size > most) throw new TooBig();
    yield piece;
  }
}

/** Puts a file into a thread. `begun` is told Slack's id before the file is shared, so that nothing is shared twice. */
export async function shareFile(
  client: SlackClient,
  attachment: Attachment,
  place: { readonly channel: string; readonly thread: string },
  blobs: Pick<BlobStore, 'read'>,
  { platform, begun }: { readonly platform: SlackPlatform; readonly begun: (id: string) => Promise<void> },
): Promise<void> {
  const { file_id: id, upload_url: url } = await client.files.getUploadURLExternal({
    filename: attachment.name,
    length: attachment.blob.size,
  });
  if (id === undefined || url === undefined || !isSlackUrl(url, platform.uploadHosts, platform))
    throw new Error('Slack named no place of its own for the file');
  // Node's own form of a request, whatever a page's would be.
  const upload = {
    method: 'POST',
    body: ReadableStream.from(blobs.read(attachment.blob.hash)),
    duplex: 'half',
    redirect: 'error',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(attachment.blob.size) },
    signal: AbortSignal.timeout(60_000),
  };
  const sent = await fetch(url, upload as RequestInit);
  await sent.body?.cancel();
  if (!sent.ok) throw new Error(`Slack did not take the file: HTTP ${sent.status}`);
  await begun(id);
  await client.files.completeUploadExternal({
    files: [{ id, title: attachment.name }],
    channel_id: place.channel,
    thread_ts: place.thread,
  });
}

/** Whether a file that was begun stands in a channel by now. */
export async function isShared(client: SlackClient, id: string): Promise<boolean> {
  const { file } = await client.files.info({ file: id });
  return Object.values(file?.shares ?? {}).some((channels) => Object.keys(channels ?? {}).length > 0);
}
