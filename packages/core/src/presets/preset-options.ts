import type { Holiday, WeeklyInput } from '../calendar/calendar-spec.ts';
import type { Clause, ClauseKeeper } from '../policy/policy.ts';
import type { PolicySpec } from '../policy/policy-spec.ts';

/** What an agreement's text leaves open; each has a default of the preset's own. */
export interface PresetOptions {
  readonly timeZone?: string;
  readonly weekly?: WeeklyInput;
  /** None by default. */
  readonly holidays?: readonly Holiday[];
}

/** What every preset shares: one calendar of business hours, and how a case's life ends. */
export function officeHours(
  { timeZone, weekly, holidays }: PresetOptions,
  usual: { readonly timeZone: string; readonly weekly: WeeklyInput },
) {
  const zone = timeZone ?? usual.timeZone;
  return {
    timeZone: zone,
    calendars: {
      office: { timeZone: zone, weekly: weekly ?? usual.weekly, ...(holidays !== undefined && { holidays }) },
    },
    calendar: 'office',
  } satisfies Partial<PolicySpec>;
}

export const LIFE = { reopen: 'resume within 7 days, then new-cycle', close: '7 days after resolved' };

/** The reading of clauses that none of the agreements settles alike. */
export const COMMON_NOTES = [
  'Time counts from the moment our server received the message, not from the date that the message claims.',
  'A response is the first answer by a person that the requester can see; a receipt, a note or a change of status is none.',
  'A business day is counted in days: due at the same local time so many working days later, never at so many times 24 hours.',
  'No clock pauses, because no sentence of the agreement lets it.',
];

export function keptBy(keeper: ClauseKeeper, sentences: Readonly<Record<string, string>>): Record<string, Clause> {
  return Object.fromEntries(Object.entries(sentences).map(([id, says]) => [id, { says, keptBy: keeper }]));
}
