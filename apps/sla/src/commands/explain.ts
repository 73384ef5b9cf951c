import { type ClockName, explain, formatDuration, type Ledger, toEpochMs } from '@sla/core';
import { localTime } from '../local-time.ts';
import { type PresetOptions, policyFrom } from '../policy-source.ts';
import { readEvents } from '../read-events.ts';
import { readInstant } from '../read-instant.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Options extends PresetOptions {
  readonly policy: string;
  readonly events: string;
  readonly clock: string;
  readonly cycle?: string;
  readonly at?: string;
  readonly json?: true;
}

/** `sla explain`: why a clock is due when it is due, as one sentence and a ledger. */
export async function explainClock(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { policy } = await policyFrom(options.policy, options, terminal);
  const file = await readEvents(options.events, terminal);
  const cycle = cycleOption(options.cycle);
  const ledger = file.explain(() => {
    const last = Math.max(...file.events.map((event) => toEpochMs(event.at)));
    const at = options.at === undefined ? last : readInstant(options.at, '--at');
    return explain(policy, file.events, options.clock as ClockName, at, cycle);
  });
  terminal.out(options.json ? `${JSON.stringify(ledger)}\n` : inWords(ledger, policy.timeZone));
  return 0;
}

function cycleOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const cycle = Number(text);
  if (Number.isInteger(cycle) && cycle >= 1) return cycle;
  throw new BadInput([`--cycle ${text}: expected a whole number from 1`]);
}

function inWords(ledger: Ledger, timeZone: string): string {
  const rows = ledger.rows.map(({ from, to, kind, name, time }) => {
    const counted = kind === 'counted' ? formatDuration(time.total('millisecond')) : (name ?? '');
    return `  ${localTime(from, timeZone, 'short')} – ${localTime(to, timeZone, 'short')}  ${kind.padEnd(8)}${counted}`.trimEnd();
  });
  return `${ledger.sentence}\n\n${rows.join('\n')}\n`;
}
