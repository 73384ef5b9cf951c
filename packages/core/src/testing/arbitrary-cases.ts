import fc from 'fast-check';

import type { CaseEvent } from '../case/case-event.ts';
import { parsePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';

/** Policies, histories and instants to look at them, from a small world in which things often meet in one instant. */
export const START_MS = Date.UTC(2026, 10, 20, 8);
const STEP_MS = 15 * 60_000;

export const PRIORITIES = ['urgent', 'normal', 'bare'] as const;
const REASONS = ['awaiting-requester', 'awaiting-vendor'] as const;
const CLOCKS = [
  'acknowledgement',
  'first-response',
  'next-response',
  'update',
  'estimate',
  'diagnosis',
  'workaround',
  'milestone:report',
  'resolution',
] as const;

const length = fc.constantFrom(
  '30 minutes',
  '1 hour',
  '4 hours',
  '2 business hours',
  '10 business hours',
  '1 business day',
  '1-2 business days',
  '1 day',
  '2 days, then next opening',
  'close of business',
  'next opening',
  '1 hour after next opening',
);

const target: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: length },
  { weight: 1, arbitrary: fc.record({ earliest: fc.array(length, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ latest: fc.array(length, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ whenOpen: length, whenClosed: length }) },
);

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const common = {
  kind: optional(fc.constantFrom('commitment', 'objective')),
  pauseWhile: optional(fc.subarray([...REASONS])),
  warnAt: optional(fc.constantFrom(['50%'], ['50%', '80%'], [])),
};

const trigger = (clocks: readonly string[], steps: readonly string[]): fc.Arbitrary<unknown> => {
  const simple = fc.oneof(
    fc.constant('opened'),
    fc.constant('2 hours'),
    fc.constant({ flag: 'stuck' }),
    ...(clocks.length > 0 ? [fc.constantFrom(...clocks)] : []),
    ...(steps.length > 0 ? [fc.record({ step: fc.constantFrom(...steps) })] : []),
  );
  return fc.oneof(simple, fc.record({ earliest: fc.array(simple, { minLength: 1, maxLength: 2 }) }));
};

const step = (id: string, clocks: readonly string[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.oneof(
        fc.record({ on: fc.constantFrom('prioritised', 'replied', 'resolved', 'reopened', 'deferred') }),
        fc.record({ after: fc.constantFrom('1 hour', '3 hours', '4 business hours', '1 business day') }),
        ...(clocks.length > 0
          ? [
              fc.record({
                at: fc.record({ clock: fc.constantFrom(...clocks), percent: fc.constantFrom(50, 100, 150) }),
              }),
            ]
          : []),
      ),
      fc.oneof(
        fc.record({
          notify: fc.constantFrom([{ role: 'lead' }], [{ role: 'lead', via: ['phone'] }, { team: 'night' }]),
          acknowledgeWithin: optional(fc.constantFrom('30 minutes', '1 business hour')),
          repeat: optional(
            fc.constantFrom(
              { every: '1 hour', times: 2 },
              { every: '4 business hours', until: ['assigned'], times: 5 },
            ),
          ),
          raiseTo: optional(fc.constantFrom('L2', 'L3')),
        }),
        fc.record({ raiseTo: fc.constantFrom('L2', 'L3'), assign: optional(fc.constant({ team: 'second' })) }),
        fc.record({ publish: fc.constant(true) }),
      ),
    )
    .map(([when, what]) => ({ id, ...when, ...what }));

const priority = fc.tuple(fc.subarray([...CLOCKS]), fc.integer({ min: 0, max: 4 })).chain(([clocks, count]) => {
  const ids = Array.from({ length: count }, (_, i) => `s${i}`);
  const plain = clocks.filter((clock) => ['acknowledgement', 'first-response', 'resolution'].includes(clock));
  const targets = clocks.map((clock) => {
    const from = mayWait(clock) ? { from: optional(trigger(plain, ids)) } : {};
    const promise: fc.Arbitrary<object> =
      clock === 'update'
        ? fc.record({
            every: length.filter((text) => text !== 'next opening' && text !== 'close of business'),
            until: optional(fc.constantFrom(['resolved'], ['closed'], ['workaround-given', 'resolved'])),
          })
        : fc.record({ within: target });
    const automatic = clock === 'acknowledgement' ? { automatic: optional(fc.boolean()) } : {};
    return fc
      .tuple(promise, fc.record({ ...common, ...from, ...automatic }))
      .map(([a, b]) => [clock, { ...a, ...b }] as const);
  });
  const ladder = fc.tuple(...ids.map((id) => step(id, plain)));
  return fc.record({
    targets: fc.tuple(...targets).map((entries) => Object.fromEntries(entries)),
    escalation: fc.oneof(
      ladder,
      ladder.map((steps) => ({ calendar: 'office', steps })),
    ),
  });
});

function mayWait(clock: string): boolean {
  return !['acknowledgement', 'first-response', 'next-response', 'resolution'].includes(clock);
}

/** Any policy of three priorities that `parsePolicy` takes. */
export const arbitraryPolicy: fc.Arbitrary<Policy> = fc
  .record({
    urgent: priority,
    normal: priority,
    reopen: fc.constantFrom('resume within 2 days', 'resume within 1 hour, then new-case', 'new-cycle', 'ignore'),
    businessDay: fc.constantFrom('same-time', 'close-of-business', 'working-hours'),
    timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/Halifax'),
  })
  .map(({ urgent, normal, reopen, businessDay, timeZone }) =>
    parsePolicy(
      withoutUndefined({
        id: 'random',
        timeZone,
        calendars: {
          office: { timeZone, weekly: { 'mon-fri': '09:00-12:00, 13:00-17:00' }, holidays: ['2026-11-24'] },
        },
        calendar: 'office',
        businessDay,
        priorities: { urgent, normal, bare: {} },
        defaults: { priority: 'normal', reopen },
      }),
    ),
  )
  .filter((read) => 'policy' in read)
  .map((read) => ('policy' in read ? read.policy : undefined))
  .filter((policy) => policy !== undefined);

const HAPPENINGS: readonly fc.Arbitrary<Record<string, unknown>>[] = [
  fc.record({ type: fc.constant('prioritised'), priority: fc.constantFrom(...PRIORITIES) }),
  fc.record({ type: fc.constant('acknowledged'), by: fc.constantFrom('agent:a', 'system'), automatic: fc.boolean() }),
  fc.constant({ type: 'assigned', to: 'agent:a', by: 'agent:a' }),
  fc.constant({ type: 'replied', by: 'agent:a' }),
  fc.constant({ type: 'replied', by: 'agent:a' }),
  fc.constant({ type: 'requester-replied', by: 'requester:r' }),
  fc.constant({ type: 'requester-replied', by: 'requester:r' }),
  fc.constant({ type: 'no-reply-needed', by: 'agent:a', reason: 'thanks' }),
  fc.constant({ type: 'updated', by: 'agent:a' }),
  fc.constant({ type: 'estimated', by: 'agent:a', fixBy: '2026-12-24T12:00:00Z' }),
  fc.constant({ type: 'flagged', by: 'agent:a', flag: 'stuck' }),
  fc.record({
    type: fc.constant('delayed'),
    by: fc.constant('agent:a'),
    reason: fc.constant('x'),
    every: fc.constantFrom('2 hours', '4 business hours'),
  }),
  fc.constant({ type: 'diagnosed' }),
  fc.constant({ type: 'workaround-given' }),
  fc.constant({ type: 'milestone', name: 'report' }),
  fc.record({ type: fc.constant('paused'), by: fc.constant('agent:a'), reason: fc.constantFrom(...REASONS) }),
  fc.constant({ type: 'resumed', by: 'agent:a' }),
  fc.record({ type: fc.constant('escalated'), by: fc.constant('agent:a'), to: fc.constantFrom('L1', 'L2') }),
  fc.constant({ type: 'resolved', by: 'agent:a' }),
  fc.constant({ type: 'resolved', by: 'agent:a' }),
  fc.constant({ type: 'reopened', by: 'agent:a' }),
  fc.constant({ type: 'reopened', by: 'agent:a' }),
  fc.constant({ type: 'closed', by: 'system' }),
  fc.constant({ type: 'deferred', by: 'agent:a', reason: 'wish' }),
  fc.constant({ type: 'merged', into: 'C-2' }),
  fc.record({
    type: fc.constant('absorbed'),
    from: fc.constant('C-3'),
    openedAt: fc.integer({ min: -40, max: 100 }).map((steps) => START_MS + steps * STEP_MS),
    waitingSince: optional(fc.integer({ min: -40, max: 100 }).map((steps) => START_MS + steps * STEP_MS)),
  }),
  fc.record({
    type: fc.constant('alert-taken'),
    step: fc.constantFrom('s0', 's1'),
    by: fc.constantFrom('agent:a', 'system'),
  }),
  fc.record({ type: fc.constant('unreachable'), step: fc.constantFrom('s0', 's1') }),
];

/** Events that take back what others did. */
const UNDOING: readonly fc.Arbitrary<Record<string, unknown>>[] = [
  fc.constant({ type: 'unmerged' }),
  fc.constant({ type: 'released', from: 'C-3' }),
  fc.integer({ min: 0, max: 12 }).map((i) => ({ type: 'undone', event: `e${i}`, by: 'agent:a' })),
  fc.integer({ min: 0, max: 12 }).map((i) => ({ type: 'split', into: 'C-4', messages: [`m${i}`] })),
];

/** A life of a case, in order, each event with an id `eN` and a message `mN`. */
export function arbitraryHistory(options: { readonly undoing: boolean }): fc.Arbitrary<CaseEvent[]> {
  const happening = fc.oneof(...HAPPENINGS, ...(options.undoing ? UNDOING : []));
  return fc
    .tuple(
      fc.constantFrom(undefined, ...PRIORITIES),
      fc.array(fc.tuple(fc.constantFrom(0, 0, 1, 1, 2, 4, 8, 40, 100), happening), { maxLength: 14 }),
    )
    .map(([first, rest]) => {
      let atMs = START_MS;
      const opened = {
        type: 'opened',
        at: atMs,
        channel: 'email',
        ...(first !== undefined && { priority: first }),
        id: 'opened',
      };
      const events = rest.map(([steps, facts], i) => {
        atMs += steps * STEP_MS;
        return withoutUndefined({ ...facts, at: atMs, id: `e${i}`, message: `m${i}` });
      });
      return [opened, ...events] as CaseEvent[];
    });
}

/** Instants from the opening on, on and beside the steps of histories. */
export const arbitraryInstant: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.constantFrom(0, 0, 0, 1, -1, 7 * 60_000))
  .map(([steps, beside]) => Math.max(START_MS, START_MS + steps * STEP_MS + beside));

function withoutUndefined<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutUndefined) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, withoutUndefined(each)]),
  ) as Value;
}
