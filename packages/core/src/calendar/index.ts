export type { BusinessDay, BusinessDayReading, Calendar, Closure, OpenInterval } from './calendar.ts';
