export const enTime = {
  /** For dates and times of day. */
  locale: 'en-GB',
  day: '1 day',
  days: (count: number) => `${count} days`,
  /** A length after a preposition: some languages bend it. */
  inDays: (length: string) => length,
  dueIn: (length: string) => `in ${length}`,
  ago: (length: string) => `${length} ago`,
  justNow: 'just now',
  missedAgo: (length: string) => `missed ${length} ago`,
  measured: 'measured',
  paused: 'paused',
  pausedFor: (reason: string) => `paused, ${reason}`,
  /** A reason as the policy names it. */
  reason: (id: string) => id.replaceAll('-', ' '),
  missedBefore: (standing: string) => `${standing}; missed before`,
  met: 'met',
  metEarly: (length: string) => `met, ${length} early`,
  missed: 'missed',
  missedLate: (length: string) => `missed, ${length} late`,
  cancelled: 'no longer owed',
  now: 'now',
};
