import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chromiumPath, launchChromium, NO_CHROMIUM } from './chromium.ts';

if (chromiumPath === undefined) process.stderr.write(`${NO_CHROMIUM}\n`);

const folder = join(import.meta.dirname, '..');
/** From the disk: no server is needed. */
const url = pathToFileURL(join(folder, 'dist/index.html')).href;
const shots = join(folder, 'reports');

describe.skipIf(chromiumPath === undefined)('the timeline page', () => {
  let browser: Browser;

  beforeAll(async () => {
    execFileSync(process.execPath, ['src/build.mjs'], { cwd: folder, stdio: 'inherit' });
    mkdirSync(shots, { recursive: true });
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test('draws a clock from its anchor to its deadline and says why', async () => {
    const { page, complaints, close } = await open(browser);
    await page.locator('#case').selectOption('asked back');
    await page.getByRole('button', { name: /^Resolution/ }).click();
    expect(await page.locator('#sentence').textContent()).toContain('Due Tue 24 Nov 2026, 09:54 (Europe/London)');
    expect(await page.locator('.bar.paused').count()).toBe(1);
    expect(await page.locator('.bar.closed').count()).toBeGreaterThan(0);
    expect(await page.locator('.mark.due').count()).toBeGreaterThan(0);
    expect(await page.locator('.mark.warn').count()).toBeGreaterThan(0);
    await page.screenshot({ path: join(shots, 'desktop.png'), fullPage: true });
    await close();
    expect(complaints).toEqual([]);
  });

  test('shows a miss when the instant moves past the deadline', async () => {
    const { page, complaints, close } = await open(browser, { colorScheme: 'dark' });
    await page.locator('#case').selectOption('nobody answers');
    const firstResponse = page.getByRole('button', { name: /^First response/ });
    await firstResponse.click();
    expect(await firstResponse.textContent()).toContain('left');
    await page.getByLabel('Seen at').press('End');
    expect(await firstResponse.textContent()).toContain('over by');
    expect(await page.locator('.run[data-risk="missed"] .bar.over').count()).toBe(1);
    expect(await page.locator('#sentence').textContent()).toMatch(/^Overdue since /);
    await page.screenshot({ path: join(shots, 'dark.png'), fullPage: true });
    await close();
    expect(complaints).toEqual([]);
  });

  test('names what is wrong with the events, and keeps the last drawing', async () => {
    const { page, complaints, close } = await open(browser);
    const events = page.getByLabel('What happened');
    await events.fill('[{"type": "opened", "at": "2026-11-19T25:00Z", "channel": "email", "priority": "high"}]');
    const faults = await page.locator('#faults').textContent();
    expect(faults).toContain('2026-11-19T25:00Z');
    expect(await page.locator('#chart[data-stale] .lane').count()).toBeGreaterThan(0);
    await events.fill('[');
    expect(await page.locator('#faults').textContent()).toMatch(/JSON/);
    await events.fill('[{"type": "opened", "at": "2026-11-19T12:00Z", "channel": "email", "priority": "normal"}]');
    expect(await page.locator('#faults').textContent()).toBe('');
    expect(await page.locator('#chart[data-stale]').count()).toBe(0);
    await close();
    expect(complaints).toEqual([]);
  });

  test('draws every policy with every priority and case, for both reaches, on a phone', {
    timeout: 120_000,
  }, async () => {
    const { page, complaints, close } = await open(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
    for (const reach of ['Every deadline', 'To the next deadline']) {
      await page.getByLabel(reach).check();
      for (const policy of await optionsOf(page, 'policy')) {
        await page.locator('#policy').selectOption(policy);
        for (const priority of await optionsOf(page, 'priority')) {
          await page.locator('#priority').selectOption(priority);
          for (const name of await optionsOf(page, 'case')) {
            await page.locator('#case').selectOption(name);
            const faults = await page.locator('#faults').textContent();
            expect([policy, priority, name, faults]).toEqual([policy, priority, name, '']);
          }
        }
      }
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.screenshot({ path: join(shots, 'phone.png'), fullPage: true });
    await close();
    expect(complaints).toEqual([]);
  });
});

function optionsOf(page: Page, id: string): Promise<string[]> {
  return page
    .locator(`#${id} option`)
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
}

async function open(browser: Browser, how: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...how });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  await page.locator('.lane').first().waitFor();
  return { page, complaints, close: () => context.close() };
}
