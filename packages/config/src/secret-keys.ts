import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DeskConfig } from './desk-config.ts';
import type { Environment } from './environment.ts';

/** The file in which an embedded desk keeps its key, beside its database. */
export const secretKeyFile = 'secret.key';

export type SecretKeys = readonly [current: string, ...previous: string[]];

/**
 * The keys that tokens are encrypted with at rest: `SLA_SECRET_KEY`, else `secrets.key`; an embedded desk without either makes one and
 * keeps it in its data folder, for its owner alone. Undefined for a desk that shares a database and was given none: its processes
 * could not read one another's tokens.
 */
export async function secretKeys(
  { data, database, secrets }: Pick<DeskConfig, 'data' | 'database' | 'secrets'>,
  env: Environment,
): Promise<SecretKeys | undefined> {
  const { previous } = secrets;
  const given = env.SLA_SECRET_KEY?.trim() || secrets.key;
  if (given) return [given, ...previous];
  return database === undefined ? [await ownKey(data), ...previous] : undefined;
}

async function ownKey(folder: string): Promise<string> {
  const file = join(folder, secretKeyFile);
  await mkdir(folder, { recursive: true });
  await makeOnce(file, `${randomBytes(32).toString('base64')}\n`);
  // Whatever a copy or a restored backup made of it.
  await chmod(file, 0o600);
  const kept = (await readFile(file, 'utf8')).trim();
  if (isSecretKey(kept)) return kept;
  throw new Error(
    `${file} holds no key of 32 bytes in base64. Put it back from a backup; or remove it, and connect Slack and Teams anew`,
  );
}

/** Whole or not at all, and never over what is there. */
async function makeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}

/** 32 bytes, in base64 or hexadecimal. */
export function isSecretKey(text: string): boolean {
  return /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text);
}
