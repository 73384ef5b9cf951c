import { access } from 'node:fs/promises';
import { basename } from 'node:path';

import { formatFault, type LoadedPolicy, loadDeskConfig } from '@sla/config';
import type { Policy } from '@sla/core';
import type { PolicyCheck } from '@sla/core/check';

import { here, type PresetOptions, policyFrom, today } from '../policy-source.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Options extends PresetOptions {
  readonly json?: true;
}

/** `sla check`: validates; lists priorities × clocks and clauses; 1 when something deserves a second look. */
export async function check(what: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  if (/^sla\.config\.ya?ml$/.test(basename(what)) || basename(what).startsWith('sla.config.'))
    return checkDesk(what, options, terminal);
  const loaded = await policyFrom(what, options, terminal);
  const warnings = loaded.warnings.map(formatFault);
  if (options.json) terminal.out(`${JSON.stringify({ ...policyJson(loaded), warnings })}\n`);
  else terminal.out(`${policyInWords(loaded)}${closing(warnings)}`);
  return warnings.length === 0 ? 0 : 1;
}

async function checkDesk(file: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  if (file === SETTINGS) await refuseWhereNoneAre(terminal);
  const loaded = await loadDeskConfig(here(file, terminal), { env: terminal.env, today: today(terminal) });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  const { config } = loaded;
  const warnings = loaded.warnings.map(formatFault);
  const policies = config.policies.map((policy) => ({ policy }));
  if (options.json)
    terminal.out(
      `${JSON.stringify({ desk: config.desk, policies: policies.map(({ policy }) => promises(policy)), warnings })}\n`,
    );
  else {
    terminal.out(
      `${config.desk.name} <${config.desk.address}>: ${counted(config.agents, 'agent')}, ${counted(config.mailboxes, 'mailbox', 'es')}, ${counted(config.organisations, 'organisation')}\n\n`,
    );
    for (const { policy } of policies) terminal.out(`${promiseTable(policy)}\n`);
    terminal.out(closing(warnings));
  }
  return warnings.length === 0 ? 0 : 1;
}

function counted({ length }: readonly unknown[], what: string, ending = 's'): string {
  return `${length} ${what}${length === 1 ? '' : ending}`;
}

const SETTINGS = 'sla.config.yaml';

/** Whoever typed `sla check` and nothing else may not know that it means this file. */
async function refuseWhereNoneAre(terminal: Terminal): Promise<void> {
  await access(here(SETTINGS, terminal)).catch((error: unknown) => {
    throw new BadInput([`${SETTINGS}  there is no such file here, expected one, or what to check: sla check POLICY`], {
      cause: error,
    });
  });
}

function policyJson({ policy, check: found }: LoadedPolicy): object {
  return { ...promises(policy), carried: found.carried, elsewhere: found.elsewhere, lacking: found.lacking };
}

function promises(policy: Policy): object {
  return {
    id: policy.id,
    version: policy.version,
    timeZone: policy.timeZone,
    tiers: policy.tiers,
    priorities: policy.priorities.map(({ name, targets, ladder }) => ({
      name,
      clocks: targets.map(({ clock, kind, clause, promise }) => ({
        clock,
        kind,
        clause,
        promise: promiseText(promise),
      })),
      steps: ladder.steps.map(({ id, clause }) => ({ id, clause })),
    })),
  };
}

function policyInWords({ policy, check: found }: LoadedPolicy): string {
  return `${promiseTable(policy)}\n${clauseLines(found)}`;
}

function promiseTable(policy: Policy): string {
  const head = `${policy.title ?? policy.id} (${policy.id}, version ${policy.version}, ${policy.timeZone})\n`;
  const rows = policy.priorities.map(({ name, title, targets, ladder }) => {
    const clocks = targets.map(
      ({ clock, kind, clause, promise }) =>
        `    ${clock.padEnd(18)}${promiseText(promise)}${kind === 'objective' ? ' (objective)' : ''}${clause === undefined ? '' : `  [${clause}]`}`,
    );
    const steps = ladder.steps.map(({ id, clause }) =>
      `    step ${id.padEnd(13)}${clause === undefined ? '' : `  [${clause}]`}`.trimEnd(),
    );
    return [
      `  ${name}${title === undefined ? '' : `: ${title}`}`,
      ...(clocks.length > 0 ? clocks : ['    no clock']),
      ...steps,
    ].join('\n');
  });
  return `${head}${rows.join('\n')}\n`;
}

function promiseText(promise: Policy['priorities'][number]['targets'][number]['promise']): string {
  if (promise.kind === 'measure') return 'measured, never due';
  return promise.kind === 'every' ? `every ${promise.text}` : promise.text;
}

function clauseLines({ carried, elsewhere, lacking }: Omit<PolicyCheck, 'warnings'>): string {
  const lines = [
    ...carried.map(({ clause, says }) => `  carried  ${clause.padEnd(6)} ${says ?? ''}`.trimEnd()),
    ...elsewhere.map(({ clause, says, keptBy }) => `  by desk  ${clause.padEnd(6)} ${says} (${keptBy})`),
    ...lacking.map(({ clause, says, keptBy }) => `  lacking  ${clause.padEnd(6)} ${says} (${keptBy})`),
  ];
  return lines.length === 0 ? '' : `${['Clauses', ...lines].join('\n')}\n`;
}

function closing(warnings: readonly string[]): string {
  if (warnings.length === 0) return '\nAll is well.\n';
  return `\n${warnings.join('\n')}\n${warnings.length} ${warnings.length === 1 ? 'thing deserves' : 'things deserve'} a second look.\n`;
}
