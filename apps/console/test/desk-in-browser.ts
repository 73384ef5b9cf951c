import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';

import { type Fetch, listen } from '../src/index.ts';
import { type ConsoleUnderTest, consoleUnderTest } from '../src/testing/console-under-test.ts';
import { quarantineHandler } from './caught-mails.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from './chromium.ts';

/** The built pages before a real desk, in a real browser. */
export interface DeskInBrowser {
  readonly under: ConsoleUnderTest;
  readonly url: string;
  /** A page of its own browser profile, signed in as `ann` unless told otherwise. */
  open(path: string, how?: OpenOptions): Promise<OpenPage>;
}

interface OpenDesk extends DeskInBrowser {
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly agent?: string | 'nobody';
  readonly browser?: BrowserContextOptions;
}

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained of: errors of scripts, of the content security policy, of the network. */
  readonly complaints: readonly string[];
  /** Everything that was asked of another server. */
  readonly strangers: readonly string[];
  close(): Promise<void>;
}

/** Tests of the built pages, which share a desk of their own; where there is no Chromium they say so and do not run. */
export function describeInBrowser(about: string, tests: (desk: DeskInBrowser) => void): void {
  if (chromiumPath === undefined) process.stderr.write(`${NO_CHROMIUM}\n`);
  describe.skipIf(chromiumPath === undefined)(about, () => {
    let pages: Awaited<ReturnType<typeof buildPages>> | undefined;
    let opened: OpenDesk | undefined;
    const desk = () => {
      if (!opened) throw new Error('The desk opens before the first test, not before that.');
      return opened;
    };
    beforeAll(async () => {
      pages = await buildPages();
      opened = await deskInBrowser(pages.folder);
    });
    afterAll(async () => {
      await opened?.close();
      await pages?.remove();
    });
    tests({
      get under() {
        return desk().under;
      },
      get url() {
        return desk().url;
      },
      open: (path, how) => desk().open(path, how),
    });
  });
}

async function deskInBrowser(pages: string): Promise<OpenDesk> {
  const browser = await launchChromium();
  let answer: Fetch = () => new Response('Starting', { status: 503 });
  const listening = await listen((request) => answer(request), { host: '127.0.0.1', port: 0 });
  const under = await consoleUnderTest(
    { url: listening.url, pages, about: { catcher: true, quarantine: true } },
    {
      survey: { afterHours: 1 },
      feed: true,
      articles: [{ id: 'doors', title: 'All doors', url: 'https://help.example/doors', words: ['where is the door'] }],
    },
  );
  const mail = under.web.guard(quarantineHandler());
  answer = (request) => (new URL(request.url).pathname.startsWith('/mail/api/') ? mail : under.web.fetch)(request);
  return {
    under,
    url: listening.url,
    open: (path, how) => openPage(browser, under, listening.url, path, how),
    async close() {
      await browser.close();
      await under.web.stop();
      await listening.stop();
      await under.close();
    },
  };
}

/** Builds the pages into a folder of their own, so that no stale build is tested. */
async function buildPages(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'console-web-'));
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function openPage(
  browser: Browser,
  under: ConsoleUnderTest,
  url: string,
  path: string,
  { agent = 'ann', browser: options = {} }: OpenOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('about:')) strangers.push(request.url());
  });
  if (agent !== 'nobody') await page.goto(await under.web.createSignInLink(agent));
  await page.goto(url + path);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  return { page, complaints, strangers, close: () => context.close() };
}
