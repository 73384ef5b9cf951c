import fc from 'fast-check';

import type {
  PolicySpec,
  PrioritySpec,
  StepSpec,
  TargetSpec,
  TriggerSpec,
  UpdateSpec,
} from '../../policy/policy-spec.ts';
import type { TargetText } from '../../target/target.ts';

export const PRIORITIES = ['p1', 'p2', 'p3', 'p4'] as const;
export const FLAGS = ['cannot-fix', 'vip'];
export const REASONS = ['awaiting-requester', 'awaiting-vendor'];
const TIERS = ['L1', 'L2', 'L3'];
const CALENDARS = ['office', 'nights', 'split', 'round'];
const MILESTONES = ['milestone:fix', 'milestone:review'];

const simple = fc.constantFrom(
  '30 minutes',
  '1 hour',
  '2 hours',
  '4 hours',
  '90 minutes',
  '1 day',
  '2 days',
  '1 week',
  '1 month',
  '1 business hour',
  '2 business hours',
  '4 business hours',
  '30 business minutes',
  '1 business day',
  '2 business days',
  '1-2 hours',
  '2-4 business hours',
  '1-2 business days',
  '1-3 days',
  'close of business',
  '1 hour after next opening',
  '1-2 business hours after next opening',
  '1 day, then next opening',
  '2 hours, then next opening',
  '4 business hours, then next opening',
  '1-2 days, then next opening',
  'close of business, then next opening',
);
const rare = fc.constantFrom('next opening', 'next opening, then next opening');

export const targetText: fc.Arbitrary<TargetText> = fc.oneof(
  { weight: 12, arbitrary: simple },
  { weight: 1, arbitrary: rare },
  { weight: 2, arbitrary: fc.record({ earliest: fc.array(simple, { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ latest: fc.array(simple, { minLength: 1, maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ whenOpen: simple, whenClosed: simple }) },
  {
    weight: 1,
    arbitrary: fc.record({
      latest: fc.tuple(fc.record({ earliest: fc.array(simple, { minLength: 1, maxLength: 2 }) }), simple),
    }),
  },
);

const percent = fc.constantFrom<`${number}%`>('25%', '50%', '75%', '80%', '90%');
const warnAt = fc.uniqueArray(percent, { maxLength: 3 });
const calendar = fc.constantFrom(...CALENDARS);
const businessDay = fc.constantFrom('same-time' as const, 'close-of-business' as const, 'working-hours' as const);
const reasons = fc.subarray(REASONS);

function partly<T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T & string)[] = []) {
  return fc.record(model as never, { requiredKeys: required as never }) as unknown as fc.Arbitrary<Partial<T>>;
}

const settings = {
  kind: fc.constantFrom('commitment' as const, 'objective' as const),
  calendar,
  businessDay,
  warnAt,
  pauseWhile: reasons,
};

const promise = fc.oneof(
  { weight: 8, arbitrary: targetText.map((within) => ({ within })) },
  { weight: 1, arbitrary: fc.constant({ measure: true as const }) },
);

const target = fc.tuple(promise, partly(settings)).map(([what, how]) => ({ ...how, ...what }) as TargetSpec);

const EVENTS = [
  'prioritised',
  'acknowledged',
  'assigned',
  'replied',
  'requester-replied',
  'flagged',
  'delayed',
  'paused',
  'escalated',
  'resolved',
  'reopened',
  'deferred',
  'closed',
  'updated',
  'opened',
] as const;

const repeatEvery = fc.constantFrom(
  '1 hour',
  '2 hours',
  '2 business hours',
  '30 minutes',
  '1 day',
  '1-2 hours',
  'close of business',
);

export interface PolicyOptions {
  readonly update?: boolean;
  readonly ladder?: boolean;
  readonly triggers?: boolean;
}

function ladderFor(
  priority: string,
  clocks: readonly string[],
): fc.Arbitrary<StepSpec[] | { calendar: string; steps: StepSpec[] }> {
  const fires = fc.oneof(
    fc.constantFrom(...EVENTS).map((on) => ({ on })),
    fc.constant({ on: 'prioritised' }),
    targetText.map((after) => ({ after })),
    ...(clocks.length > 0
      ? [
          fc
            .record({ clock: fc.constantFrom(...clocks), percent: fc.constantFrom(25, 50, 75, 100, 100, 150, 200) })
            .map((at) => ({ at })),
        ]
      : []),
  );
  const recipient = fc.oneof(
    fc.constantFrom('lead', 'boss').map((role) => ({ role })),
    fc.constant({ team: 'tier-1', via: ['slack', 'email'] as const }),
    fc.constant({ person: 'agent:ann' }),
    fc.constant({ requester: true as const }),
  );
  const deeds = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .uniqueArray(recipient, { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) })
        .map((notify) => ({ notify })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...TIERS).map((raiseTo) => ({ raiseTo })) },
    { weight: 1, arbitrary: fc.constant({ assign: { team: 'tier-2' } }) },
    { weight: 1, arbitrary: fc.constant({ publish: true }) },
    {
      weight: 1,
      arbitrary: fc.constant({ publish: true, assign: { team: 'tier-2' }, raiseTo: 'L3', notify: [{ role: 'lead' }] }),
    },
  );
  const more = partly({
    repeat: fc.record(
      {
        every: repeatEvery,
        until: fc.subarray(['acknowledged', 'replied', 'flagged', 'escalated'], { minLength: 1 }),
        times: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['every'] },
    ),
    acknowledgeWithin: fc.constantFrom(
      '15 minutes',
      '1 hour',
      '30 business minutes',
      '2 hours',
      '1-2 hours',
      'next opening',
    ),
    clause: fc.constant(`E-${priority}`),
  });
  const step = fc.tuple(fires, deeds, more, fc.integer({ min: 0, max: 3 })).map(([when, what, how, n]) => {
    const { acknowledgeWithin, ...rest } = how as { acknowledgeWithin?: string };
    const alerting = 'notify' in what && acknowledgeWithin !== undefined ? { acknowledgeWithin } : {};
    return { id: n === 0 ? 'shared' : `${priority}-s${n}`, ...when, ...what, ...rest, ...alerting } as StepSpec;
  });
  const steps = fc.uniqueArray(step, { maxLength: 4, selector: ({ id }) => id });
  return fc.oneof({ weight: 3, arbitrary: steps }, { weight: 1, arbitrary: fc.record({ calendar, steps }) });
}

const CLOCKS = [
  'acknowledgement',
  'first-response',
  'next-response',
  'estimate',
  'diagnosis',
  'workaround',
  ...MILESTONES,
  'resolution',
];

function prioritySpec(name: string, options: PolicyOptions): fc.Arbitrary<PrioritySpec> {
  return fc.uniqueArray(fc.constantFrom(...CLOCKS), { maxLength: 5 }).chain((clocks) => {
    const all = [...clocks, ...(options.update === false ? [] : ['update'])];
    const ladder = options.ladder === false ? fc.constant([] as StepSpec[]) : ladderFor(name, all);
    return ladder.chain((escalation) => {
      const stepIds = ('steps' in escalation ? escalation.steps : escalation).map(({ id }) => id);
      const trigger: fc.Arbitrary<TriggerSpec> = fc.oneof(
        fc.constant('opened'),
        fc.constantFrom('1 hour', '2 business hours', '1 business day'),
        fc.constantFrom(...FLAGS).map((flag) => ({ flag })),
        ...(clocks.length > 0 ? [fc.constantFrom(...clocks)] : []),
        ...(stepIds.length > 0 ? [fc.constantFrom(...stepIds).map((step) => ({ step }))] : []),
      );
      const from = fc.oneof(
        { weight: 4, arbitrary: trigger },
        { weight: 1, arbitrary: fc.record({ earliest: fc.array(trigger, { minLength: 1, maxLength: 3 }) }) },
      );
      const targets = fc.tuple(...clocks.map((clock) => clockTarget(clock, from, options)));
      return fc
        .record({
          targets,
          update: fc.option(updateSpec(from), { nil: undefined }),
          more: partly({ calendar, businessDay, warnAt }),
        })
        .map(
          ({ targets: list, update, more }) =>
            ({
              ...more,
              targets: {
                ...Object.fromEntries(list.map((each, i) => [clocks[i], each])),
                ...(update && options.update !== false ? { update } : {}),
              },
              escalation,
            }) as PrioritySpec,
        );
    });
  });
}

function clockTarget(clock: string, from: fc.Arbitrary<TriggerSpec>, options: PolicyOptions): fc.Arbitrary<TargetSpec> {
  if (clock === 'acknowledgement')
    return fc.tuple(target, fc.boolean()).map(([each, automatic]) => ({ ...each, automatic }));
  const mayLater = !['first-response', 'next-response', 'resolution'].includes(clock);
  if (!mayLater || options.triggers === false) return target;
  return fc
    .tuple(target, fc.option(from, { nil: undefined, freq: 2 }))
    .map(([each, start]) => (start === undefined ? each : { ...each, from: start }));
}

function updateSpec(from: fc.Arbitrary<TriggerSpec>): fc.Arbitrary<UpdateSpec> {
  return fc
    .tuple(
      targetText,
      partly(settings),
      from,
      fc.option(fc.subarray(['resolved', 'escalated', 'acknowledged', 'flagged', 'deferred'], { minLength: 1 }), {
        nil: undefined,
        freq: 2,
      }),
    )
    .map(([every, how, start, until]) => ({ ...how, every, from: start, ...(until && { until }) }) as UpdateSpec);
}

const reopen = fc.constantFrom(
  'resume within 7 days',
  'resume within 7 days',
  'resume within 4 hours',
  'resume within 1 business day, then new-case',
  'new-cycle',
  'ignore',
);

const HOURS = {
  office: { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' }, holidays: ['2026-11-26'] },
  nights: { timeZone: 'Europe/London', weekly: { 'mon-thu': '22:00-06:00', sat: '10:00-14:00' } },
  split: {
    timeZone: 'UTC',
    weekly: { 'mon-fri': ['08:00-12:00', '13:00-16:30'] },
    exceptions: { '2026-11-25': ['08:00-12:00'], '2026-11-28': ['10:00-12:00'], '2026-10-24': [] },
    seasons: [{ from: '2026-12-01', to: '2026-12-04', weekly: { 'mon-fri': '10:00-12:00' } }],
  },
  round: { union: ['split', 'nights'], timeZone: 'America/New_York' },
};

/** A policy as written; not all are sound, those that `parsePolicy` refuses are left out by the caller. */
export function arbitraryPolicy(options: PolicyOptions = {}): fc.Arbitrary<PolicySpec> {
  return fc
    .record({ count: fc.integer({ min: 2, max: 4 }), reopen, top: partly({ calendar, businessDay, warnAt }) })
    .chain(({ count, reopen: rule, top }) => {
      const names = PRIORITIES.slice(0, count);
      return fc
        .record({
          list: fc.tuple(...names.map((name) => prioritySpec(name, options))),
          floor: fc.option(fc.constantFrom('p2'), { nil: undefined, freq: 6 }),
        })
        .map(
          ({ list, floor }) =>
            ({
              id: 'random',
              timeZone: 'Europe/London',
              calendars: HOURS,
              calendar: 'office',
              ...top,
              tiers: TIERS,
              priorities: Object.fromEntries(list.map((each, i) => [names[i], each])),
              map: { p3: names[count > 2 ? 2 : 1], p4: names[count - 1] },
              ...(floor && { floor }),
              defaults: { priority: 'p1', reopen: rule },
            }) as PolicySpec,
        );
    });
}
