import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { config, data, type Finish, json } from './options.ts';

/** What is done around cases from the command line. */
export function addPracticeCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('announce')
    .description('What each organisation would get of an announcement; with --send it is mailed, once to each')
    .argument('<file>', 'the text of the mail')
    .requiredOption('--subject <subject>', 'of the mail')
    .option('--organisation <id...>', 'only these; without it, all')
    .option('--by <agent>', 'who announces it; without it, the first lead')
    .option('--send', 'send it')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (file, options) =>
      finish(await (await import('../commands/announce.ts')).announce(file, options, terminal)),
    );
  addPrivacy(program, terminal, finish);
}

function addPrivacy(program: Command, terminal: Terminal, finish: Finish): void {
  const privacy = program.command('privacy').description('What is kept of a person');
  privacy
    .command('export')
    .description('All of it, as JSON, without what agents noted')
    .argument('<address>', 'of the person')
    .option('--by <agent>', 'who asks; without it, the first lead')
    .addOption(config())
    .addOption(data())
    .action(async (address, options) =>
      finish(await (await import('../commands/privacy.ts')).exportPerson(address, options, terminal)),
    );
  privacy
    .command('erase')
    .description('Erase their name, address and words; clocks replay the same afterwards')
    .argument('<address>', 'of the person')
    .option('--by <agent>', 'who erases; without it, the first administrator')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (address, options) =>
      finish(await (await import('../commands/privacy.ts')).erasePerson(address, options, terminal)),
    );
}
