import { CaseError, type CaseHistory, type ClockOutcome, compare, type OutcomeChange, replay } from '@sla/core';

import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { readHistories } from '../read-histories.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Options extends PresetOptions {
  readonly policy: string;
  readonly against?: string;
  readonly history: string;
  readonly json?: true;
}

/** `sla replay`: how a policy judges past cases, and with `--against` what would change; 1 when something would. */
export async function replayHistory(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { policy } = await policyFrom(options.policy, options, terminal);
  const histories = await readAll(options.history, terminal);
  if (options.against === undefined) {
    const outcomes = guarded(options.history, () => [...replay(policy, histories)]);
    terminal.out(options.json ? jsonLines(outcomes) : outcomeTable(outcomes));
    return 0;
  }
  const { policy: old } = await policyFrom(options.against, options, terminal);
  const changes = guarded(options.history, () => [...compare(old, policy, histories)]);
  terminal.out(options.json ? jsonLines(changes) : changeTable(changes));
  return changes.length === 0 ? 0 : 1;
}

async function readAll(file: string, terminal: Terminal): Promise<readonly CaseHistory[]> {
  const faults: string[] = [];
  const histories: CaseHistory[] = [];
  for await (const history of readHistories(file, terminal, faults)) histories.push(history);
  if (faults.length > 0) throw new BadInput(faults);
  return histories;
}

function guarded<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof CaseError)
      throw new BadInput(
        error.message.split('\n').map((line) => `${file}  ${line}`),
        { cause: error },
      );
    throw error;
  }
}

function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function outcomeTable(outcomes: readonly ClockOutcome[]): string {
  const rows = outcomes.map((one) => `${one.case}  ${one.priority.padEnd(12)} ${inBrief(one)}\n`);
  const finished = outcomes.filter(({ status }) => status === 'met' || status === 'missed');
  const met = finished.filter(({ status }) => status === 'met').length;
  return `${rows.join('')}${met} of ${finished.length} finished clocks met\n`;
}

function changeTable(changes: readonly OutcomeChange[]): string {
  const rows = changes.map(
    ({ case: number, clock, cycle, before, after }) =>
      `${number}  ${clock} ${cycle}:  ${before ? inBrief(before) : 'no such clock'}  →  ${after ? inBrief(after) : 'no such clock'}\n`,
  );
  return `${rows.join('')}${changes.length} ${changes.length === 1 ? 'clock' : 'clocks'} would be judged otherwise\n`;
}

function inBrief({ clock, cycle, status, dueAt, stoppedAt, breachedAt }: ClockOutcome): string {
  const times = [
    dueAt && `due ${dueAt}`,
    breachedAt && `overdue since ${breachedAt}`,
    stoppedAt && `ended ${stoppedAt}`,
  ];
  return `${clock}/${cycle} ${status}  ${times.filter(Boolean).join(', ')}`.trimEnd();
}
