import { join } from 'node:path';

export const SHA_256 = /^[0-9a-f]{64}$/;

export function pathOf(folder: string, hash: string): string {
  return join(folder, hash.slice(0, 2), hash.slice(2));
}

/** Where a file is written before it has its name, and moved before it is removed. */
export function incoming(folder: string): string {
  return join(folder, 'incoming');
}

export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
