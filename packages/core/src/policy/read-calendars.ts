import { CalendarError } from '../calendar/calendar-error.ts';
import type { CalendarSpec } from '../calendar/calendar-spec.ts';
import { parseCalendarSpec } from '../calendar/parse-calendar.ts';
import { isTimeZone } from '../calendar/read-fields.ts';
import { quoted } from '../time/time-error.ts';
import { isRecord, type Names, requireName } from './names.ts';
import type { PolicyCalendar } from './policy.ts';
import type { PolicyPath, Report } from './policy-error.ts';
import { unionSchema } from './policy-schema.ts';
import { shapeFaults } from './shape-faults.ts';

/** The policy's calendars in canonical form; each of them may be the union of others. */
export function readCalendars(written: unknown, names: Names, report: Report): Record<string, PolicyCalendar> {
  if (!isRecord(written)) return {};
  const calendars: Record<string, PolicyCalendar> = {};
  for (const [name, spec] of Object.entries(written)) {
    const path = ['calendars', name];
    const calendar =
      isRecord(spec) && 'union' in spec ? readUnion(spec, path, names, report) : readHours(spec, path, report);
    if (calendar) calendars[name] = calendar;
  }
  refuseCircles(calendars, report);
  return calendars;
}

/** An IANA name that this machine's time zone data know. */
export function readZone(written: unknown, path: PolicyPath, report: Report): string {
  if (typeof written !== 'string') return '';
  if (isTimeZone(written)) return written;
  report(path, 'bad-zone', `${quoted(written)} is not a time zone: expected an IANA name such as Europe/London`);
  return written;
}

function readHours(spec: unknown, path: PolicyPath, report: Report): CalendarSpec | undefined {
  try {
    return parseCalendarSpec(spec);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    for (const fault of error.faults) report([...path, ...fault.path], fault.code, fault.message);
    return undefined;
  }
}

type Union = Extract<PolicyCalendar, { union: readonly string[] }>;

function readUnion(spec: unknown, path: PolicyPath, names: Names, report: Report): Union | undefined {
  const faults = shapeFaults(unionSchema, spec);
  for (const fault of faults) report([...path, ...fault.path], fault.code, fault.message);
  if (faults.length > 0) return undefined;
  const union = spec as Union;
  union.union.forEach((each, i) => {
    requireName(each, names.calendars, [...path, 'union', i], 'unknown-calendar', report);
  });
  if (union.timeZone !== undefined) readZone(union.timeZone, [...path, 'timeZone'], report);
  return union;
}

function refuseCircles(calendars: Readonly<Record<string, PolicyCalendar>>, report: Report): void {
  const leadsTo = (from: string, wanted: string, passed: ReadonlySet<string>): boolean => {
    const spec = calendars[from];
    if (spec === undefined || !('union' in spec) || passed.has(from)) return false;
    return spec.union.some((each) => each === wanted || leadsTo(each, wanted, new Set([...passed, from])));
  };
  for (const name of Object.keys(calendars)) {
    if (!leadsTo(name, name, new Set())) continue;
    report(['calendars', name, 'union'], 'bad-combination', `${name} is a union of itself: expected other calendars`);
  }
}
