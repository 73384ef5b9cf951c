import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { config, data, type Finish, json } from './options.ts';

export function addMailCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const mail = program.command('mail').description('Look at mail as the desk does');
  mail
    .command('inspect')
    .description('What the desk would make of a message, one JSON object a line')
    .argument('<file...>')
    .option('--address <address>', 'the desk’s own address', 'support@desk.example')
    .option('--body', 'the files are bare texts: strip quotes only')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('../commands/mail-inspect.ts')).mailInspect(files, options, terminal)),
    );
  mail
    .command('preview')
    .description('What requesters get: acknowledgement, reply, update and resolution, in English and German')
    .option('--html <file>', 'write them as one page, as a mail program shows them')
    .addOption(config())
    .addOption(json())
    .action(async (options) =>
      finish(await (await import('../commands/mail-preview.ts')).mailPreview(options, terminal)),
    );
  mail
    .command('import')
    .description('Take in .eml files and mboxes as if they had come by mail; what is known is left alone')
    .argument('<file...>')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('../commands/mail-import.ts')).mailImport(files, options, terminal)),
    );
}
