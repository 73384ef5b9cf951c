// One HTML file with its script and styles inside, so that it opens from a disk, a wiki or a mail as well as from a server.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, '../dist');

const { outputFiles } = await build({
  entryPoints: [join(here, 'main.ts'), join(here, 'page.css')],
  outdir: dist,
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
  // A chunk without side effects that is named for its own sake alone.
  logOverride: { 'ignored-bare-import': 'silent' },
});
const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';

const page = await readFile(join(here, 'index.html'), 'utf8');
// As functions: in a replacement's text, `$` would mean something.
const whole = page
  .replace('/* page.css */', () => textOf('.css').trim())
  .replace('/* main.js */', () => textOf('.js').trim().replaceAll('</script', '<\\/script'));
await mkdir(dist, { recursive: true });
await writeFile(join(dist, 'index.html'), whole);
