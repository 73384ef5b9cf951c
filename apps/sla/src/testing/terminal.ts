import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Temporal } from '@sla/core';
import { onTestFinished } from 'vitest';

import { runCommand } from '../program.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A folder of the test's own with these files in it. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sla-command-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Runs a command line to its end, as in a terminal opened in `cwd`. */
export async function sla(args: readonly string[], cwd = process.cwd(), more: Partial<Terminal> = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommand(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd,
    env: {},
    now: () => Temporal.Now.instant(),
    readStdin: async () => '',
    stopAsked: () => new Promise<string>(() => {}),
    ...more,
  });
  return { code, out, err };
}
