import type { Attachment } from '@sla/case-store';

import { isMissing } from '../files.ts';
import { contentId } from './sanitise-html.ts';

/** In bytes. Pictures beyond these stay attachments. */
export const PICTURE_LIMITS = { each: 5_000_000, together: 10_000_000 };

/**
 * The pictures that a mail's HTML names by Content-ID, as `data:` addresses: the frame that shows it has an origin of its own, so it
 * could not fetch them with the reader's session, and like this it needs no network at all.
 */
export async function ownPictures(
  html: string,
  attachments: readonly Attachment[],
  read: (hash: string) => AsyncIterable<Uint8Array>,
): Promise<ReadonlyMap<string, string>> {
  const named = new Set([...html.matchAll(/\bcid:[^"'\s>)]{1,512}/gi)].map(([address]) => contentId(address)));
  const pictures = new Map<string, string>();
  let left = PICTURE_LIMITS.together;
  for (const attachment of attachments) {
    const id = attachment.contentId?.replace(/^<|>$/g, '').toLowerCase();
    const { size, hash } = attachment.blob;
    if (id === undefined || !named.has(id) || pictures.has(id) || size > Math.min(left, PICTURE_LIMITS.each)) continue;
    const bytes = await collected(read(hash));
    const type = pictureType(bytes);
    if (type === undefined) continue;
    left -= size;
    pictures.set(id, `data:${type};base64,${bytes.toString('base64')}`);
  }
  return pictures;
}

/** The kind of picture by its first bytes, whatever the sender calls it; SVG is a document and no picture here. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return SIGNATURES.find(([signature]) => signature.test(start))?.[1];
}

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^ffd8ff/, 'image/jpeg'],
  [/^47494638(?:37|39)61/, 'image/gif'],
  [/^52494646.{8}57454250/, 'image/webp'],
];

/** Empty when the picture is no longer kept: the words around it are. */
async function collected(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of content) chunks.push(chunk);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}
