import fc from 'fast-check';

import type { ReportedClock } from '../groups.ts';

const instant = fc
  .integer({ min: Date.UTC(2026, 8, 25) / 60_000, max: Date.UTC(2026, 11, 5) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000).toISOString());

/** Clocks of an autumn, in every state and with as little said as each allows. */
export const arbitraryClock: fc.Arbitrary<ReportedClock> = fc
  .record({
    case: fc.integer({ min: 1, max: 1_000_000 }).map((number) => `C-${number}`),
    priority: fc.constantFrom('high', 'low'),
    organisation: fc.constantFrom(undefined, 'Ashdown', 'Brook'),
    clock: fc.constantFrom('first-response', 'resolution', 'update'),
    kind: fc.constantFrom('commitment', 'objective'),
    status: fc.constantFrom('running', 'paused', 'met', 'missed', 'cancelled'),
    clause: fc.constantFrom(undefined, 'S4-3'),
    isDue: fc.boolean(),
    first: instant,
    second: instant,
    elapsed: fc.integer({ min: 0, max: 100_000 }).map((minutes) => `PT${minutes}M`),
  })
  .map(({ organisation, clause, isDue, first, second, status, ...rest }) => {
    const isOpen = status === 'running' || status === 'paused';
    return {
      ...rest,
      status,
      ...(organisation !== undefined && { organisation }),
      ...(clause !== undefined && { clause }),
      ...((isDue || status === 'missed') && status !== 'paused' && { dueAt: first }),
      ...(!isOpen && { stoppedAt: second }),
      ...((status === 'missed' || (isOpen && !isDue)) && { breachedAt: first }),
    } as ReportedClock;
  });
