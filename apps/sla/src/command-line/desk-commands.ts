import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { config, data, type Finish } from './options.ts';

export function addUp(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('clocks')
    .description('Run only the clocks of a desk on PostgreSQL, beside others that do the rest')
    .addOption(config())
    .addOption(data())
    .action(async (options) => finish(await (await import('../commands/clocks.ts')).clocks(options, terminal)));
  program
    .command('up')
    .description('Run the desk: every configured app, on one port')
    .option('--config <file>', 'the desk’s settings; without the file a demo desk runs', 'sla.config.yaml')
    .option('--data <folder>', 'where cases, files and caught mail are kept')
    .option('--host <address>', 'the address the console binds')
    .option('--port <number>', 'the port of the console; 0 takes a free one')
    .option('--smtp-port <number>', 'the port of the SMTP intake; 0 takes a free one')
    .option('--fresh', 'clear the demo’s data first')
    .action(async (options) => finish(await (await import('../commands/up.ts')).up(options, terminal)));
}

export function addMoving(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('export')
    .description(
      'Write everything the desk keeps, files included, as JSON lines: a backup, or the way to another database',
    )
    .option('--to <file>', 'a new file; without it, standard output')
    .addOption(config())
    .addOption(data())
    .action(async (options) => finish(await (await import('../commands/export.ts')).exportCases(options, terminal)));
  program
    .command('import')
    .description('Fill an empty desk from an export: an embedded one, or PostgreSQL where DATABASE_URL names it')
    .argument('<file>', 'what sla export wrote')
    .addOption(config())
    .addOption(data())
    .action(async (file, options) =>
      finish(await (await import('../commands/import.ts')).importCases(file, options, terminal)),
    );
}
