import { CalendarError, type CalendarSpec, parseCalendarSpec } from '@sla/core';

import { type Fault, inOrder } from './fault.ts';
import { readSource } from './file-source.ts';
import type { Refused } from './policy-file.ts';
import { resolveHolidays } from './resolve-holidays.ts';
import { type Path, type Source, withValue } from './source.ts';

/** A calendar from a file of its own, with the holidays of regions and feeds as dates; or every fault in it. */
export async function loadCalendar(file: string): Promise<{ readonly calendar: CalendarSpec } | Refused> {
  const source = await readSource(file);
  if (source.value === undefined) return { faults: inOrder(source.faults) };
  const resolved = await resolveHolidays(inCalendars(source));
  const faults: Fault[] = [...resolved.faults];
  try {
    const calendar = parseCalendarSpec((resolved.value as { calendars: { it: unknown } }).calendars.it);
    if (faults.length === 0) return { calendar };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    for (const { path, code, message } of error.faults) faults.push(resolved.faultAt([...IN, ...path], code, message));
  }
  return { faults: inOrder(faults) };
}

const IN: Path = ['calendars', 'it'];

/** The one calendar as the only one of many, which is how holidays are looked for. */
function inCalendars(source: Source): Source {
  return withValue(source, { calendars: { it: source.value } }, (path) => path.slice(IN.length));
}
