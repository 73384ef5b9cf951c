import { existsSync } from 'node:fs';

import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is: named by SLA_CHROMIUM, else where Debian keeps it. */
export const chromiumPath = [process.env.SLA_CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
);

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}
