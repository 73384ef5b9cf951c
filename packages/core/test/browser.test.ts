import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chromiumPath, launchChromium, NO_CHROMIUM } from './chromium.ts';
import { EXPECTED } from './expected-answers.ts';

if (chromiumPath === undefined) process.stderr.write(`${NO_CHROMIUM}\n`);

/** Nothing but its own scripts, and no code from text: what a careful LMS allows on its pages. */
const STRICT_POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'";

describe.skipIf(chromiumPath === undefined)('the built package in Chromium', () => {
  let url: string;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const site = await serve(await bundled());
    url = site.url;
    stop = site.stop;
  });
  afterAll(() => stop());

  test.each([
    { nativeTemporal: true, flags: [] },
    { nativeTemporal: false, flags: ['--js-flags=--no-harmony-temporal'] },
  ])('answers in a page and in a worker, native Temporal: $nativeTemporal', async ({ nativeTemporal, flags }) => {
    const browser = await launchChromium(...flags);
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      const strangers: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(url)) strangers.push(request.url());
      });
      await page.goto(url);
      const answers = page.locator('body[data-answers]');
      await answers.waitFor({ state: 'attached', timeout: 15_000 }).catch((cause: unknown) => {
        throw new Error(`no answers: ${complaints.join('; ') || 'and no complaint'}`, { cause });
      });
      const said = JSON.parse((await answers.getAttribute('data-answers')) ?? '');
      expect(said).toEqual({ page: { ...EXPECTED, nativeTemporal }, worker: { ...EXPECTED, nativeTemporal } });
      expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
    } finally {
      await browser.close();
    }
  });
});

/** As an application's build would take it: by the package's name, from dist. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'runtime/page.mjs')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

async function serve(script: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const page = '<!doctype html><html lang="en"><title>core</title><body><script type="module" src="page.js"></script>';
  const server = createServer(({ url }, response) => {
    const found = url === '/' ? page : url === '/page.js' || url === '/worker.js' ? script : undefined;
    response.writeHead(found === undefined ? 204 : 200, {
      'content-type': url === '/' ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8',
      'content-security-policy': STRICT_POLICY,
    });
    response.end(found);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => new Promise((done) => server.close(() => done())),
  };
}
