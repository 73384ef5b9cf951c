import { type InstantLike, toEpochMs } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { ReportError } from './report-error.ts';

/** What a report covers, without an end where none is named. Throws ReportError for a period of no time. */
export function periodOf({ from, to }: { readonly from?: InstantLike; readonly to?: InstantLike }): Interval {
  const start = from === undefined ? -Infinity : toEpochMs(from);
  const end = to === undefined ? Infinity : toEpochMs(to);
  if (end <= start) throw new ReportError('bad-period', ['to'], 'expected an instant after `from`');
  return { start, end };
}
