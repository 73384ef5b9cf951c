import type { Command } from 'commander';

import type { Terminal } from '../terminal.ts';
import { type Finish, json } from './options.ts';

export function addSlackCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('slack')
    .description('Look after the desk’s Slack')
    .command('doctor')
    .description('Ask Slack about tokens, scopes and channels; say what to do where something is not right')
    .option('--config <file>', 'the desk’s settings', 'sla.config.yaml')
    .addOption(json())
    .action(async (options) =>
      finish(await (await import('../commands/slack-doctor.ts')).doctorSlack(options, terminal)),
    );
}

export function addTeamsCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('teams')
    .description('Look after the desk’s Microsoft Teams')
    .command('doctor')
    .description(
      'Ask Microsoft about the registration, permissions and channels; say what to do where something is not right',
    )
    .option('--config <file>', 'the desk’s settings', 'sla.config.yaml')
    .addOption(json())
    .action(async (options) =>
      finish(await (await import('../commands/teams-doctor.ts')).doctorTeams(options, terminal)),
    );
}
