import type { BlobStore } from '@sla/case-store';
import type { ChatFile } from '@sla/desk';
import { type ChannelMessage, GraphError, type GraphPort, type OpenFile } from '@sla/graph';

import { type Activity, placeOf } from '../activities/activity.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import type { TeamsOptions } from '../config.ts';
import type { FaultBoard } from '../fault-board.ts';
import type { Log } from '../log.ts';
import { isAllowedServiceUrl, microsoftHosts } from '../service-url.ts';
import { type FileRef, hidesFiles, hostedRefs, linkTo, messageRefOf, refsOf } from './file-refs.ts';

/** What came with a message: kept as blobs, or why not, a sentence each with where it is to be had. */
export interface Fetched {
  readonly files: readonly ChatFile[];
  readonly left: readonly string[];
}

/**
 * `once-more`: what passes is thrown, for the message is taken up again. `at-last`: it was taken up often enough, so the message goes
 * without. `at-once`: somebody waits for an answer.
 */
export type Effort = 'once-more' | 'at-last' | 'at-once';

export interface FileFetcher {
  of(activity: Activity, effort: Effort): Promise<Fetched>;
  refs(refs: readonly FileRef[], effort: Effort, link?: string): Promise<Fetched>;
}

export interface FetchParts {
  readonly options: TeamsOptions;
  readonly blobs: Pick<BlobStore, 'put'>;
  /** Where Graph may read files. */
  readonly graph: Pick<GraphPort, 'files' | 'channels'> | undefined;
  /** For pictures that the connector hands out. */
  readonly token: () => Promise<string>;
  readonly faults: FaultBoard;
  readonly log: Log;
}

const none: Fetched = { files: [], left: [] };
/** Whoever pressed is answered within five seconds, or told that the app does not work. */
const answerWithinMs = 2_500;

export function createFileFetcher(parts: FetchParts): FileFetcher {
  const refs: FileFetcher['refs'] = async (wanted, effort, link) => {
    const each = await Promise.all(wanted.map((ref) => fetchOne(parts, ref, effort, link)));
    return {
      files: each.flatMap((one) => (typeof one === 'string' ? [] : [one])),
      left: each.filter((one) => typeof one === 'string'),
    };
  };
  return {
    refs,
    of: async (activity, effort) => {
      const found = await everyRef(parts, activity, effort);
      if (!('refs' in found)) return found;
      return found.refs.length === 0 ? none : refs(found.refs, effort, linkTo(activity));
    },
  };
}

/** Of a channel's message only Graph knows the files; where it may not be asked, that is said. */
async function everyRef(
  parts: FetchParts,
  activity: Activity,
  effort: Effort,
): Promise<Fetched | { readonly refs: readonly FileRef[] }> {
  const { graph, options } = parts;
  const { conversationId } = placeOf(activity);
  const ref = messageRefOf(activity, options.channels.find(({ id }) => id === conversationId)?.teamId);
  const near = [...refsOf(activity), ...hostedRefs(activity.text ?? '', ref)];
  if (!hidesFiles(activity)) return { refs: near };
  const phrases = phrasesFor(options.desk.language);
  const unread = (why: string): Fetched => ({
    files: [],
    left: [phrases.fileLeft(phrases.files, why, linkTo(activity))],
  });
  if (graph === undefined || ref === undefined) return unread(phrases.filesNeedGraph);
  try {
    const message = await graph.channels.message(ref);
    return { refs: message === undefined ? near : refsInMessage(message) };
  } catch (error) {
    return unread(await reasonOf(parts, error, effort));
  }
}

export function refsInMessage(message: ChannelMessage): readonly FileRef[] {
  const shared = message.attachments.flatMap(({ contentType, name, url }): readonly FileRef[] =>
    contentType === 'reference' && url !== undefined ? [{ kind: 'shared', name: name ?? 'file', address: url }] : [],
  );
  return [...shared, ...(message.body.format === 'html' ? hostedRefs(message.body.content, message) : [])];
}

async function fetchOne(parts: FetchParts, ref: FileRef, effort: Effort, link?: string): Promise<ChatFile | string> {
  const phrases = phrasesFor(parts.options.desk.language);
  const at = ref.kind === 'shared' ? ref.address : link;
  try {
    const fetched = open(parts, ref).then(async (file) => ({
      name: ref.kind === 'hosted' ? `${ref.name}.${file.name.split('.').at(-1)}` : ref.name,
      type: file.type,
      blob: await parts.blobs.put(file.content),
    }));
    const done = await (effort === 'at-once' ? inTime(fetched) : fetched);
    return done ?? phrases.fileLeft(ref.name, phrases.fileLate, at);
  } catch (error) {
    return phrases.fileLeft(ref.name, await reasonOf(parts, error, effort), at);
  }
}

async function open(parts: FetchParts, ref: FileRef): Promise<OpenFile> {
  const { graph, options } = parts;
  const most = options.maxFileMegabytes * 1024 * 1024;
  const files = graph?.files;
  switch (ref.kind) {
    case 'picture':
      return openPicture(parts, ref, most);
    case 'shared':
      return orNotSetUp(files).openShared(ref.address, most);
    case 'direct':
      return orNotSetUp(files).openDirect(ref.address, most);
    case 'hosted':
      return orNotSetUp(files).openHosted(ref.message, ref.id, most);
  }
}

/** Nothing is asked of SharePoint unless the settings say so. */
function orNotSetUp<Files>(files: Files | undefined): Files {
  if (files === undefined) throw new NotSetUp();
  return files;
}

class NotSetUp extends Error {}

/** From the connector's own host alone, since our token goes along. */
async function openPicture(
  { options, token }: FetchParts,
  { name, type, address }: Extract<FileRef, { readonly kind: 'picture' }>,
  most: number,
): Promise<OpenFile> {
  const doing = 'read a picture that was sent in Teams';
  if (!isAllowedServiceUrl(address, options.peer?.hosts ?? microsoftHosts))
    throw new GraphError('invalid', `${name} is kept elsewhere than in Teams.`, { doing });
  const authorization = `Bearer ${await token()}`;
  const response = await fetch(address, {
    headers: { authorization },
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new GraphError('unavailable', 'Teams could not be reached.', { doing }, error);
  });
  const { ok, status } = response;
  if (!ok || response.body === null) {
    await response.body?.cancel();
    const isPassing = status === 429 || status >= 500;
    throw new GraphError(isPassing ? 'unavailable' : 'not-found', `Teams answered ${status}.`, { doing, status });
  }
  return { name, type, content: atMost(response.body, most, doing) };
}

async function* atMost(content: AsyncIterable<Uint8Array>, most: number, doing: string): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.byteLength;
    if (size > most) throw new GraphError('too-large', 'The picture is too large.', { doing });
    yield piece;
  }
}

/** Why a file is left out, in a few words for whoever reads the case; what passes is thrown while there is another try. */
async function reasonOf({ options, faults, log }: FetchParts, error: unknown, effort: Effort): Promise<string> {
  const phrases = phrasesFor(options.desk.language);
  if (error instanceof NotSetUp) return phrases.filesNeedGraph;
  if (!(error instanceof GraphError)) throw error;
  const { code } = error;
  if ((code === 'throttled' || code === 'unavailable') && effort === 'once-more') throw error;
  log.warn({ error: error.message }, 'a file of Teams was left where it is');
  if (code === 'too-large') return phrases.fileTooBig(options.maxFileMegabytes);
  if (code === 'invalid') return phrases.fileElsewhere;
  if (refusals.has(code)) {
    await faults.raise('files', error.message);
    return phrases.fileForbidden(error.facts.permissions?.[0] ?? 'Files.Read.All');
  }
  return phrases.fileUnreachable;
}

const refusals: ReadonlySet<string> = new Set(['permission-missing', 'access-denied', 'credentials-refused']);

async function inTime<Result>(work: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerWithinMs);
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
