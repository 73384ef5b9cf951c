import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { pgliteDatabase } from './database.ts';
import { PGLITE_OPTIONS } from './durable-pglite.ts';
import { migrate } from './migrate.ts';

let template: Promise<Blob> | undefined;

/**
 * A migrated PGlite that forgets everything, for tests. The first one takes seconds to make, so its files are kept as a
 * template beside the other caches of node_modules, and later ones start from there in half a second.
 */
export async function openMemoryPglite(): Promise<PGlite> {
  template ??= keptTemplate();
  return PGlite.create({ ...PGLITE_OPTIONS, loadDataDir: await template });
}

async function keptTemplate(): Promise<Blob> {
  const path = join(cacheFolder(), `template-${await fingerprint()}.tar`);
  if (existsSync(path)) return new Blob([await readFile(path)]);
  const made = await makeTemplate();
  // Without the file the next process makes its own.
  await keep(path, made).catch(() => {});
  return made;
}

async function makeTemplate(): Promise<Blob> {
  const pglite = await PGlite.create(PGLITE_OPTIONS);
  const database = pgliteDatabase(pglite);
  await migrate(database);
  await database.close();
  const files = await pglite.dumpDataDir('none');
  await pglite.close();
  return files;
}

/** Renamed when whole: several processes may do this at once. */
async function keep(path: string, files: Blob): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, Buffer.from(await files.arrayBuffer()));
  await rename(beside, path);
}

function cacheFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'node_modules', '.cache', 'case-store');
}

/** Of the migrations, or of the bundle that they are part of, and of PGlite, whose path bears its version. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  hash.update(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  for (const path of await sourcesOfMigrations()) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

async function sourcesOfMigrations(): Promise<readonly string[]> {
  const folder = join(import.meta.dirname, 'migrations');
  if (!existsSync(folder)) return [import.meta.filename];
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}
