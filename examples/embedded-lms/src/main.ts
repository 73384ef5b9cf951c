import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { instant, play, steps } from './story.ts';

const file = join(mkdtempSync(join(tmpdir(), 'campus-')), 'campus.json');
const print = (line: string) => process.stdout.write(`${line}\n`);
const support = play(file, steps, print);
print(`\n${support.why('Q-1', 'first-response', instant('2026-11-25T10:00:00Z'))}\n`);
for (const school of ['Ashdown College', 'Brook Academy'])
  print(`${school}: ${support.kept(school, instant('2026-11-30T17:00:00Z')).join(', ')}`);
print(`\nAll of it is in ${file}`);
