import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** The built pages, kept in memory: a few hundred kilobytes, and no address can lead out of them. */
export interface StaticPages {
  /** The file of this path, or the first page for the paths that the pages route themselves; undefined when there is neither. */
  respond(request: Request): Promise<Response> | undefined;
}

/** Reads all files of a folder; undefined when it holds no `index.html`. */
export async function readPages(folder: string): Promise<StaticPages | undefined> {
  const names = await filesIn(folder);
  if (!names.includes('index.html')) return undefined;
  const pages = new Map<string, Page>();
  for (const name of names) {
    pages.set(`/${name.split(sep).join('/')}`, page(await readFile(join(folder, name)), name));
  }
  return {
    respond(request) {
      const path = decoded(new URL(request.url).pathname);
      const asked = pages.get(path === '/' ? FIRST : path);
      const found = asked ?? (extname(path) === '' ? pages.get(FIRST) : undefined);
      return found && answer(found, request);
    },
  };
}

/** Only our own files; styles by rules or by script, nothing inline; mail in frames of its own. */
export const PAGES_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly tag: string;
  readonly cacheControl: string;
  zipped?: Promise<Uint8Array<ArrayBuffer>>;
}

const FIRST = '/index.html';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const SMALLER_ZIPPED = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/;

function page(content: Uint8Array, name: string): Page {
  // The build puts a hash of the content into the names of these.
  const isNamedByContent = name.startsWith(`assets${sep}`);
  return {
    body: new Uint8Array(content),
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    // Weak: the zipped bytes bear the same.
    tag: `W/"${createHash('sha256').update(content).digest('base64url')}"`,
    cacheControl: isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

async function answer(found: Page, request: Request): Promise<Response> {
  const headers = new Headers({ etag: found.tag, 'cache-control': found.cacheControl, 'content-type': found.type });
  if (found.type.startsWith('text/html')) headers.set('content-security-policy', PAGES_POLICY);
  const canZip = SMALLER_ZIPPED.test(found.type) && found.body.length > 1_000;
  if (canZip) headers.set('vary', 'accept-encoding');
  if (request.headers.get('if-none-match')?.includes(found.tag)) return new Response(null, { status: 304, headers });
  if (!canZip || !/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(found.body, { headers });
  }
  found.zipped ??= promisify(gzip)(found.body).then((bytes) => new Uint8Array(bytes));
  headers.set('content-encoding', 'gzip');
  return new Response(await found.zipped, { headers });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length)
          .replace(/^[\\/]+/, ''),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
