import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readPages, type StaticPages } from './static-pages.ts';

let folder: string;
let pages: StaticPages;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>SLA Desk</title>');
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  await writeFile(join(folder, 'assets', 'app-3fa8.js'), 'x'.repeat(5_000));
  const read = await readPages(folder);
  if (!read) throw new Error('no pages');
  pages = read;
});

afterAll(() => rm(folder, { recursive: true }));

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await pages.respond(new Request(`http://localhost${path}`, { headers }));
  if (!response) throw new Error(`nothing at ${path}`);
  return response;
}

test.each(['/', '/index.html', '/cases/C-1042', '/queue?view=mine'])(
  '%s is the first page, asked for anew each time',
  async (path) => {
    const response = await get(path);
    expect(await response.text()).toContain('<title>SLA Desk</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  },
);

test('nothing inline runs in our pages, and nobody frames them', async () => {
  const policy = (await get('/')).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
});

test('what is named by its content is kept for good', async () => {
  const response = await get('/assets/app-3fa8.js');
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('large text is zipped for those who can read it', async () => {
  const response = await get('/assets/app-3fa8.js', { 'accept-encoding': 'br, gzip' });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get('vary')).toBe('accept-encoding');
  expect(gunzipSync(await response.arrayBuffer()).toString()).toBe('x'.repeat(5_000));
});

test('what a browser has already is not sent again', async () => {
  const tag = (await get('/')).headers.get('etag') ?? '';
  const response = await get('/', { 'if-none-match': tag });
  expect(response.status).toBe(304);
  expect(await response.text()).toBe('');
});

test.each(['/assets/gone.js', '/favicon.ico', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/%zz.js'])(
  'there is nothing at %s',
  (path) => {
    expect(pages.respond(new Request(`http://localhost${path}`))).toBeUndefined();
  },
);

test('without a build there are no pages', async () => {
  expect(await readPages(join(folder, 'nowhere'))).toBeUndefined();
});
