import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { type Finish, hours, json, zone } from './options.ts';

export function addPolicyCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('check')
    .description('Validate a policy, a preset or sla.config.yaml; list promises and the clauses they keep')
    .argument('[what]', 'sla.config.yaml, a policy file or a preset’s id', 'sla.config.yaml')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (what, options) =>
      finish(await (await import('../commands/check.ts')).check(what, options, terminal)),
    );
}
