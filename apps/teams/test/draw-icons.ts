import { fileURLToPath } from 'node:url';

import { launchChromium } from './chromium.ts';

/** Draws the two icons of the app package anew: `node --conditions=@sla/source test/draw-icons.ts`. */
const browser = await launchChromium();

/** A case folder with a clock on it. */
const drawing = (ink: string, paper: string, hands: string) => `
  <path d="M18 52a8 8 0 0 1 8-8h38l12 14h90a8 8 0 0 1 8 8v84a8 8 0 0 1-8 8H26a8 8 0 0 1-8-8z" fill="${paper}" stroke="${ink}" stroke-width="10" stroke-linejoin="round"/>
  <circle cx="96" cy="108" r="32" fill="none" stroke="${hands}" stroke-width="10"/>
  <path d="M96 88v20l14 10" fill="none" stroke="${hands}" stroke-width="10" stroke-linecap="round" stroke-linejoin="round"/>`;

await draw(
  'color.png',
  192,
  `<rect width="192" height="192" fill="#1F4E79"/>${drawing('#ffffff', '#ffffff', '#1F4E79')}`,
);
await draw('outline.png', 32, drawing('#ffffff', 'none', '#ffffff'));
await browser.close();

async function draw(name: string, side: number, inside: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<style>*{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 192 192">${inside}</svg>`,
  );
  const path = fileURLToPath(new URL(`../manifest/${name}`, import.meta.url));
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
