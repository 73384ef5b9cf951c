import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CaseError } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import { arbitraryHistory, arbitraryPolicy, START_MS } from '../testing/arbitrary-cases.ts';
import type { CaseSlaMs } from './case-sla.ts';
import { apply, atMs, begin, evaluate, evaluateMs } from './evaluate.ts';
import { explain } from './explain.ts';

const NOW = START_MS + 200 * 86_400_000;

/** What fields are found to hold where somebody's own code, an import or an old file wrote them. */
const JUNK = fc.constantFrom<unknown>(
  ...['', ' ', 'nope', 'yesterday', '2026-13-01T00:00:00Z', '2026-11-20T09:00', '0 hours', 'close of business'],
  ...['agent:', '__proto__', 'constructor', 'toString', 'opened', 'e3', 'agent:a', 'L9'],
  ...[null, undefined, 0, -1, 1e20, Number.NaN, Number.POSITIVE_INFINITY, true, START_MS],
  ...[[], {}, ['m3'], [7], new Date(Number.NaN), Symbol('odd'), 12n],
);
const FIELDS = ['at', 'type', 'by', 'priority', 'policy', 'version', 'flag', 'every', 'name', 'reason', 'to', 'from'];
const field = fc.constantFrom(...FIELDS, 'openedAt', 'waitingSince', 'fixBy', 'messages', 'event', 'step', 'id');

type Change = (events: unknown[]) => unknown[];

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(), field, JUNK).map(
    ([n, key, junk]): Change =>
      (events) =>
        events.map((each, i) => (i === n % events.length ? withField(each, key, junk) : each)),
  ),
  fc.tuple(fc.nat(), JUNK).map(
    ([n, junk]): Change =>
      (events) =>
        events.with(n % events.length, junk),
  ),
  fc.nat().map(
    (n): Change =>
      (events) => [...events, events[n % events.length]],
  ),
  fc.nat().map(
    (n): Change =>
      (events) =>
        events.filter((_, i) => i !== n % events.length),
  ),
  fc.constant<Change>((events) => events.toReversed()),
  fc
    .constantFrom<object>(
      { type: 'policy-moved', policy: 'nowhere', version: 3 },
      { type: 'prioritised', priority: 'nope' },
      { type: 'undone', event: 'e99', by: 'agent:a', id: 'e99' },
      { type: 'milestone', name: 'of no clock' },
      { type: 'alert-taken', step: 'of no ladder', by: 'agent:a' },
      { type: 'escalated', to: 'L9', by: 'agent:a' },
      { type: 'paused', reason: 'of no policy', by: 'agent:a' },
      { type: 'absorbed', from: 'C-3', openedAt: 0 },
    )
    .map(
      (odd): Change =>
        (events) => [...events, { at: START_MS + 3_600_000, ...odd }],
    ),
);

function withField(event: unknown, key: string, value: unknown): unknown {
  return typeof event === 'object' && event !== null ? { ...event, [key]: value } : event;
}

const odd = fc
  .tuple(arbitraryHistory({ undoing: true }), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([events, changes]) =>
    changes.reduce<unknown[]>((all, each) => (all.length === 0 ? all : each(all)), [...events]),
  ) as unknown as fc.Arbitrary<CaseEvent[]>;

/** The answer, or the faults; anything else that is thrown is a fault of ours. */
function attempt<Answer>(question: () => Answer): Answer | 'refused' {
  try {
    return question();
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    expect(error.faults.length).toBeGreaterThan(0);
    for (const { path, code, message } of error.faults)
      expect([path.length >= 0, code !== undefined, message]).toEqual([
        true,
        true,
        expect.stringMatching(/expected|there is no|no /),
      ]);
    return 'refused';
  }
}

test('odd events are answered or refused with faults, never with another error or without an end', () => {
  fc.assert(
    fc.property(arbitraryPolicy, odd, (policy, events) => {
      const sla = attempt(() => evaluateMs(policy, events, NOW));
      const folded = attempt(() => atMs(events.reduce(apply, begin(policy)), NOW));
      expect(folded).toEqual(sla);
      attempt(() => evaluate(policy, events, NOW).clocks);
      for (const { clock } of sla === 'refused' ? [] : (sla satisfies CaseSlaMs).clocks)
        attempt(() => explain(policy, events, clock, NOW));
    }),
    { numRuns: 250 },
  );
});
