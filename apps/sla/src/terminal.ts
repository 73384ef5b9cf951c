import type { Temporal } from '@sla/core';

/** Where a command reads and writes; tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  /** Waits until what was put out has been taken; a command that puts out much asks now and then. */
  readonly drained?: () => Promise<unknown>;
  readonly err: (text: string) => void;
  /** Relative file names mean this folder. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Temporal.Instant;
  readonly readStdin: () => Promise<string>;
  /** Resolves when somebody asks the process to stop: Ctrl-C or a signal. */
  readonly stopAsked: () => Promise<string>;
}

/** How a command ended: fine; the answer is no; bad use or bad input. */
export type ExitCode = 0 | 1 | 2;

/** Bad use or bad input: one line a fault, each with what is wrong and what was expected. Ends the command with 2. */
export class BadInput extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.name = 'BadInput';
    this.lines = lines;
  }
}

/** The desk could not be started, in one clear sentence. Ends the command with 1. */
export class CannotRun extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'CannotRun';
  }
}
