import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formatFault, loadDeskConfig } from '@sla/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { toEmailOptions } from './config.ts';

const guide = await readFile(new URL('../../../docs/guide/email.md', import.meta.url), 'utf8');
const blocks = [...guide.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(({ 1: text = '', index }) => ({
  line: guide.slice(0, index).split('\n').length + 1,
  text,
}));

/** Every variable that the guide names is set to its own name. */
const env = Object.fromEntries([...guide.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [name, name]));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sla-mail-guide-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the guide to email', () => {
  it.each(blocks)('line $line: the example is a sound part of the settings', async ({ line, text }) => {
    const file = join(folder, `line-${line}.yaml`);
    await writeFile(file, text);
    const loaded = await loadDeskConfig(file, { env, today: '2026-11-22' });
    if ('faults' in loaded) throw new Error(loaded.faults.map(formatFault).join('\n'));
    expect(() => toEmailOptions(loaded.config)).not.toThrow();
  });
});
