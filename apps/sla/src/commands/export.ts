import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';

import { type CaseStore, formatRecord, type StoreRecord } from '@sla/case-store';

import { here } from '../policy-source.ts';
import { CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { openExistingStore } from '../up/open-store.ts';
import { readSettings } from '../up/settings.ts';

interface Options {
  readonly config: string;
  readonly data?: string;
  readonly to?: string;
}

/** `sla export`: everything the desk keeps, files included, as JSON lines; never all of it in memory. */
export async function exportCases(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  const { to } = options;
  if (to !== undefined) await refuseTaken(here(to, terminal), to);
  const store = await openExistingStore(config);
  try {
    const tally = to === undefined ? await toOutput(store, terminal) : await toFile(store, here(to, terminal));
    return report(tally, to ?? 'standard output', terminal);
  } finally {
    await store.close();
  }
}

interface Tally {
  records: number;
  cases: number;
  files: number;
  readonly missing: string[];
}

async function refuseTaken(path: string, name: string): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) throw new CannotRun(`${name} is there already and was left alone; name a new file.`);
}

async function toOutput(store: CaseStore, terminal: Terminal): Promise<Tally> {
  return counted(store, async (line) => {
    terminal.out(line);
    await terminal.drained?.();
  });
}

/** A file has its name only once all of it is on disk. */
async function toFile(store: CaseStore, path: string): Promise<Tally> {
  const partial = `${path}.partial`;
  const file = await open(partial, 'w').catch((error: unknown) => {
    throw new CannotRun(`${path} cannot be written (${(error as Error).message}).`, { cause: error });
  });
  try {
    const tally = await writeAll(store, file);
    await file.sync();
    await rename(partial, path);
    return tally;
  } finally {
    await file.close();
    await rm(partial, { force: true });
  }
}

const PIECE = 256 * 1024;

async function writeAll(store: CaseStore, file: FileHandle): Promise<Tally> {
  let kept = '';
  const flush = async () => {
    await file.writeFile(kept);
    kept = '';
  };
  const tally = await counted(store, async (line) => {
    kept += line;
    if (kept.length >= PIECE) await flush();
  });
  await flush();
  return tally;
}

async function counted(store: CaseStore, write: (line: string) => Promise<void>): Promise<Tally> {
  const tally: Tally = { records: 0, cases: 0, files: 0, missing: [] };
  await store.exportAll(async (record) => {
    count(tally, record);
    await write(formatRecord(record));
  });
  return tally;
}

function count(tally: Tally, record: StoreRecord): void {
  tally.records += 1;
  if (record.kind === 'case') tally.cases += 1;
  if (record.kind !== 'blob') return;
  if (record.missing) tally.missing.push(record.blob.hash);
  else tally.files += 1;
}

function report({ records, cases, files, missing }: Tally, to: string, terminal: Terminal): ExitCode {
  terminal.err(`Wrote ${records} lines to ${to}: ${cases} cases, ${files} files.\n`);
  for (const hash of missing) terminal.err(`The file ${hash} is named by a message and is not there.\n`);
  return missing.length === 0 ? 0 : 1;
}
