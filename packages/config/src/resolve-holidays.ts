import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { form, shapeFaults } from '@sla/core';
import { type HolidayDate, HolidayError, holidaysByRegion, holidaysFromIcs, type Years } from '@sla/holidays';
import { z } from 'zod';

import type { Fault } from './fault.ts';
import { unreadable } from './file-source.ts';
import { childOf, isRecord, type Path, type Source, withValue } from './source.ts';

/**
 * The years for which holidays are written out: always the same, because a policy must say the same on whatever day it is
 * read. A window that moved with today would make another policy of it at every New Year.
 */
const YEARS: Years = { from: 2015, to: 2050 };

/**
 * A source whose calendars have plain dates where regions and calendar files were named. `calendars` is the path to the
 * calendars by name.
 */
export async function resolveHolidays(source: Source, calendars: Path = ['calendars']): Promise<Source> {
  const written = calendars.reduce(childOf, source.value);
  if (!isRecord(written)) return source;
  let resolved = source;
  for (const [name, calendar] of Object.entries(written)) {
    const path = [...calendars, name, 'holidays'];
    if (isRecord(calendar) && Array.isArray(calendar.holidays) && calendar.holidays.some(isNamed))
      resolved = await withDates(resolved, path, calendar.holidays);
  }
  return resolved;
}

const named = {
  region: form({ region: z.string(), bank: z.boolean().optional(), language: z.string().optional() }),
  ics: form({ ics: z.string() }),
};

interface Line {
  readonly holiday: unknown;
  /** Its position in what is written. */
  readonly from: number;
}

async function withDates(source: Source, path: Path, written: readonly unknown[]): Promise<Source> {
  const faults: Fault[] = [];
  const report = (at: Path, code: string, message: string) =>
    faults.push(source.faultAt([...path, ...at], code, message));
  const lines: Line[] = [];
  for (const [from, each] of written.entries()) {
    const holidays = isNamed(each) ? await datesOf(each, from, source.file, YEARS, report) : [each];
    for (const holiday of holidays) lines.push({ holiday, from });
  }
  const value = replaced(
    source.value,
    path,
    lines.map(({ holiday }) => holiday),
  );
  const toWritten = (asked: Path): Path => {
    const position = path.every((key, i) => asked[i] === key) ? asked[path.length] : undefined;
    const line = typeof position === 'number' ? lines[position] : undefined;
    return line ? [...path, line.from, ...asked.slice(path.length + 1)] : asked;
  };
  const resolved = withValue(source, value, toWritten);
  return { ...resolved, faults: [...source.faults, ...faults] };
}

function isNamed(holiday: unknown): holiday is Readonly<Record<string, unknown>> {
  return isRecord(holiday) && ('region' in holiday || 'ics' in holiday);
}

type Report = (at: Path, code: string, message: string) => void;

async function datesOf(
  holiday: Readonly<Record<string, unknown>>,
  position: number,
  file: string,
  years: Years,
  report: Report,
): Promise<readonly HolidayDate[]> {
  const kind = 'region' in holiday ? 'region' : 'ics';
  const shape = shapeFaults(named[kind], holiday);
  for (const { path, code, message } of shape) report([position, ...path], code, message);
  if (shape.length > 0) return [];
  try {
    const dates = kind === 'region' ? ofRegion(holiday, years) : await ofFile(String(holiday.ics), file, years);
    return dates.map(({ date, name }) => ({ date, name }));
  } catch (error) {
    const message = error instanceof HolidayError ? error.message : unreadable(error);
    report([position, kind], error instanceof HolidayError ? error.code : 'bad-file', message);
    return [];
  }
}

function ofRegion(written: Readonly<Record<string, unknown>>, years: Years): readonly HolidayDate[] {
  const { region, bank, language } = named.region.parse(written);
  return holidaysByRegion(region, {
    ...years,
    ...(bank !== undefined && { bank }),
    ...(language !== undefined && { language }),
  });
}

async function ofFile(ics: string, file: string, years: Years): Promise<readonly HolidayDate[]> {
  if (/^[a-z]+:\/\//i.test(ics))
    throw new HolidayError('bad-ics', `${ics} is an address: expected a file, kept up to date by whatever fetches it`);
  return holidaysFromIcs(await readFile(join(dirname(file), ics), 'utf8'), years);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  return isRecord(value) ? { ...value, [key]: replaced(value[key], rest, by) } : value;
}
