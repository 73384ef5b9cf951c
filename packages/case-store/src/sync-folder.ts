import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Flushes a folder's own entries: a file that was created or renamed is found after a power cut only then. */
export async function syncFolder(path: string): Promise<void> {
  // Windows neither opens folders nor needs it.
  if (process.platform === 'win32') return;
  await syncPath(path);
}

/** Flushes all files and folders below, and the folder itself. */
export async function syncTree(path: string): Promise<void> {
  for await (const entry of await opendir(path)) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await syncTree(inner);
    else if (entry.isFile()) await syncPath(inner);
  }
  await syncFolder(path);
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
