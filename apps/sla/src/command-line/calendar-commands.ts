import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { type Finish, json } from './options.ts';

export function addCalendarCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const calendar = program.command('calendar').description('Business time on a calendar');
  calendar
    .command('add')
    .description('The instant that much working time later')
    .argument('<calendar>', 'a calendar file, or POLICY or POLICY:NAME for a policy’s calendar')
    .argument('<from>', 'an ISO instant')
    .argument('<work>', 'such as PT4H30M, “90 minutes” or “2 business days”')
    .addOption(json())
    .action(async (...[name, from, work, options]) =>
      finish(await (await import('../commands/calendar.ts')).add(name, from, work, options, terminal)),
    );
  calendar
    .command('between')
    .description('The working time between two instants')
    .argument('<calendar>')
    .argument('<from>')
    .argument('<to>')
    .addOption(json())
    .action(async (...[name, from, to, options]) =>
      finish(await (await import('../commands/calendar.ts')).between(name, from, to, options, terminal)),
    );
  calendar
    .command('show')
    .description('When it is open, day by day')
    .argument('<calendar>')
    .option('--from <date>', 'the first date')
    .option('--days <count>', 'how many days', '14')
    .addOption(json())
    .action(async (name, options) =>
      finish(await (await import('../commands/calendar.ts')).show(name, options, terminal)),
    );
  calendar
    .command('run')
    .description('Run a file of business-time vectors')
    .argument('<file...>')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('../commands/calendar-run.ts')).calendarRun(files, options, terminal)),
    );
}
