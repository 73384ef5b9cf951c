import { randomUUID } from 'node:crypto';

import type { Attachment, CaseStore } from '@sla/case-store';
import { z } from 'zod';

import { plainText } from './input.ts';

/** All that a request may bring, files included. */
export const MOST_BYTES_WITH_FILES = 25_000_000;
const MOST_FILES = 20;

/** Files inside JSON: base64, as other programs have them at hand. */
export const FilesInJson = z
  .array(
    z.strictObject({
      name: plainText(200).min(1),
      type: z
        .string()
        .regex(/^[\w.+-]+\/[\w.+-]+$/, 'expected a media type, such as image/png')
        .default('application/octet-stream'),
      content: z.base64('expected the file in base64'),
    }),
  )
  .max(MOST_FILES);

export function storeFilesInJson(
  blobs: CaseStore['blobs'],
  files: z.infer<typeof FilesInJson>,
): Promise<readonly Attachment[]> {
  return Promise.all(
    files.map(({ name, type, content }) => storeFile(blobs, name, type, Buffer.from(content, 'base64'))),
  );
}

/** Files of a form. A field that was left empty sends a file without a name. */
export async function storeFilesOfForm(
  blobs: CaseStore['blobs'],
  entries: readonly (string | File)[],
): Promise<readonly Attachment[]> {
  const files = entries.filter((entry): entry is File => typeof entry !== 'string' && entry.size > 0);
  return Promise.all(
    files
      .slice(0, MOST_FILES)
      .map(async (file) =>
        storeFile(
          blobs,
          file.name.slice(0, 200) || 'file',
          file.type || 'application/octet-stream',
          Buffer.from(await file.arrayBuffer()),
        ),
      ),
  );
}

async function storeFile(blobs: CaseStore['blobs'], name: string, type: string, content: Buffer): Promise<Attachment> {
  const blob = await blobs.put(oneChunk(content));
  return { id: randomUUID(), name, type, blob, inline: false };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
