import { CaseError, fromEpochMs, type Policy } from '@sla/core';
import { recordScenario, type Scenario } from '@sla/core/testing';
import { Document, isMap, isSeq, visit } from 'yaml';
import { happenedMs } from '../happened.ts';
import { type PastCase, type PastCasesOptions, pastCases } from '../past-cases.ts';
import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { readInstant } from '../read-instant.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Options extends PresetOptions, PastCasesOptions {
  readonly policy: string;
  /** Numbers; without one, every case. */
  readonly case?: readonly string[];
  readonly at?: string;
  readonly json?: true;
}

/** `sla record`: past cases as scenarios for `sla test`, which expect what the policy makes of them today. */
export async function record(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { policy } = await policyFrom(options.policy, options, terminal);
  const at = options.at === undefined ? undefined : readInstant(options.at, '--at').epochMilliseconds;
  const wanted = new Set(options.case);
  const scenarios: Scenario[] = [];
  const faults: string[] = [];
  for await (const past of pastCases(options, terminal)) {
    const isMeant = options.case === undefined || wanted.delete(past.case);
    if (isMeant) scenarios.push(...recordOne(past, { policy, written: options.policy, at }, faults));
  }
  for (const number of wanted)
    faults.push(`--case ${number}: there is no such case in ${options.history}, expected a number such as C-1042`);
  if (faults.length > 0) throw new BadInput(faults);
  terminal.out(options.json ? `${JSON.stringify({ scenarios })}\n` : inYaml(scenarios));
  return 0;
}

interface Recording {
  readonly policy: Policy;
  /** As the scenario names it. */
  readonly written: string;
  readonly at: number | undefined;
}

/** None where the case was opened later than the instant asked for. */
function recordOne(past: PastCase, { policy, written, at }: Recording, faults: string[]): readonly Scenario[] {
  try {
    const until = at ?? past.events.reduce((last, event) => Math.max(last, happenedMs(event) ?? last), 0);
    const given = past.events.filter((event) => (happenedMs(event) ?? until) <= until);
    if (given.length === 0 && past.events.length > 0) return [];
    const happened = { name: `${past.case}, as it went`, policy: written, given, at: fromEpochMs(until).toString() };
    return [recordScenario(happened, () => policy)];
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    for (const line of error.message.split('\n')) faults.push(`${past.place}  ${line}`);
    return [];
  }
}

/** Each event, clock and effect on a line of its own, as the guide writes them. */
function inYaml(scenarios: readonly Scenario[]): string {
  const document = new Document({ scenarios: JSON.parse(JSON.stringify(scenarios)) });
  visit(document, {
    Map: (_, node, path) => {
      const depth = path.filter((each) => isMap(each) || isSeq(each)).length;
      if (depth > 3) node.flow = true;
    },
    Seq: (_, node) => {
      if (node.items.every((item) => !isMap(item))) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
