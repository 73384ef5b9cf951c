import type { BlobRef } from '../records.ts';

interface BlobColumns {
  readonly raw_hash: string | null;
  readonly raw_size: string | null;
}

export function toBlobRef(row: BlobColumns): BlobRef | null {
  if (row.raw_hash === null || row.raw_size === null) return null;
  return { hash: row.raw_hash, size: Number(row.raw_size) };
}

export function fromBlobRef(blob: BlobRef | undefined): { raw_hash: string | null; raw_size: number | null } {
  return { raw_hash: blob?.hash ?? null, raw_size: blob?.size ?? null };
}
