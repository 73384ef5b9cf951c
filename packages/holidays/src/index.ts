export { holidaysByRegion, type RegionOptions } from './by-region.ts';
export { holidaysFromIcs } from './from-ics.ts';
export { type HolidayDate, HolidayError, type Years } from './holiday-date.ts';
