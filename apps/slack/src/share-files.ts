import type { Attachment, BlobStore } from '@sla/case-store';

import type { PostedCard } from './cards.ts';
import { isShared, shareFile } from './files.ts';
import type { SlackPlatform } from './options.ts';
import type { ShowParts } from './show-card.ts';
import { slackFault } from './slack-fault.ts';
import { notPosted } from './troubles.ts';

export interface ShareParts extends ShowParts {
  readonly blobs: Pick<BlobStore, 'read'>;
  readonly platform: SlackPlatform;
  readonly maxFileMegabytes: number;
}

/** Puts the customer's files into the thread, each once. What is too big, or Slack refuses, stays in the console. */
export async function shareFiles(parts: ShareParts, caseId: string, posted: PostedCard): Promise<PostedCard> {
  const found = await parts.chat.card(caseId, parts.chat.everybody);
  const incoming = (found?.view.messages ?? []).filter(({ direction, automatic }) => direction === 'in' && !automatic);
  let card = posted;
  for (const attachment of incoming.flatMap(({ attachments }) => attachments)) {
    const isWanted = !attachment.inline && attachment.blob.size <= parts.maxFileMegabytes * 1024 * 1024;
    if (!isWanted || attachment.blob.size === 0 || card.files[attachment.id]?.done) continue;
    card = await shareOne(parts, caseId, card, attachment);
  }
  return card;
}

async function shareOne(
  parts: ShareParts,
  caseId: string,
  card: PostedCard,
  attachment: Attachment,
): Promise<PostedCard> {
  const { cards, clients, blobs, platform, log } = parts;
  const client = await clients.byKey(card.workspace);
  if (!client) return card;
  const remember = async (file: string | undefined, done: boolean) => {
    const next = { ...card, files: { ...card.files, [attachment.id]: { file, done } } };
    await cards.putCard(caseId, next);
    return next;
  };
  const begun = card.files[attachment.id]?.file;
  try {
    if (begun === undefined || !(await isShared(client, begun)))
      await shareFile(client, attachment, { channel: card.channel, thread: card.ts }, blobs, {
        platform,
        begun: async (id) => {
          await remember(id, false);
        },
      });
    return await remember(undefined, true);
  } catch (error) {
    const fault = slackFault(error, card.channel);
    if (fault.kind === 'later') throw notPosted(error, card.channel);
    // The file is one click away in the console; nobody waits for it here.
    log.warn({ case: caseId, file: attachment.id, error: fault.sentence }, 'a file could not be put into the thread');
    return remember(undefined, true);
  }
}
