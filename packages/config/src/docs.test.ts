import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadCalendar } from './calendar-file.ts';
import { formatFault } from './fault.ts';
import { policyJsonSchema } from './json-schemas.ts';
import { loadPolicy } from './policy-file.ts';
import { readYaml } from './yaml-source.ts';

const today = '2026-11-22';

interface Block {
  readonly line: number;
  readonly text: string;
  /** As its first line names it. */
  readonly file?: string;
}

async function blocksOf(guide: string): Promise<readonly Block[]> {
  const document = await readFile(new URL(`../../../docs/guide/${guide}.md`, import.meta.url), 'utf8');
  return [...document.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(({ index, 1: text = '' }) => {
    const file = /^# (\S+\.yaml)\n/.exec(text)?.[1];
    return { line: document.slice(0, index).split('\n').length + 1, text, ...(file !== undefined && { file }) };
  });
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guides-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the guide to policies', async () => {
  const blocks = await blocksOf('policies');
  const base = blocks.find(({ file }) => file === 'acme.yaml');
  const sound = blocks.filter(({ file }) => file !== 'wrong.yaml');

  it.each(sound)('line $line: the example is a policy without fault or warning', async ({ file, line, text }) => {
    await writeFile(join(folder, 'acme.yaml'), base?.text ?? '');
    const written = join(folder, file ?? `line-${line}.yaml`);
    await writeFile(written, file === undefined ? `extends: acme.yaml\n${text}` : text);
    const loaded = await loadPolicy(written, { today });
    const faults = 'faults' in loaded ? loaded.faults : loaded.warnings;
    expect(faults.map(formatFault)).toEqual([]);
  });

  it('has an example of every key that there is', () => {
    const shown = new Set(sound.flatMap(({ text }) => keysOf(readYaml('guide', text).value)));
    const known = [...propertiesOf(policyJsonSchema()), ...ROTA_KEYS].filter((key) => !CALENDAR_KEYS.includes(key));
    expect(known.filter((key) => !shown.has(key))).toEqual([]);
  });
});

describe('the guide to calendars', async () => {
  const blocks = await blocksOf('calendars');
  const calendars = blocks.filter(({ text }) => !text.includes('\npriorities:'));

  it.each(calendars)('line $line: the example is a calendar', async ({ file = 'calendar.yaml', text }) => {
    const written = join(folder, file);
    await writeFile(written, text);
    const loaded = await loadCalendar(written);
    expect('faults' in loaded ? loaded.faults.map(formatFault) : []).toEqual([]);
  });

  it('has an example of every key that there is', () => {
    const shown = new Set(blocks.flatMap(({ text }) => keysOf(readYaml('guide', text).value)));
    expect(CALENDAR_KEYS.filter((key) => key !== 'ics' && !shown.has(key))).toEqual([]);
  });
});

/** Told in the guide to calendars. `ics` stands there in a sentence, because it names a file. */
const CALENDAR_KEYS = [
  'bank',
  'date',
  'exceptions',
  'from',
  'holidays',
  'ics',
  'language',
  'name',
  'region',
  'revisions',
  'seasons',
  'to',
  'weekly',
];

/** A rota is read by its own parser, so that the schema does not list its keys. */
const ROTA_KEYS = ['layers', 'members', 'rotation', 'handoffAt', 'firstTurn', 'overrides', 'member', 'dates'];

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [key, ...keysOf(each)]);
}

function propertiesOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(propertiesOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(propertiesOf)];
}
