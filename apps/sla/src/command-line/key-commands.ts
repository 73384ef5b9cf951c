import { type Command, Option } from 'commander';

import type { Terminal } from '../terminal.ts';
import { config, data, type Finish, json } from './options.ts';

export function addKeyCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const key = program.command('key').description('API keys of programs that use the desk');
  key
    .command('create')
    .description('Make a key and print its token, this once')
    .requiredOption('--name <name>', 'what it is for, such as “LMS sync”')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['requester', 'agent', 'lead', 'admin'])
        .makeOptionMandatory(),
    )
    .option('--agent <id>', 'in whose name it acts; without it, the first administrator’s')
    .option('--organisation <id>', 'only the cases of this one')
    .option('--expires <when>', 'a date that is included, or an ISO instant')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/key.ts')).createKey(options, terminal)));
  key
    .command('list')
    .description('All keys, without their secrets')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/key.ts')).listKeys(options, terminal)));
  key
    .command('revoke')
    .description('End a key at once')
    .argument('<id>', 'as sla key list shows it')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (id, options) => finish(await (await import('../commands/key.ts')).revokeKey(id, options, terminal)));
}
