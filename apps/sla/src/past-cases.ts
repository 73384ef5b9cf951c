import type { CaseHistory, Policies } from '@sla/core';

import { readHistories } from './read-histories.ts';
import { openToRead } from './stored-histories.ts';
import { BadInput, type Terminal } from './terminal.ts';

/** A case as it went, from a file or from the desk itself. */
export interface PastCase extends CaseHistory {
  /** What it was promised by, where the desk keeps it. */
  readonly policies?: Policies;
  /** Where it stands, as faults name it. */
  readonly place: string;
}

export interface PastCasesOptions {
  /** JSON lines {case, policy, events}, or `store`: the live desk of the settings. */
  readonly history: string;
  readonly config: string;
  readonly data?: string;
}

/** One case after the other, never all of them in memory. Throws BadInput at the end with every line that was none. */
export async function* pastCases(options: PastCasesOptions, terminal: Terminal): AsyncGenerator<PastCase> {
  if (options.history === 'store') yield* storedCases(options, terminal);
  else yield* casesOfFile(options.history, terminal);
}

async function* storedCases(options: PastCasesOptions, terminal: Terminal): AsyncGenerator<PastCase> {
  const desk = await openToRead(options, terminal);
  try {
    for await (const { policy: _, ...history } of desk.histories())
      yield { ...history, place: `store ${history.case}` };
  } finally {
    await desk.close();
  }
}

async function* casesOfFile(file: string, terminal: Terminal): AsyncGenerator<PastCase> {
  const faults: string[] = [];
  for await (const { line, case: number, events } of readHistories(file, terminal, faults))
    yield { case: number, events, place: `${file}:${line}:1` };
  if (faults.length > 0) throw new BadInput(faults);
}
