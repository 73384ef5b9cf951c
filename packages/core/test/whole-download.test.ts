import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('all of it, zod and the Temporal polyfill included, is at most 100 kB to download', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from '@sla/core'; export * from '@sla/core/presets';",
      resolveDir: join(import.meta.dirname, 'runtime'),
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    // Of the entry's own two names for one chunk.
    logOverride: { 'ignored-bare-import': 'silent' },
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThanOrEqual(100_000);
});
