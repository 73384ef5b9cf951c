import type { CaseHistory } from '@sla/core';

import { linesOf } from './lines-of.ts';
import { here } from './policy-source.ts';
import { jsonFault, unreadable } from './read-text.ts';
import type { Terminal } from './terminal.ts';

/** One case of a history file. */
export interface HistoryLine extends CaseHistory {
  /** What the file says of the policy it was kept under. */
  readonly policy?: unknown;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

/** JSON lines {case, policy, events}, one at a time; a line that is none goes to `faults`, and reading goes on. */
export async function* readHistories(file: string, terminal: Terminal, faults: string[]): AsyncGenerator<HistoryLine> {
  let number = 0;
  for await (const line of historyLines(file, terminal)) {
    number += 1;
    const history = line.trim() === '' ? undefined : readHistory(file, line, number, faults);
    if (history) yield history;
  }
}

async function* historyLines(file: string, terminal: Terminal): AsyncGenerator<string> {
  try {
    yield* linesOf(here(file, terminal));
  } catch (error) {
    throw unreadable(file, 'JSON lines {case, policy, events}', error);
  }
}

function readHistory(file: string, text: string, line: number, faults: string[]): HistoryLine | undefined {
  try {
    const history = JSON.parse(text) as CaseHistory;
    if (typeof history.case === 'string' && Array.isArray(history.events)) return { ...history, line };
    faults.push(`${file}:${line}:1  no case or no events, expected {"case": "C-1", "events": […]}`);
  } catch (error) {
    faults.push(`${file}:${line}:1  this line is no JSON (${jsonFault(error)}), expected {case, policy, events}`);
  }
  return undefined;
}
