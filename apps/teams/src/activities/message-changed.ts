import { createHash } from 'node:crypto';

import type { InboxItem } from '@sla/case-store';

import { htmlText } from '../cards/html-text.ts';
import { effortOf } from '../inbox-worker.ts';
import { wordsKept } from '../intake.ts';
import { type Activity, keyOf, mentionsApp, placeOf, wordsOf } from './activity.ts';
import type { ActivityParts } from './parts.ts';

/**
 * Somebody changed, or took back, what they had written: the case keeps the first words and says so beside them, and no clock moves.
 * What never was kept stays so.
 */
export async function workOffChange(parts: ActivityParts, activity: Activity, item: InboxItem): Promise<string> {
  const { book, chat, inbox } = parts;
  const { conversationId, rootId } = placeOf(activity);
  const ref = rootId === undefined ? undefined : await book.caseOfThread(conversationId, rootId);
  if (ref === undefined) return 'no-case';
  // The message itself may still wait: a change that passed it by would be lost.
  if (await inbox.isWaiting({ ...activity, type: 'message' }))
    throw new Error('the message itself is not worked off yet');
  const key = keyOf(activity);
  const message = await book.post(key);
  const of = message === undefined ? { key } : { message };
  const isGone = activity.type === 'messageDelete';
  // Said to the app it is a command now, and of a command nothing is changed by editing it.
  if (!isGone && mentionsApp(activity)) return 'command';
  if (isGone) return chat.amend({ case: ref, of });
  // A reaction counts as a change too, and is none: nothing is fetched for it.
  const print = printOf(activity);
  if ((await book.print(key)) === print) return 'unchanged';
  const outcome = await chat.amend({ case: ref, of, ...(await asItReads(parts, activity, item)) });
  await book.keepPrint(key, print);
  return outcome;
}

function printOf({ text, attachments }: Activity): string {
  return createHash('sha256')
    .update(JSON.stringify([text, attachments]))
    .digest('base64url');
}

async function asItReads(parts: ActivityParts, activity: Activity, item: InboxItem) {
  const { files, left } = await parts.files.of(activity, effortOf(item));
  return { text: wordsKept(htmlText(wordsOf(activity)), files, left), attachments: files };
}
