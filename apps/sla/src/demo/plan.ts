import { type Calendar, Temporal } from '@sla/core';

import { customers } from './people.ts';
import { type Story, stories } from './stories.ts';

type Instant = Temporal.Instant;

/** What happens to one case of the history, as minutes of business time after the step before. */
export interface PlannedCase {
  readonly story: Story;
  readonly customer: (typeof customers)[number];
  readonly openedAt: Instant;
  /** How far it has come by now. */
  readonly until: 'opened' | 'replied' | 'asked-again' | 'answered' | 'waiting' | 'resolved';
  readonly replyAfter: number;
  readonly resolveAfter: number;
  readonly agent: number;
}

const historyDays = 20;
const pastCases = 28;

/** The last weeks of a desk: past cases on its working days, and today's open ones, always the same but for the date. */
export function planHistory(calendar: Calendar, now: Instant): readonly PlannedCase[] {
  const random = randomNumbers(20261122);
  const past = Array.from({ length: pastCases }, (_, index) => pastCase(calendar, now, index, random));
  return [...past, ...openCases(calendar, now)].sort((a, b) => Temporal.Instant.compare(a.openedAt, b.openedAt));
}

/** A case that nobody has answered, critical, 14 minutes old: it turns at risk and is missed before the newcomer's eyes. */
export function burningCase(now: Instant): PlannedCase {
  return {
    story: {
      subject: 'Nobody can open the exam area: “service unavailable”',
      priority: 'critical',
      text: 'Urgent: since 9 minutes nobody can open the exam area, for all users of all our faculties. It says “service unavailable”. About 900 students sit in the halls and wait.\n\nPlease call me as soon as you know more.',
      reply: '',
      resolution: '',
      cause: 'outage',
    },
    customer: at(customers, 0),
    openedAt: now.subtract({ minutes: 14 }),
    until: 'opened',
    replyAfter: 0,
    resolveAfter: 0,
    agent: 0,
  };
}

function pastCase(calendar: Calendar, now: Instant, index: number, random: () => number): PlannedCase {
  const daysAgo = 2 + ((pastCases - index) / pastCases) * historyDays;
  const somewhen = now.subtract({ minutes: Math.round(daysAgo * 24 * 60 + random() * 600) });
  // Most people write in office hours; one in six at night or on a weekend.
  const openedAt = random() < 0.83 ? calendar.add(somewhen, minutes(1 + random() * 420)) : somewhen;
  const story = at(stories, index);
  return {
    story,
    customer: story.subject.startsWith('Prüfung') ? at(customers, 8) : at(customers, Math.floor(random() * 8)),
    openedAt,
    until: 'resolved',
    replyAfter: replyTime[story.priority] * (random() < 0.12 ? 1.4 : 0.15 + random() * 0.7),
    resolveAfter: resolveTime[story.priority] * (random() < 0.15 ? 1.5 : 0.2 + random() * 0.6),
    agent: Math.floor(random() * 4),
  };
}

/** Urgent cases come and are worked on at any hour. */
export function isUrgent(priority: Story['priority']): boolean {
  return priority === 'critical' || priority === 'high';
}

/** In minutes: about what the agreement promises, of which the plan takes a share. */
const replyTime = { critical: 15, high: 60, medium: 240, low: 540 } as const;
const resolveTime = { critical: 240, high: 480, medium: 480, low: 1300 } as const;

/** Today's open cases, by how much business time ago they came and how far they are. */
function openCases(calendar: Calendar, now: Instant): readonly PlannedCase[] {
  const rows: readonly [
    story: number,
    customer: number,
    minutesAgo: number,
    until: PlannedCase['until'],
    replyAfter: number,
    agent: number,
  ][] = [
    [7, 4, 22, 'opened', 0, 0],
    [5, 2, 260, 'answered', 25, 2],
    [0, 1, 130, 'asked-again', 18, 0],
    [11, 6, 285, 'opened', 0, 0],
    [2, 3, 200, 'opened', 0, 1],
    [14, 8, 400, 'replied', 90, 3],
    [10, 5, 330, 'replied', 35, 1],
    [9, 4, 500, 'waiting', 120, 0],
    [3, 7, 430, 'opened', 0, 0],
    [12, 6, 1300, 'waiting', 400, 1],
    [8, 2, 900, 'replied', 280, 2],
    [6, 5, 55, 'opened', 0, 0],
  ];
  const ago = ({ priority }: Story, count: number) =>
    isUrgent(priority) ? now.subtract(minutes(count)) : calendar.subtract(now, minutes(count));
  return rows.map(([story, customer, minutesAgo, until, replyAfter, agent]) => ({
    story: at(stories, story),
    customer: at(customers, customer),
    openedAt: ago(at(stories, story), minutesAgo),
    until,
    replyAfter,
    resolveAfter: 0,
    agent,
  }));
}

/** Business minutes as the calendar takes them. */
export function minutes(count: number): Temporal.Duration {
  return Temporal.Duration.from({ seconds: Math.round(count * 60) });
}

export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('an empty list has no items');
  return item;
}

/** Mulberry32: small, and the same everywhere, so that every demo tells the same story. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
