import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { config, data, type Finish, hours, json, pastHistory, policy, zone } from './options.ts';

export function addHistoryCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('replay')
    .description('Outcomes of past cases, and what another policy would have changed')
    .addOption(policy())
    .option('--against <policy>', 'the policy to compare with')
    .addOption(pastHistory())
    .addOption(config())
    .addOption(data())
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/replay.ts')).replayHistory(options, terminal)));
  program
    .command('record')
    .description(
      'Write past cases down as scenarios for sla test: a regression test of a policy from what really happened',
    )
    .addOption(pastHistory())
    .addOption(policy())
    .option('--case <number...>', 'only these cases, such as C-1042')
    .option('--at <instant>', 'an ISO instant at which to look; without one, each case’s last event')
    .addOption(config())
    .addOption(data())
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/record.ts')).record(options, terminal)));
}

export function addReport(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('report')
    .description('Attainment, percentiles, what is open by time to breach, and causes by month, of past cases')
    .option('--history <file>', 'JSON lines {case, policy, events}; without one, the live desk of the settings')
    .option('--config <file>', 'the desk’s settings', 'sla.config.yaml')
    .option('--data <folder>', 'where cases are kept')
    .option('--policy <policy>', 'a preset’s id or a policy file; without one, each line’s own')
    .option('--from <when>', 'clocks that ended then or later: a date, a month, or an ISO instant')
    .option('--to <when>', 'a date or a month that is included, or an ISO instant that is not')
    .option('--by <keys>', 'clock, priority, organisation, clause, month; several with commas', 'clock')
    .option('--at <instant>', 'the instant that open clocks are looked at; without one, now')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('../commands/report.ts')).report(options, terminal)));
}
