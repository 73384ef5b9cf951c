import {
  CaseError,
  type ClockOutcome,
  compare,
  type OutcomeChange,
  type Policies,
  type Policy,
  replay,
} from '@sla/core';

import { type PastCase, type PastCasesOptions, pastCases } from '../past-cases.ts';
import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Options extends PresetOptions, PastCasesOptions {
  readonly policy: string;
  readonly against?: string;
  readonly json?: true;
}

/**
 * `sla replay`: how a policy judges past cases. With `--against`, and over the live desk, what would change: against that
 * policy, or against what each case was promised by; 1 when something would.
 */
export async function replayHistory(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { policy } = await policyFrom(options.policy, options, terminal);
  const old = options.against === undefined ? undefined : (await policyFrom(options.against, options, terminal)).policy;
  const judged = await judgeAll(policy, old, options, terminal);
  const { outcomes, changes } = judged;
  terminal.out(
    options.json
      ? jsonLines([...(outcomes ?? []), ...(changes ?? [])])
      : `${outcomes ? outcomeTable(outcomes) : ''}${changes ? changeTable(changes) : ''}`,
  );
  return changes === undefined || changes.length === 0 ? 0 : 1;
}

interface Judged {
  /** By the policy asked for, where nothing was named to hold it against. */
  readonly outcomes?: readonly ClockOutcome[];
  /** Absent where nothing says what was promised. */
  readonly changes?: readonly OutcomeChange[];
}

async function judgeAll(
  policy: Policy,
  old: Policy | undefined,
  options: Options,
  terminal: Terminal,
): Promise<Judged> {
  const outcomes: ClockOutcome[] = [];
  const changes: OutcomeChange[] = [];
  const faults: string[] = [];
  for await (const past of pastCases(options, terminal))
    try {
      const before: Policies | undefined = old ?? past.policies;
      if (old === undefined) outcomes.push(...replay(policy, [past]));
      if (before !== undefined) changes.push(...compare(before, policy, [past]));
    } catch (error) {
      faults.push(...faultsOf(past, error));
    }
  if (faults.length > 0) throw new BadInput(faults);
  const isCompared = old !== undefined || options.history === 'store';
  return { ...(old === undefined && { outcomes }), ...(isCompared && { changes }) };
}

function faultsOf({ place }: PastCase, error: unknown): string[] {
  if (error instanceof CaseError) return error.message.split('\n').map((line) => `${place}  ${line}`);
  throw error;
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
