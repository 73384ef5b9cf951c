import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { formatFault } from './fault.ts';
import { loadDeskConfig } from './load-desk-config.ts';

it('the settings that the page on practice shows are sound', async () => {
  const page = await readFile(new URL('../../../docs/practice.md', import.meta.url), 'utf8');
  const [, text = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'practice-guide-'));
  try {
    const file = join(folder, 'sla.config.yaml');
    await writeFile(file, text);
    const env = { PAGER_SECRET: `whsec_${Buffer.alloc(32, 9).toString('base64')}` };
    const loaded = await loadDeskConfig(file, { env, today: '2026-11-23' });
    expect('faults' in loaded ? loaded.faults.map(formatFault) : loaded.warnings.map(formatFault)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
