import { access } from 'node:fs/promises';

import {
  type CaseStore,
  ExportFault,
  ImportFailed,
  parseRecords,
  StoreNotEmpty,
  type StoreRecord,
} from '@sla/case-store';

import { linesOf } from '../lines-of.ts';
import { here } from '../policy-source.ts';
import { unreadable } from '../read-text.ts';
import { BadInput, CannotRun, type ExitCode, type Terminal } from '../terminal.ts';
import { openStore } from '../up/open-store.ts';
import { readSettings } from '../up/settings.ts';

interface Options {
  readonly config: string;
  readonly data?: string;
}

const WANTED = 'what sla export wrote';

/** `sla import`: fills an empty desk from an export, whole or not at all. */
export async function importCases(file: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  await access(here(file, terminal)).catch((error: unknown) => {
    throw unreadable(file, WANTED, error);
  });
  const store = await openStore(config);
  try {
    const tally = { cases: 0, files: 0 };
    await importInto(store, file, counted(parseRecords(exportLines(file, terminal)), tally));
    terminal.err(`Imported ${tally.cases} cases and ${tally.files} files from ${file}.\n`);
    return 0;
  } finally {
    await store.close();
  }
}

async function importInto(store: CaseStore, file: string, records: AsyncIterable<StoreRecord>): Promise<void> {
  try {
    await store.importAll(records);
  } catch (error) {
    if (error instanceof ExportFault) {
      throw new BadInput([`${file}:${error.line}:1  ${error.message}; nothing was imported`], { cause: error });
    }
    if (error instanceof StoreNotEmpty) {
      const ways = 'name another folder with --data, or another database with DATABASE_URL';
      throw new CannotRun(`${error.message} To do so, ${ways}. Nothing was changed.`, { cause: error });
    }
    if (error instanceof ImportFailed) throw new CannotRun(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

async function* counted(
  records: AsyncIterable<StoreRecord>,
  tally: { cases: number; files: number },
): AsyncGenerator<StoreRecord> {
  for await (const record of records) {
    if (record.kind === 'case') tally.cases += 1;
    if (record.kind === 'blob' && !record.missing) tally.files += 1;
    yield record;
  }
}

async function* exportLines(file: string, terminal: Terminal): AsyncGenerator<string> {
  try {
    yield* linesOf(here(file, terminal));
  } catch (error) {
    throw unreadable(file, WANTED, error);
  }
}
