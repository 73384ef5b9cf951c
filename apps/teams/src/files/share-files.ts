import type { Attachment, BlobStore, Message } from '@sla/case-store';
import type { CaseView } from '@sla/desk';
import { type FilesPort, GraphError, isTransient } from '@sla/graph';

import { type AdaptiveCard, adaptiveCard, type OpenUrlAction } from '../cards/adaptive-card.ts';
import { paragraph, plainText } from '../cards/plain-text.ts';
import { phrasesFor } from '../cards/platform-phrases.ts';
import type { TeamsOptions } from '../config.ts';
import type { ConversationBook } from '../conversation-book.ts';
import type { FaultBoard } from '../fault-board.ts';
import { TeamsFault } from '../teams-fault.ts';

export interface ShareParts {
  readonly options: TeamsOptions;
  readonly book: Pick<ConversationBook, 'file' | 'keepFile'>;
  readonly faults: FaultBoard;
  readonly blobs: Pick<BlobStore, 'read'>;
  /** Where the settings let files be put into SharePoint. */
  readonly files: FilesPort | undefined;
}

/** What became of a file: where it stands, or why it stands nowhere in Teams. */
type Placed = { readonly name: string; readonly url: string } | { readonly name: string; readonly why: string };

/** Files that people are to see; what stands inside a mail's words is none. */
export function filesIn({ attachments }: Message): readonly Attachment[] {
  return attachments.filter(({ inline, blob }) => !inline && blob.size > 0);
}

/**
 * Files of a message as they stand in a conversation: put into the channel's folder, for Teams takes none from an app. `elsewhere` is
 * where people find them where that cannot be done. Throws TeamsFault for what passes.
 */
export async function filesCard(
  parts: ShareParts,
  { record, messages }: Pick<CaseView, 'record' | 'messages'>,
  message: Message,
  to: { readonly conversationId: string; readonly title: string; readonly elsewhere: string; readonly url?: string },
): Promise<AdaptiveCard> {
  const placed: Placed[] = [];
  for (const attachment of filesIn(message))
    placed.push(await place(parts, attachment, to.conversationId, pathOf(record.number, attachment, messages)));
  const standing = placed.filter((one) => 'url' in one);
  const left = placed.filter((one) => 'why' in one);
  const names = placed.map(({ name }) => name).join(', ');
  const openings = standing.map(
    ({ name, url }): OpenUrlAction => ({ type: 'Action.OpenUrl', title: plainText(name, 60), url }),
  );
  const own: readonly OpenUrlAction[] =
    left.length > 0 && to.url !== undefined
      ? [{ type: 'Action.OpenUrl', title: phrasesFor(parts.options.desk.language).openInConsole, url: to.url }]
      : [];
  return adaptiveCard(
    plainText(`${to.title}: ${names}`, 200),
    [
      paragraph(`${to.title}: ${names}`, { maxLength: 500 }),
      ...left.map(({ name, why }) => paragraph(`${name}: ${why}${to.elsewhere}`, { maxLength: 500 }, 'small')),
    ],
    { actions: [...openings.slice(0, mostButtons), ...own] },
  );
}

/** A card shows no more than six buttons (learn.microsoft.com, “Adaptive Cards in bots”). */
const mostButtons = 5;

async function place(
  parts: ShareParts,
  attachment: Attachment,
  conversationId: string,
  path: readonly string[],
): Promise<Placed> {
  const { options, book, files, blobs, faults } = parts;
  const { name, blob } = attachment;
  const phrases = phrasesFor(options.desk.language);
  const teamId = options.channels.find(({ id }) => id === conversationId)?.teamId;
  if (blob.size > options.maxFileMegabytes * 1024 * 1024)
    return { name, why: phrases.fileTooBig(options.maxFileMegabytes) };
  if (files === undefined || teamId === undefined) return { name, why: phrases.fileNotHere };
  const key = `${conversationId}/${attachment.id}`;
  const known = await book.file(key);
  if (known !== undefined) return { name, url: known };
  try {
    const content = blobs.read(blob.hash);
    const { url } = await files.putInChannel({ teamId, channelId: conversationId }, { path, size: blob.size, content });
    await book.keepFile(key, url);
    faults.clear('files');
    return { name, url };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    if (isTransient(error)) throw new TeamsFault({ status: 503, detail: error.message }, error);
    await faults.raise('files', (error as GraphError).message);
    return { name, why: phrases.fileForbidden('Files.ReadWrite.All') };
  }
}

/** A folder a case; of two files of one name the second has a folder of its own. */
function pathOf(number: string, { id, name }: Attachment, messages: readonly Message[]): readonly string[] {
  const first = messages.flatMap(filesIn).find((other) => other.name === name);
  return first === undefined || first.id === id ? [number, name] : [number, id.slice(0, 8), name];
}
