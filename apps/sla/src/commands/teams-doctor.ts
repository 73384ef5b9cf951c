import { resolve } from 'node:path';

import { formatFault, loadDeskConfig } from '@sla/config';
import { type Finding, SettingsError, teamsDoctor, toTeamsOptions } from '@sla/teams';

import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

/** `sla teams doctor`: asks Microsoft about everything that must be right, and says what to do where it is not. Changes nothing. */
export async function doctorTeams(
  { config: file, json }: { readonly config: string; readonly json?: true },
  terminal: Terminal,
  examine: typeof teamsDoctor = teamsDoctor,
): Promise<ExitCode> {
  const today = terminal.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
  const loaded = await loadDeskConfig(resolve(terminal.cwd, file), { env: terminal.env, today });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  const options = optionsOf(loaded.config, terminal);
  if (options === undefined)
    throw new BadInput([`${file}  names no Microsoft Teams, expected channels.teams as in docs/guide/teams.md`]);
  const findings = await examine(options, terminal.now);
  terminal.out(json ? `${JSON.stringify(findings)}\n` : findings.map(inWords).join(''));
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function optionsOf(config: Parameters<typeof toTeamsOptions>[0], { env }: Terminal) {
  try {
    return toTeamsOptions(config, env);
  } catch (error) {
    if (error instanceof SettingsError) throw new BadInput(error.lines);
    throw error;
  }
}

function inWords({ what, ok, sentence }: Finding): string {
  return `${ok ? 'fine ' : 'FAULT'}  ${what}: ${sentence}\n`;
}
