import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Fetch, type Listening, listen } from '../src/index.ts';
import { type ConsoleUnderTest, consoleUnderTest } from '../src/testing/console-under-test.ts';
import { chromiumPath, launchChromium, NO_CHROMIUM } from './chromium.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const HOSTILE = `
  <p>Hello <img src="cid:logo@x" alt="logo" width="40"><a href="https://lms.example/course">course</a></p>
  <img src="https://tracker.example/1.gif"><p style="background:url(https://tracker.example/2.gif)">styled</p>
  <script>top.document.title = 'taken'</script><img src="x" onerror="top.document.title = 'taken'">
  <form action="https://evil.example"><button>Sign in</button></form><meta http-equiv="refresh" content="0;url=https://evil.example">`;

describe.skipIf(!chromiumPath)(chromiumPath ? 'a mail in a frame, in Chromium' : NO_CHROMIUM, () => {
  let browser: Browser;
  let under: ConsoleUnderTest;
  let listening: Listening;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    let answer: Fetch = () => new Response(null, { status: 503 });
    listening = await listen((request) => answer(request), { host: '127.0.0.1', port: 0 });
    under = await consoleUnderTest({ url: listening.url });
    answer = under.web.fetch;
    browser = await launchChromium();
    page = await browser.newPage();
    page.on('request', (request) => asked.push(request.url()));
    const logo = await under.attachment('logo.png', 'image/png', PIXEL, { contentId: 'logo@x', inline: true });
    const number = await under.opened({ html: HOSTILE, attachments: [logo] });
    const id = (await under.desk.read.case(number))?.messages[0]?.id;
    await page.goto(await under.web.createSignInLink('ann'));
    await page.evaluate((address) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
      frame.src = address;
      document.body.append(frame);
    }, `/api/messages/${id}/html`);
    await page.frameLocator('iframe').locator('main').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await under.web.stop();
    await listening.stop();
    await under.close();
  });

  test("shows the words and the message's own picture", async () => {
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('main').textContent()).toContain('styled');
    const logo = frame.locator('img');
    expect(await logo.count()).toBe(1);
    expect((await logo.boundingBox())?.width).toBe(40);
  });

  test('runs nothing, asks nobody, goes nowhere', async () => {
    expect(asked.filter((url) => !url.startsWith(listening.url) && !url.startsWith('data:'))).toEqual([]);
    expect(await page.title()).toBe('SLA Desk');
    expect(page.frames()[1]?.url()).toMatch(/\/api\/messages\/.*\/html$/);
  });

  test('opens a link in a page of its own, which learns nothing of ours', async () => {
    const context = page.context();
    await context.route('https://lms.example/**', (route) => route.fulfill({ body: '<h1>Course</h1>' }));
    const opened = context.waitForEvent('page');
    await page.frameLocator('iframe').locator('a').click();
    const course = await opened;
    await course.getByText('Course').waitFor();
    expect(await course.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
  });
});
