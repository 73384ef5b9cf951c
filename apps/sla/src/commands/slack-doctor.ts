import { resolve } from 'node:path';

import { type DeskConfig, formatFault, loadDeskConfig, secretKeys } from '@sla/config';
import { createVault } from '@sla/desk';
import { type Finding, installedWorkspaces, type SlackOptions, slackDoctor, toSlackOptions } from '@sla/slack';

import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';
import { openStore } from '../up/open-store.ts';

/** `sla slack doctor`: asks Slack about everything that must be right, and says what to do where it is not. Changes nothing. */
export async function doctorSlack(
  { config: file, json }: { readonly config: string; readonly json?: true },
  terminal: Terminal,
  examine: typeof slackDoctor = slackDoctor,
): Promise<ExitCode> {
  const today = terminal.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
  const loaded = await loadDeskConfig(resolve(terminal.cwd, file), { env: terminal.env, today });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  const options = toSlackOptions(loaded.config);
  if (!options) throw new BadInput([`${file}  names no Slack, expected channels.slack as in docs/guide/slack.md`]);
  const findings = await examine(options, await installed(loaded.config, options, terminal));
  terminal.out(json ? `${JSON.stringify(findings)}\n` : findings.map(inWords).join(''));
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

/** Who installs by OAuth keeps tokens with the desk; a token of the settings needs no store. */
async function installed(config: DeskConfig, { intake }: SlackOptions, { env }: Terminal) {
  const keys = intake.kind === 'http' && intake.oauth ? await secretKeys(config, env) : undefined;
  if (!keys) return [];
  const store = await openStore({ ...config, ...(env.DATABASE_URL && { database: env.DATABASE_URL }) });
  try {
    return await installedWorkspaces(store, createVault([...keys]));
  } finally {
    await store.close();
  }
}

function inWords({ what, ok, sentence }: Finding): string {
  return `${ok ? 'fine ' : 'FAULT'}  ${what}: ${sentence}\n`;
}
