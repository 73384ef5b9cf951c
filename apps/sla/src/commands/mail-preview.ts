import { writeFile } from 'node:fs/promises';

import { type PreviewedMail, previewMail } from '@sla/email';

import { here } from '../policy-source.ts';
import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { readSettings } from '../up/settings.ts';

interface Options {
  readonly config: string;
  readonly html?: string;
  readonly json?: true;
}

/** `sla mail preview`: what requesters get from this desk. Sends nothing. */
export async function mailPreview(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  const mails = await previewMail(config, terminal.now());
  for (const mail of mails) terminal.out(options.json ? `${JSON.stringify(mail)}\n` : inWords(mail));
  if (options.html !== undefined) {
    const path = here(options.html, terminal);
    await writeFile(path, page(mails)).catch((error: unknown) => {
      throw new CannotRun(`${path} cannot be written (${(error as Error).message}).`, { cause: error });
    });
    terminal.err(`Wrote ${options.html}; open it in a browser.\n`);
  }
  return 0;
}

function inWords({ kind, language, mailbox, subject, header, text }: PreviewedMail): string {
  const fields = [...header, ['subject', subject] as const].map(([name, value]) => `${name}: ${value}`);
  return `── ${kind}, ${language}, from ${mailbox} ──\n${fields.join('\n')}\n\n${text.trim()}\n\n\n`;
}

/** Each mail in a frame of its own, so that none can touch another or the page. */
function page(mails: readonly PreviewedMail[]): string {
  const shown = mails.map(
    ({ kind, language, mailbox, subject, html }) =>
      `<h2>${kind}, ${language}, from ${escaped(mailbox)}</h2>\n<p>${escaped(subject)}</p>\n<iframe sandbox title="${kind}, ${language}" srcdoc="${escaped(html)}"></iframe>\n`,
  );
  const style =
    'body { font-family: sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem } iframe { width: 100%; height: 26rem; border: 1px solid #888 }';
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail preview</title><style>${style}</style></head>\n<body><h1>Mail preview</h1>\n${shown.join('')}</body></html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
