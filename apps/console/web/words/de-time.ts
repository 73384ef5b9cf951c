import type { Words } from './words.ts';

/** The reasons that the policies we know use; others are said as they are written. */
const REASONS: Readonly<Record<string, string>> = {
  'awaiting-requester': 'wartet auf Anfragende',
  'awaiting-vendor': 'wartet auf Zulieferer',
};

export const deTime: Words['time'] = {
  locale: 'de-DE',
  day: '1 Tag',
  days: (count) => `${count} Tage`,
  inDays: (length) => length.replace(/Tage\b/, 'Tagen').replace(/^1 Tag\b/, 'einem Tag'),
  dueIn: (length) => `in ${length}`,
  ago: (length) => `vor ${length}`,
  justNow: 'gerade eben',
  missedAgo: (length) => `vor ${length} verpasst`,
  measured: 'wird gemessen',
  paused: 'angehalten',
  pausedFor: (reason) => `angehalten, ${reason}`,
  reason: (id) => REASONS[id] ?? id.replaceAll('-', ' '),
  missedBefore: (standing) => `${standing}; vorher verpasst`,
  met: 'eingehalten',
  metEarly: (length) => `eingehalten, ${length} vorher`,
  missed: 'verpasst',
  missedLate: (length) => `verpasst, ${length} zu spät`,
  cancelled: 'hinfällig',
  now: 'jetzt',
};
