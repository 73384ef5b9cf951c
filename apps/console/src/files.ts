import { ProblemError } from './api/problem.ts';

/** A stored file as it leaves: always a download, never a page of ours, whatever its sender says it is. */
export interface File {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Throws `content-erased` when there is nothing to read any more. */
export async function download(file: File): Promise<Response> {
  return new Response(await started(file), {
    headers: {
      'content-type': safeType(file.type),
      'content-length': String(file.size),
      'content-disposition': attachmentDisposition(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    },
  });
}

/** Types that a browser shows without running anything; all others are bytes. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'application/pdf']);

export function safeType(type: string): string {
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (SHOWN.has(bare)) return bare;
  return bare === 'text/plain' || bare === 'text/csv' ? `${bare}; charset=utf-8` : 'application/octet-stream';
}

/** The name twice: as plain ASCII, and whole (RFC 6266, RFC 8187). */
export function attachmentDisposition(name: string): string {
  const whole = fileName(name);
  const plain = whole.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Without folders, control characters and the marks that turn a name around, so that `exe.fdp` cannot pose as a PDF. */
function fileName(name: string): string {
  const bare = name
    .slice(0, 150)
    .replace(UNPRINTABLE, '')
    .replace(/[/\\:*?<>|]/g, '_')
    .trim();
  return bare === '' || /^\.+$/.test(bare) ? 'attachment' : bare;
}

/** Control and format characters, halves of surrogate pairs, line and paragraph separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Reads the first piece before anything is answered, so that a missing file is a clear refusal and no broken download. */
async function started({ name, content }: File): Promise<ReadableStream<Uint8Array>> {
  const pieces = content[Symbol.asyncIterator]();
  const first = await pieces.next().catch((error: unknown) => {
    throw isMissing(error) ? new ProblemError('content-erased', { name }, [], { cause: error }) : error;
  });
  let next: Promise<IteratorResult<Uint8Array>> = Promise.resolve(first);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await next;
      if (piece.done) return controller.close();
      controller.enqueue(piece.value);
      next = pieces.next();
      // Awaited at the next pull; a failure until then is not unhandled.
      next.catch(() => undefined);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

/** The store says so by this name. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'BlobMissing';
}
