import { type Calendar, type CalendarInput, compileCalendar, formatInstant, toEpochMs } from '@sla/core';

import { jsonFault, readText } from '../read-text.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

/** One worked example of business time; the format is described beside the published vectors. */
interface VectorCase {
  readonly name: string;
  readonly calendar: CalendarInput;
  readonly ops: readonly VectorOp[];
}

type VectorOp =
  | {
      readonly op: 'add';
      readonly from: string;
      readonly minutes: number;
      readonly expect?: string;
      readonly expectError?: true;
    }
  | { readonly op: 'between'; readonly from: string; readonly to: string; readonly expectMinutes: number };

interface Failure {
  readonly case: string;
  readonly op: VectorOp;
  readonly got: string;
}

/** Runs vectors files and prints `N passed, N failed`. */
export async function calendarRun(
  files: readonly string[],
  options: { readonly json?: true },
  terminal: Terminal,
): Promise<ExitCode> {
  const failures: Failure[] = [];
  let passed = 0;
  for (const file of files)
    for (const one of await readVectors(file, terminal)) {
      const calendar = compile(one);
      for (const op of one.ops) {
        const got = calendar instanceof Error ? calendar.message : perform(calendar, op);
        if (got === expected(op)) passed += 1;
        else failures.push({ case: one.name, op, got });
      }
    }
  if (options.json) terminal.out(`${JSON.stringify({ passed, failed: failures.length, failures })}\n`);
  else {
    for (const { case: name, op, got } of failures)
      terminal.out(`${name}  ${JSON.stringify(op)}  expected ${expected(op)}, got ${got}\n`);
    terminal.out(`${passed} passed, ${failures.length} failed\n`);
  }
  return failures.length === 0 ? 0 : 1;
}

async function readVectors(file: string, terminal: Terminal): Promise<readonly VectorCase[]> {
  const text = await readText(file, 'a file of vectors', terminal);
  try {
    const { cases } = JSON.parse(text) as { cases?: unknown };
    if (Array.isArray(cases)) return cases as VectorCase[];
  } catch (error) {
    throw new BadInput([`${file}:1:1  is no JSON: ${jsonFault(error)}`], { cause: error });
  }
  throw new BadInput([`${file}:1:1  has no "cases", expected {"cases": [{"name", "calendar", "ops"}]}`]);
}

function compile(one: VectorCase): Calendar | Error {
  try {
    return compileCalendar(one.calendar);
  } catch (error) {
    return error as Error;
  }
}

function perform(calendar: Calendar, op: VectorOp): string {
  try {
    if (op.op === 'between') return String(calendar.betweenMs(toEpochMs(op.from), toEpochMs(op.to)) / 60_000);
    return formatInstant(calendar.addMs(toEpochMs(op.from), op.minutes * 60_000));
  } catch (error) {
    return op.op === 'add' && op.expectError ? 'an error' : (error as Error).message;
  }
}

function expected(op: VectorOp): string {
  if (op.op === 'between') return String(op.expectMinutes);
  return op.expectError || op.expect === undefined ? 'an error' : formatInstant(toEpochMs(op.expect));
}
