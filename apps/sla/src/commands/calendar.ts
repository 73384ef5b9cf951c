import { type Calendar, formatDuration, formatInstant, Temporal, TimeError, toEpochMs } from '@sla/core';

import { localTime } from '../local-time.ts';
import { loadCalendar } from '../policy-source.ts';
import { readInstant } from '../read-instant.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

interface Answer {
  readonly json?: true;
}

/** `sla calendar add CALENDAR FROM WORK` */
export async function add(
  name: string,
  from: string,
  work: string,
  options: Answer,
  terminal: Terminal,
): Promise<ExitCode> {
  const calendar = await loadCalendar(name, terminal);
  const start = readInstant(from, 'FROM');
  const due = later(calendar, start, work);
  if (options.json)
    terminal.out(
      `${JSON.stringify({ from: start.toString(), work, due: due.toString(), timeZone: calendar.timeZone })}\n`,
    );
  else terminal.out(`${due.toString()}  ${localTime(due, calendar.timeZone)}\n`);
  return 0;
}

/** `sla calendar between CALENDAR FROM TO` */
export async function between(
  name: string,
  from: string,
  to: string,
  options: Answer,
  terminal: Terminal,
): Promise<ExitCode> {
  const calendar = await loadCalendar(name, terminal);
  const ms = calendar.betweenMs(toEpochMs(readInstant(from, 'FROM')), toEpochMs(readInstant(to, 'TO')));
  const work = Temporal.Duration.from({ milliseconds: ms }).round({ largestUnit: 'hour' });
  if (options.json) terminal.out(`${JSON.stringify({ from, to, work: work.toString(), minutes: ms / 60_000 })}\n`);
  else terminal.out(`${work.toString()}  ${formatDuration(ms)}\n`);
  return 0;
}

/** `sla calendar show CALENDAR`: a line a day. */
export async function show(
  name: string,
  options: Answer & { readonly from?: string; readonly days: string },
  terminal: Terminal,
): Promise<ExitCode> {
  const calendar = await loadCalendar(name, terminal);
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 3660)
    throw new BadInput([`--days ${options.days}: expected a whole number from 1 to 3660`]);
  const first =
    options.from === undefined
      ? terminal.now().toZonedDateTimeISO(calendar.timeZone).toPlainDate()
      : plainDate(options.from);
  const lines = Array.from({ length: days }, (_, index) => dayOf(calendar, first.add({ days: index })));
  if (options.json) terminal.out(`${JSON.stringify({ timeZone: calendar.timeZone, days: lines })}\n`);
  else {
    terminal.out(`${calendar.timeZone}\n`);
    for (const line of lines)
      terminal.out(
        `${line.weekday} ${line.date}  ${line.open.length > 0 ? line.open.map(({ text }) => text).join(', ') : (line.closed ?? 'closed')}\n`,
      );
  }
  return 0;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function dayOf(calendar: Calendar, date: Temporal.PlainDate) {
  const start = date.toZonedDateTime(calendar.timeZone).epochMilliseconds;
  const end = date.add({ days: 1 }).toZonedDateTime(calendar.timeZone).epochMilliseconds;
  const open = calendar.intervalsMs(start, end).map((stretch) => ({
    from: formatInstant(stretch.start),
    to: formatInstant(stretch.end),
    text: `${hour(stretch.start, calendar)}-${hour(stretch.end, calendar)}`,
  }));
  const closure = open.length === 0 && end > start ? calendar.closureAt(start) : undefined;
  const closed = closure === undefined || closure.kind === 'closed' ? undefined : (closure.name ?? closure.kind);
  return {
    date: date.toString(),
    weekday: weekdays[date.dayOfWeek - 1],
    open,
    ...(closed === undefined ? {} : { closed }),
  };
}

function hour(ms: number, calendar: Calendar): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

function later(calendar: Calendar, from: Temporal.Instant, work: string): Temporal.Instant {
  const days = /^\s*(\d+)\s+business\s+days?\s*$/i.exec(work);
  try {
    return days?.[1] === undefined
      ? calendar.add(from, isoDuration(work))
      : calendar.addBusinessDays(from, Number(days[1]));
  } catch (error) {
    const isUnread = error instanceof TimeError && error.code === 'bad-duration';
    const why = isUnread ? 'expected such as PT4H30M, 90 minutes or 2 business days' : (error as Error).message;
    throw new BadInput([`WORK "${work}": ${why}`], { cause: error });
  }
}

/** `90 minutes` and `4 h` beside ISO 8601. */
function isoDuration(work: string): string {
  const plain = /^\s*(-?\d+(?:\.\d+)?)\s*(s|sec|seconds?|m|min|minutes?|h|hours?)\s*$/i.exec(work);
  if (!plain) return work;
  const [, count, unit = ''] = plain;
  return `${count?.startsWith('-') ? '-' : ''}PT${count?.replace('-', '')}${(unit[0] ?? '').toUpperCase()}`;
}

function plainDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch (error) {
    throw new BadInput([`--from "${text}": expected a date such as 2026-11-23`], { cause: error });
  }
}
