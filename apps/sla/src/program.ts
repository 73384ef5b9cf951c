import { Command, CommanderError, Option } from 'commander';

import { BadInput, CannotRun, type ExitCode, type Terminal } from './terminal.ts';

/**
 * Runs one command line. Machine-readable with `--json`. Returns 0 when all is fine, 1 when the answer is no, and 2 for bad
 * use or bad input, with one line a fault on standard error.
 */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const program = createProgram(terminal, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

type Finish = (code: ExitCode) => void;

function createProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command('sla')
    .description('Check policies, explain deadlines, test promises, and run the desk.')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride()
    .showHelpAfterError('(add --help for what is expected)')
    .helpCommand(false);
  addPolicyCommands(program, terminal, finish);
  addCalendarCommands(program, terminal, finish);
  addCaseCommands(program, terminal, finish);
  addReport(program, terminal, finish);
  addMailCommands(program, terminal, finish);
  addMoving(program, terminal, finish);
  addSlackCommands(program, terminal, finish);
  addTeamsCommands(program, terminal, finish);
  addUp(program, terminal, finish);
  return program;
}

/** An option for the answer as JSON, and those that fill what a preset leaves open. */
const json = () => new Option('--json', 'answer as JSON');
const zone = () => new Option('--time-zone <zone>', 'the time zone of a preset, such as Europe/London');
const hours = () => new Option('--calendar <file>', 'a calendar file (YAML or JSON) for a preset');
const policy = () => new Option('--policy <policy>', 'a preset’s id or a policy file').makeOptionMandatory();
const events = () =>
  new Option('--events <file>', 'JSON {"events":[…]} or JSON lines; - is standard input').makeOptionMandatory();

function addPolicyCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('check')
    .description('Validate a policy, a preset or sla.config.yaml; list promises and the clauses they keep')
    .argument('[what]', 'sla.config.yaml, a policy file or a preset’s id', 'sla.config.yaml')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (what, options) =>
      finish(await (await import('./commands/check.ts')).check(what, options, terminal)),
    );
}

function addCalendarCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const calendar = program.command('calendar').description('Business time on a calendar');
  calendar
    .command('add')
    .description('The instant that much working time later')
    .argument('<calendar>', 'a calendar file, or POLICY or POLICY:NAME for a policy’s calendar')
    .argument('<from>', 'an ISO instant')
    .argument('<work>', 'such as PT4H30M, “90 minutes” or “2 business days”')
    .addOption(json())
    .action(async (...[name, from, work, options]) =>
      finish(await (await import('./commands/calendar.ts')).add(name, from, work, options, terminal)),
    );
  calendar
    .command('between')
    .description('The working time between two instants')
    .argument('<calendar>')
    .argument('<from>')
    .argument('<to>')
    .addOption(json())
    .action(async (...[name, from, to, options]) =>
      finish(await (await import('./commands/calendar.ts')).between(name, from, to, options, terminal)),
    );
  calendar
    .command('show')
    .description('When it is open, day by day')
    .argument('<calendar>')
    .option('--from <date>', 'the first date')
    .option('--days <count>', 'how many days', '14')
    .addOption(json())
    .action(async (name, options) =>
      finish(await (await import('./commands/calendar.ts')).show(name, options, terminal)),
    );
  calendar
    .command('run')
    .description('Run a file of business-time vectors')
    .argument('<file...>')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('./commands/calendar-run.ts')).calendarRun(files, options, terminal)),
    );
}

function addCaseCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('evaluate')
    .description('The state of a case’s clocks at an instant')
    .addOption(policy())
    .addOption(events())
    .requiredOption('--at <instant>', 'an ISO instant')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('./commands/evaluate.ts')).evaluateCase(options, terminal)));
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
    .action(async (options) => finish(await (await import('./commands/explain.ts')).explainClock(options, terminal)));
  program
    .command('replay')
    .description('Outcomes of past cases, and what another policy would have changed')
    .addOption(policy())
    .option('--against <policy>', 'the policy to compare with')
    .requiredOption('--history <file>', 'JSON lines {case, policy, events}')
    .addOption(zone())
    .addOption(hours())
    .addOption(json())
    .action(async (options) => finish(await (await import('./commands/replay.ts')).replayHistory(options, terminal)));
  program
    .command('test')
    .description('Run scenario files: given these events, at this instant, expect these clocks and effects')
    .argument('<file...>')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('./commands/test.ts')).testScenarios(files, options, terminal)),
    );
}

function addReport(program: Command, terminal: Terminal, finish: Finish): void {
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
    .action(async (options) => finish(await (await import('./commands/report.ts')).report(options, terminal)));
}

function addMailCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const mail = program.command('mail').description('Look at mail as the desk does');
  mail
    .command('inspect')
    .description('What the desk would make of a message, one JSON object a line')
    .argument('<file...>')
    .option('--address <address>', 'the desk’s own address', 'support@desk.example')
    .option('--body', 'the files are bare texts: strip quotes only')
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('./commands/mail-inspect.ts')).mailInspect(files, options, terminal)),
    );
  mail
    .command('preview')
    .description('What requesters get: acknowledgement, reply, update and resolution, in English and German')
    .option('--html <file>', 'write them as one page, as a mail program shows them')
    .addOption(config())
    .addOption(json())
    .action(async (options) =>
      finish(await (await import('./commands/mail-preview.ts')).mailPreview(options, terminal)),
    );
  mail
    .command('import')
    .description('Take in .eml files and mboxes as if they had come by mail; what is known is left alone')
    .argument('<file...>')
    .addOption(config())
    .addOption(data())
    .addOption(json())
    .action(async (files, options) =>
      finish(await (await import('./commands/mail-import.ts')).mailImport(files, options, terminal)),
    );
}

/** Where a desk's settings are, and its cases. */
const config = () =>
  new Option('--config <file>', 'the desk’s settings; without the file the demo’s').default('sla.config.yaml');
const data = () => new Option('--data <folder>', 'where cases and files are kept');

function addMoving(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('export')
    .description(
      'Write everything the desk keeps, files included, as JSON lines: a backup, or the way to another database',
    )
    .option('--to <file>', 'a new file; without it, standard output')
    .addOption(config())
    .addOption(data())
    .action(async (options) => finish(await (await import('./commands/export.ts')).exportCases(options, terminal)));
  program
    .command('import')
    .description('Fill an empty desk from an export: an embedded one, or PostgreSQL where DATABASE_URL names it')
    .argument('<file>', 'what sla export wrote')
    .addOption(config())
    .addOption(data())
    .action(async (file, options) =>
      finish(await (await import('./commands/import.ts')).importCases(file, options, terminal)),
    );
}

function addSlackCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('slack')
    .description('Look after the desk’s Slack')
    .command('doctor')
    .description('Ask Slack about tokens, scopes and channels; say what to do where something is not right')
    .option('--config <file>', 'the desk’s settings', 'sla.config.yaml')
    .addOption(json())
    .action(async (options) =>
      finish(await (await import('./commands/slack-doctor.ts')).doctorSlack(options, terminal)),
    );
}

function addTeamsCommands(program: Command, terminal: Terminal, finish: Finish): void {
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
      finish(await (await import('./commands/teams-doctor.ts')).doctorTeams(options, terminal)),
    );
}

function addUp(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command('clocks')
    .description('Run only the clocks of a desk on PostgreSQL, beside others that do the rest')
    .addOption(config())
    .addOption(data())
    .action(async (options) => finish(await (await import('./commands/clocks.ts')).clocks(options, terminal)));
  program
    .command('up')
    .description('Run the desk: every configured app, on one port')
    .option('--config <file>', 'the desk’s settings; without the file a demo desk runs', 'sla.config.yaml')
    .option('--data <folder>', 'where cases, files and caught mail are kept')
    .option('--host <address>', 'the address the console binds')
    .option('--port <number>', 'the port of the console; 0 takes a free one')
    .option('--smtp-port <number>', 'the port of the SMTP intake; 0 takes a free one')
    .option('--fresh', 'clear the demo’s data first')
    .action(async (options) => finish(await (await import('./commands/up.ts')).up(options, terminal)));
}

function explainFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof BadInput) {
    for (const line of error.lines) terminal.err(`${line}\n`);
    return 2;
  }
  if (error instanceof CannotRun) {
    terminal.err(`${error.message}\n`);
    return 1;
  }
  throw error;
}
