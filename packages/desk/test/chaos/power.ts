import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A disk of one's own, which can lose power, or be full. Needs root. */
export interface OwnDisk {
  readonly folder: string;
  unmount(): Promise<void>;
}

/** A file system in an image file, mounted: what reaches the device is in the image, what waits in memory is not. */
export async function mountImage(image: string, folder: string): Promise<OwnDisk> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-o', 'loop', image, folder]);
  return { folder, unmount: async () => void (await run('umount', ['-l', folder])) };
}

export async function makeImage(image: string, megabytes: number): Promise<void> {
  await run('truncate', ['-s', `${megabytes}M`, image]);
  await run('mkfs.ext4', ['-q', '-F', image]);
}

/** The image as it is at this instant: all that a machine would find on its disk after the power was cut now. */
export async function cutPower(image: string, copy: string): Promise<void> {
  await run('cp', ['--sparse=always', image, copy]);
}

/** A small disk in memory, which can be made larger. */
export async function mountSmall(
  folder: string,
  megabytes: number,
): Promise<OwnDisk & { grow(to: number): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  return {
    folder,
    grow: async (to) => void (await run('mount', ['-o', `remount,size=${to}m`, folder])),
    unmount: async () => void (await run('umount', ['-l', folder])),
  };
}

/** Whether disks can be mounted here: as root, and where loop devices are allowed. */
export async function canMount(folder: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  try {
    const image = join(folder, 'trial.img');
    await makeImage(image, 8);
    await (await mountImage(image, join(folder, 'trial'))).unmount();
    return true;
  } catch {
    return false;
  }
}
