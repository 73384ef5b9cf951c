import { CalendarError } from '../calendar/calendar-error.ts';
import type { CalendarSpec } from '../calendar/calendar-spec.ts';
import { isRecord } from '../calendar/field.ts';
import { parseCalendarSpec } from '../calendar/parse-calendar.ts';
import { readTimeZone } from '../calendar/read-fields.ts';
import { type Names, part, readKnown, textOf } from './names.ts';
import type { PolicyCalendar } from './policy.ts';
import type { PolicyField } from './policy-error.ts';
import { unionSchema } from './policy-schema.ts';
import { refuseShape } from './shape-faults.ts';

/** The policy's calendars in canonical form; each of them may be the union of others. */
export function readCalendars(written: PolicyField, names: Names): Record<string, PolicyCalendar> {
  const calendars: Record<string, PolicyCalendar> = {};
  for (const [name, field] of written.entries()) {
    const calendar = isRecord(field.value) && 'union' in field.value ? readUnion(field, names) : readHours(field);
    if (calendar) calendars[name] = calendar;
  }
  refuseCircles(calendars, written);
  return calendars;
}

/** An IANA name that this machine's time zone data know. */
export function readZone(zone: PolicyField): string {
  // What is no text at all was told with the shape.
  return textOf(zone) === undefined ? '' : readTimeZone(zone);
}

function readHours(calendar: PolicyField): CalendarSpec | undefined {
  try {
    return parseCalendarSpec(calendar.value);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    calendar.refuseAll(error.faults);
    return undefined;
  }
}

type Union = Extract<PolicyCalendar, { union: readonly string[] }>;

function readUnion(calendar: PolicyField, names: Names): Union | undefined {
  refuseShape(unionSchema, calendar);
  const union = part(unionSchema, calendar);
  if (!union) return undefined;
  for (const each of calendar.at('union').items('calendars')) readKnown(each, names.calendars, 'unknown-calendar');
  readZone(calendar.at('timeZone'));
  return calendar.value as Union;
}

function refuseCircles(calendars: Readonly<Record<string, PolicyCalendar>>, written: PolicyField): void {
  const leadsTo = (from: string, wanted: string, passed: ReadonlySet<string>): boolean => {
    const spec = calendars[from];
    if (spec === undefined || !('union' in spec) || passed.has(from)) return false;
    return spec.union.some((each) => each === wanted || leadsTo(each, wanted, new Set([...passed, from])));
  };
  for (const name of Object.keys(calendars)) {
    if (!leadsTo(name, name, new Set())) continue;
    const union = written.at(name).at('union');
    union.refuse('bad-combination', `${name} is a union of itself: expected other calendars`);
  }
}
