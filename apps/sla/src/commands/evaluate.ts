import { evaluate } from '@sla/core';

import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { readEvents } from '../read-events.ts';
import { readInstant } from '../read-instant.ts';
import type { ExitCode, Terminal } from '../terminal.ts';

interface Options extends PresetOptions {
  readonly policy: string;
  readonly events: string;
  readonly at: string;
  readonly json?: true;
}

/** `sla evaluate`: prints the case's state as JSON, on one line with `--json`. */
export async function evaluateCase(options: Options, terminal: Terminal): Promise<ExitCode> {
  const at = readInstant(options.at, '--at');
  const { policy } = await policyFrom(options.policy, options, terminal);
  const file = await readEvents(options.events, terminal);
  const sla = file.explain(() => evaluate(policy, file.events, at));
  terminal.out(`${JSON.stringify(sla, null, options.json ? undefined : 2)}\n`);
  return 0;
}
