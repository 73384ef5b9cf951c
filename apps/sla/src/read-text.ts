import { readFile } from 'node:fs/promises';

import { here } from './policy-source.ts';
import { BadInput, type Terminal } from './terminal.ts';

/** A file's text. Throws BadInput that says what was expected there. */
export async function readText(file: string, expected: string, terminal: Terminal): Promise<string> {
  return readFile(here(file, terminal), 'utf8').catch((error: unknown) => {
    throw unreadable(file, expected, error);
  });
}

export function unreadable(file: string, expected: string, error: unknown): BadInput {
  const { code, message } = error as NodeJS.ErrnoException;
  const what = (code && WHY[code]) ?? `cannot be read (${message})`;
  return new BadInput([`${file}  ${what}, expected ${expected}`], { cause: error });
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder',
  EACCES: 'may not be read by this user',
};

/** What `JSON.parse` found wrong; it quotes the text, line ends and all, and a fault is one line. */
export function jsonFault(error: unknown): string {
  return (error as Error).message.replace(/\s+/g, ' ');
}
