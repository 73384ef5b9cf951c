import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { events, type Finish, hours, json, policy, zone } from './options.ts';

export function addCaseCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('evaluate')
    .description('The state of a case’s clocks at an instant')
    .addOption(policy())
    .addOption(events())
    .requiredOption('--at <instant>', 'an ISO instant')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/evaluate.ts')).evaluateCase(options, terminal)));
  program
    .command('explain')
    .description('Why a clock is due when it is due')
    .addOption(policy())
    .addOption(events())
    .requiredOption('--clock <clock>', 'such as first-response')
    .option('--cycle <number>', 'which run of a repeating clock')
    .option('--at <instant>', 'an ISO instant; without one, the last event’s')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/explain.ts')).explainClock(options, terminal)));
  program
    .command('test')
    .description('Run scenario files: given these events, at this instant, expect these clocks and effects')
    .argument('<file...>')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('../commands/test.ts')).testScenarios(files, options, terminal)),
    );
}
