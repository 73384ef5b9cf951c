import { formatFault, readYaml } from '@sla/config';
import { CaseError, type CaseEvent } from '@sla/core';

import { jsonFault, readText } from './read-text.ts';
import { BadInput, type Terminal } from './terminal.ts';

/** Events as read, and how to say where in the file a fault of them stands. */
export interface EventsFile {
  readonly events: readonly CaseEvent[];
  /** Turns the engine's faults into `file:line:col  what is wrong`. */
  explain<Result>(work: () => Result): Result;
}

/** `{"events":[…]}`, a bare list, or JSON lines; `-` is standard input. */
export async function readEvents(file: string, terminal: Terminal): Promise<EventsFile> {
  const text = file === '-' ? await terminal.readStdin() : await readText(file, 'a file of case events', terminal);
  const lines = eventLines(text);
  const whole = lines === undefined ? readWhole(file, text) : undefined;
  const events = lines === undefined ? whole?.events : lines.map(({ line, number }) => readLine(file, line, number));
  const place = (path: CaseError['faults'][number]['path'], message: string) => {
    const [, index = 0] = path;
    if (lines !== undefined) return `${file}:${lines[Number(index)]?.number ?? 1}:1  ${message}`;
    return whole?.place(path, message) ?? message;
  };
  return {
    events: events as readonly CaseEvent[],
    explain: (work) => {
      try {
        return work();
      } catch (error) {
        if (error instanceof CaseError)
          throw new BadInput(
            error.faults.map(({ path, message }) => place(path, message)),
            { cause: error },
          );
        throw error;
      }
    },
  };
}

/** JSON lines: every line that is not empty holds one object. */
function eventLines(text: string): readonly { readonly line: string; readonly number: number }[] | undefined {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '');
  const first = lines[0]?.line ?? '';
  if (!/^\{.*"type"\s*:.*\}$/.test(first) || first.includes('"events"')) return undefined;
  return lines;
}

function readLine(file: string, line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new BadInput([`${file}:${number}:1  this line is no JSON (${jsonFault(error)}), expected one event`], {
      cause: error,
    });
  }
}

function readWhole(file: string, text: string) {
  const value = parseJson(file, text);
  const isList = Array.isArray(value);
  const events = isList ? value : (value as { events?: unknown } | null)?.events;
  if (!Array.isArray(events))
    throw new BadInput([`${file}:1:1  there are no events, expected {"events": […]} or JSON lines, one event each`]);
  return {
    events,
    // Only a fault is worth reading the file again for its lines.
    place: (path: readonly (string | number)[], message: string) =>
      formatFault(readYaml(file, text).faultAt(isList ? path.slice(1) : path, 'event', message)),
  };
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { faults } = readYaml(file, text);
    throw new BadInput(faults.length > 0 ? faults.map(formatFault) : [`${file}:1:1  is no JSON: ${jsonFault(error)}`], {
      cause: error,
    });
  }
}
