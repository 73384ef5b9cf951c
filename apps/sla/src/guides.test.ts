import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { folderWith, sla } from './testing/terminal.ts';

/** The day on which the guides were written: it decides for which years holidays are written out. */
const now = () => Temporal.Instant.from('2026-11-22T12:00:00Z');

/** Every YAML block that names its file is written there; then every command of a transcript must say what stands below it. */
describe.each(['policies', 'calendars', 'scenarios'])('the guide to %s', async (name) => {
  const guide = await readFile(new URL(`../../../docs/guide/${name}.md`, import.meta.url), 'utf8');
  const files = Object.fromEntries(
    [...guide.matchAll(/^```yaml\n# (\S+\.yaml)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => [
      file,
      `# ${file}\n${text}`,
    ]),
  );

  it.each(transcripts(guide))('$ sla $command', async ({ command, expected }) => {
    const cwd = await folderWith(files);
    const { out, err } = await sla(command.split(' '), cwd, { now });
    const said = `${out}${err}`.replaceAll(join(cwd, '/'), '').replaceAll(/ +$/gm, '');
    expect(said.trimEnd()).toBe(expected);
  });
});

function transcripts(guide: string): { readonly command: string; readonly expected: string }[] {
  return [...guide.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, text = '']) =>
    text
      .split(/^\$ sla /m)
      .slice(1)
      .map((entry) => {
        const [command = '', ...lines] = entry.trimEnd().split('\n');
        return { command, expected: lines.join('\n') };
      }),
  );
}
