import { Command, CommanderError } from 'commander';

import { addCalendarCommands } from './command-line/calendar-commands.ts';
import { addCaseCommands } from './command-line/case-commands.ts';
import { addSlackCommands, addTeamsCommands } from './command-line/chat-commands.ts';
import { addMoving, addUp } from './command-line/desk-commands.ts';
import { addHistoryCommands, addReport } from './command-line/history-commands.ts';
import { addKeyCommands } from './command-line/key-commands.ts';
import { addMailCommands } from './command-line/mail-commands.ts';
import type { Finish } from './command-line/options.ts';
import { addPolicyCommands } from './command-line/policy-commands.ts';
import { addPracticeCommands } from './command-line/practice-commands.ts';
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

function createProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command('sla')
    .description('Check policies, explain deadlines, test promises, and run the desk.')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride()
    .helpCommand(false);
  addPolicyCommands(program, terminal, finish);
  addCalendarCommands(program, terminal, finish);
  addCaseCommands(program, terminal, finish);
  addHistoryCommands(program, terminal, finish);
  addReport(program, terminal, finish);
  addMailCommands(program, terminal, finish);
  addMoving(program, terminal, finish);
  addPracticeCommands(program, terminal, finish);
  addKeyCommands(program, terminal, finish);
  addSlackCommands(program, terminal, finish);
  addTeamsCommands(program, terminal, finish);
  addUp(program, terminal, finish);
  nameItself(program, 'sla');
  return program;
}

/** A fault of use is one line that names the command, and where it says what it expects. */
function nameItself(command: Command, name: string): void {
  command.configureOutput({
    outputError: (text, write) => {
      const fault = text
        .replace(/^error: /, '')
        .replace(/\s+/g, ' ')
        .replace(/\.? $/, '');
      write(`${name}: ${fault}; see ${name} --help\n`);
    },
  });
  for (const child of command.commands) nameItself(child, `${name} ${child.name()}`);
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
