import ICAL from 'ical.js';

import { byDate, type HolidayDate, HolidayError, type Years } from './holiday-date.ts';

/**
 * The all-day events of a calendar file (RFC 5545) as plain dates, recurring ones within the years asked for. Cancelled
 * events and events with a time of day are left out.
 *
 * @throws HolidayError `bad-ics`
 */
export function holidaysFromIcs(text: string, years: Years): readonly HolidayDate[] {
  try {
    const events = eventsOf(text.replace(/^\uFEFF/, ''));
    return byDate(
      events.flatMap((event) => datesOf(event, years)),
      years,
    );
  } catch (error) {
    if (error instanceof HolidayError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HolidayError('bad-ics', `the text is no calendar file: ${reason}, expected RFC 5545`, { cause: error });
  }
}

/** More occurrences than any feed of holidays has: a rule that goes on without getting anywhere. */
const MOST_OCCURRENCES = 20_000;

function eventsOf(text: string): ICAL.Event[] {
  const roots = parsed(text);
  if (roots.length === 0 || roots.some((root) => root.name !== 'vcalendar'))
    throw new HolidayError('bad-ics', 'the text is no calendar file: expected BEGIN:VCALENDAR');
  return roots.flatMap((root) => {
    const all = root.getAllSubcomponents('vevent');
    const changed = all.filter((event) => event.hasProperty('recurrence-id'));
    const uidOf = (event: ICAL.Component) => event.getFirstPropertyValue('uid');
    return all
      .filter((event) => !changed.includes(event))
      .map((event) => new ICAL.Event(event, { exceptions: changed.filter((each) => uidOf(each) === uidOf(event)) }));
  });
}

/** One calendar comes bare, several in a list. */
function parsed(text: string): ICAL.Component[] {
  const jcal = ICAL.parse(text) as unknown[];
  return (typeof jcal[0] === 'string' ? [jcal] : jcal).map((each) => new ICAL.Component(each as unknown[]));
}

function datesOf(event: ICAL.Event, years: Years): HolidayDate[] {
  if (!event.startDate?.isDate) return [];
  if (!event.isRecurring()) return isCancelled(event) ? [] : daysOf(event, event.startDate, years);
  const dates: HolidayDate[] = [];
  const occurrences = event.iterator();
  for (let count = 0; count < MOST_OCCURRENCES; count += 1) {
    const start = occurrences.next();
    if (!start || start.year > years.to) return dates;
    const { item, startDate } = event.getOccurrenceDetails(start);
    if (!isCancelled(item) && startDate.isDate) dates.push(...daysOf(item, startDate, years));
  }
  const expected = `expected one that comes to an end or reaches ${years.to}`;
  throw new HolidayError(
    'bad-ics',
    `${event.summary ?? event.uid}: the rule recurs ${MOST_OCCURRENCES} times: ${expected}`,
  );
}

function isCancelled(event: ICAL.Event): boolean {
  return String(event.component.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED';
}

/** From its start up to its exclusive end; an end that is none leaves one day. Dates only, never instants. */
function daysOf(event: ICAL.Event, start: ICAL.Time, years: Years): HolidayDate[] {
  const { weeks, days, isNegative } = event.duration;
  const length = isNegative ? 1 : Math.max(1, weeks * 7 + days);
  const dates: HolidayDate[] = [];
  const day = start.clone();
  for (let i = 0; i < length && day.year <= years.to; i += 1) {
    dates.push({ date: day.toString().slice(0, 10), name: event.summary || 'Holiday' });
    day.adjust(1, 0, 0, 0);
  }
  return dates;
}
