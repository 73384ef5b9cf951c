import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the calendar import alone stays within 10 kB, minified and gzipped, and brings no zod', async () => {
  const bundle = await build({
    entryPoints: [new URL('./index.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'node20',
    external: ['temporal-polyfill'],
    metafile: true,
  });
  expect(Object.keys(bundle.metafile.inputs).filter((file) => file.includes('zod'))).toEqual([]);
  expect(gzipSync(bundle.outputFiles[0]?.contents ?? '').length).toBeLessThan(10_000);
});
