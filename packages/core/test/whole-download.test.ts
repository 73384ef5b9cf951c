import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a page downloads of the built package, minified and gzipped. */
async function download(contents: string, external: string[] = []): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, 'runtime') },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external,
    // Of the entry's own two names for one chunk.
    logOverride: { 'ignored-bare-import': 'silent' },
  });
  return gzipSync(outputFiles[0]?.contents ?? '').length;
}

test('all of it, zod and the Temporal polyfill included, is at most 100 kB to download', async () => {
  const bytes = await download("export * from '@sla/core'; export * from '@sla/core/presets';");
  expect(bytes).toBeLessThanOrEqual(100_000);
});

test('the front door without them, as it is built, is at most 40 kB', async () => {
  const bytes = await download("export * from '@sla/core';", ['zod', 'temporal-polyfill']);
  expect(bytes).toBeLessThanOrEqual(40_000);
});
