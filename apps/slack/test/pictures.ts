import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { ModalView } from '@slack/types';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';

/** One payload, as it is to be looked at. */
export interface Picture {
  readonly blocks: readonly unknown[];
  readonly theme: 'light' | 'dark';
  /** Of a modal. */
  readonly frame?: { readonly title: string; readonly submit: string; readonly close: string };
}

export interface Gallery {
  /** What can be read on it, and how it looks. */
  show(picture: Picture): Promise<{ readonly text: string; readonly png: Buffer }>;
  close(): Promise<void>;
}

export function modalPicture(view: ModalView, theme: Picture['theme']): Picture {
  const frame = { title: view.title.text, submit: view.submit?.text ?? '', close: view.close?.text ?? '' };
  return { blocks: view.blocks, theme, frame };
}

/** Draws payloads in Chromium. The drawing is somebody else's likeness of Slack, not Slack. */
export async function openGallery(executablePath: string): Promise<Gallery> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [`${folder}picture-page.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    conditions: ['browser'],
    logLevel: 'silent',
  });
  const script = outputFiles[0]?.text ?? '';
  const style = readFileSync(fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), 'utf8');
  const browser = await launch(executablePath);
  return {
    show: async (picture) => {
      const page = await browser.newPage({
        viewport: { width: picture.frame ? 560 : 720, height: 400 },
        colorScheme: picture.theme,
        timezoneId: 'Europe/London',
        deviceScaleFactor: 1,
      });
      await page.setContent(
        `<style>${style}</style><style>${frameStyle}</style><body class="${picture.theme}"><div id="root"></div></body>`,
      );
      await page.addScriptTag({ content: script });
      await page.evaluate(`showPicture(${JSON.stringify(picture)})`);
      const root = page.locator('#root');
      await root.locator('text=/./').first().waitFor();
      const shown = { text: (await root.textContent()) ?? '', png: await root.screenshot() };
      await page.close();
      return shown;
    },
    close: () => browser.close(),
  };
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

const frameStyle = `
  body { margin: 0; font-family: Lato, "DejaVu Sans", Arial, sans-serif; }
  #root { padding: 12px 16px; background: #fff; color: #1d1c1d; }
  body.dark #root { background: #1a1d21; color: #d1d2d3; }
  .modal { border: 1px solid #8886; border-radius: 8px; padding: 16px 20px; }
  .modal h1 { font-size: 20px; margin: 0 0 12px; }
  .modal footer { display: flex; justify-content: flex-end; gap: 12px; margin-top: 16px; }
  .modal footer span { border: 1px solid #8888; border-radius: 4px; padding: 6px 14px; font-size: 14px; font-weight: 700; }
  .modal footer .submit { background: #007a5a; border-color: #007a5a; color: #fff; }
`;
