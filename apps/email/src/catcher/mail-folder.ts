import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Mails kept as files, one each, that any mail program opens. */
export interface MailFolder {
  /** On disk when it returns. A mail with an id that is there already is not kept twice. */
  keep(direction: 'out' | 'in', messageId: string, at: Date, raw: Readable): Promise<string>;
  /** Newest first. */
  list(limit: number): Promise<readonly string[]>;
  read(id: string): Promise<Readable | undefined>;
}

const idPattern = /^\d{8}T\d{9}Z-(out|in)-[0-9a-f]{16}$/;

export function openMailFolder(folder: string): MailFolder {
  return {
    keep: async (direction, messageId, at, raw) => {
      await mkdir(folder, { recursive: true });
      const mark = `${direction}-${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}`;
      const known = (await readdir(folder)).find((name) => name.endsWith(`-${mark}.eml`));
      if (known !== undefined) {
        raw.destroy();
        return known.slice(0, -4);
      }
      const id = `${at.toISOString().replace(/[-:.]/g, '')}-${mark}`;
      await writeWhole(folder, `${id}.eml`, raw);
      return id;
    },
    list: async (limit) => {
      const names = await readdir(folder).catch(() => []);
      const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4));
      return ids
        .filter((id) => idPattern.test(id))
        .sort()
        .reverse()
        .slice(0, limit);
    },
    read: async (id) => {
      if (!idPattern.test(id)) return undefined;
      const path = join(folder, `${id}.eml`);
      const there = await stat(path).catch(() => undefined);
      return there?.isFile() ? createReadStream(path) : undefined;
    },
  };
}

/** When it was kept, from its id. */
export function keptAt(id: string): string {
  return id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z');
}

/** Beside it, flushed, then renamed: nobody ever sees half a mail. */
async function writeWhole(folder: string, name: string, raw: Readable): Promise<void> {
  const beside = join(folder, `.${randomUUID()}.part`);
  const file = await open(beside, 'wx');
  try {
    await file.writeFile(raw);
    await file.sync();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  await rename(beside, join(folder, name));
  const directory = await open(folder, 'r');
  await directory.sync().finally(() => directory.close());
}
