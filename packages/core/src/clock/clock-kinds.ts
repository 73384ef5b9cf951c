import type { CaseEvent } from '../case/case-event.ts';
import type { ClockName, ClockTarget } from '../policy/policy.ts';

/** What starts a clock: the opening of the case (or the trigger its target names), an open question, or only a trigger. */
export type ClockStart = 'opening' | 'question' | 'interval';

export interface ClockRule {
  readonly starts: ClockStart;
  /** Happenings that keep the promise. */
  readonly stopsAt: readonly string[];
  /** Once the case is resolved it is no longer owed. */
  readonly endsWhenResolved: boolean;
}

/** DESIGN's table of clocks: what starts, stops and repeats each of them. */
const TABLE: Readonly<Record<Exclude<ClockName, `milestone:${string}`>, ClockRule>> = {
  acknowledgement: { starts: 'opening', stopsAt: ['acknowledged', 'replied'], endsWhenResolved: false },
  'first-response': { starts: 'opening', stopsAt: ['replied'], endsWhenResolved: false },
  'next-response': { starts: 'question', stopsAt: ['replied', 'no-reply-needed', 'resolved'], endsWhenResolved: false },
  update: { starts: 'interval', stopsAt: ['replied', 'updated'], endsWhenResolved: false },
  estimate: { starts: 'opening', stopsAt: ['estimated'], endsWhenResolved: true },
  diagnosis: { starts: 'opening', stopsAt: ['diagnosed'], endsWhenResolved: true },
  workaround: { starts: 'opening', stopsAt: ['workaround-given'], endsWhenResolved: true },
  resolution: { starts: 'opening', stopsAt: ['resolved'], endsWhenResolved: false },
};

const RULES: ReadonlyMap<string, ClockRule> = new Map(Object.entries(TABLE));

export function clockRule(clock: ClockName): ClockRule {
  return RULES.get(clock) ?? { starts: 'opening', stopsAt: [clock], endsWhenResolved: true };
}

/**
 * What an event means to the clocks. What no person wrote is a receipt, whatever it is called, and each milestone has its
 * own name.
 */
export function happeningOf(event: CaseEvent): string {
  switch (event.type) {
    case 'acknowledged':
      return event.automatic === true || event.by === 'system' ? RECEIPT : event.type;
    case 'replied':
    case 'updated':
    case 'requester-replied':
      return event.by === 'system' ? RECEIPT : event.type;
    case 'milestone':
      return `milestone:${event.name}`;
    default:
      return event.type;
  }
}

export function isStoppedBy(target: ClockTarget, happening: string): boolean {
  if (happening === RECEIPT) return target.automatic && target.clock === 'acknowledgement';
  return clockRule(target.clock).stopsAt.includes(happening);
}

/** Whether there is a clock that it may stop. */
export function isStop(happening: string): boolean {
  return STOPS.has(happening) || happening.startsWith('milestone:');
}

/** Every happening that stops it, as its target stands. */
export function stopsOf(target: ClockTarget): readonly string[] {
  const { stopsAt } = clockRule(target.clock);
  return target.automatic && target.clock === 'acknowledgement' ? [...stopsAt, RECEIPT] : stopsAt;
}

const RECEIPT = 'receipt';

const STOPS: ReadonlySet<string> = new Set([RECEIPT, ...Object.values(TABLE).flatMap(({ stopsAt }) => stopsAt)]);
