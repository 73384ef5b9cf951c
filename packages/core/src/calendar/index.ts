export type { Interval } from '../time/interval.ts';
export type { BusinessDay, BusinessDayReading, Calendar, Closure, OpenInterval } from './calendar.ts';
export { CalendarError, type CalendarFault, type CalendarFaultCode, type NoAnswerCode } from './calendar-error.ts';
export type {
  CalendarInput,
  CalendarSpec,
  Holiday,
  HoursInput,
  HoursRow,
  Revision,
  Season,
  WeeklyHours,
  WeeklyInput,
} from './calendar-spec.ts';
export { compileCalendar, unionOf } from './compile-calendar.ts';
export type { Weekday } from './local-date.ts';
export { parseCalendarSpec } from './parse-calendar.ts';
