import { defined } from '../calendar/defined.ts';
import { quoted } from '../time/time-error.ts';
import { EXPECTED_CLOCK, isClockName, mayStartLater } from './clock-names.ts';
import { type Names, part, readEvents, readKnown, readWarnAt, textOf } from './names.ts';
import type { ClockName, ClockTarget, Trigger } from './policy.ts';
import type { PolicyField } from './policy-error.ts';
import { targetSchema, type WrittenTarget } from './policy-schema.ts';
import type { TriggerSpec } from './policy-spec.ts';
import { readTime } from './read-time.ts';

/** The promises of one priority, in the order in which they are written. */
export function readTargets(clocks: readonly [string, PolicyField][], names: Names): ClockTarget[] {
  const citedBy = new Map<string, ClockName>();
  return clocks.flatMap(([clock, field]) => {
    if (!isClockName(clock)) {
      field.refuse('unknown-clock', `${quoted(clock)} is no clock: ${EXPECTED_CLOCK}`);
      return [];
    }
    refuseClauseTwice(clock, field.at('clause'), citedBy, names);
    const spec = part(targetSchema, field);
    return (spec && readTarget(clock, field.holding(spec), names)) ?? [];
  });
}

type TargetField = PolicyField<WrittenTarget>;

function readTarget(clock: ClockName, field: TargetField, names: Names): ClockTarget | undefined {
  const { kind, clause, calendar, businessDay, pauseWhile, automatic } = field.value;
  const promise = readPromise(clock, field);
  refuseMisplaced(clock, field);
  readKnown(field.at('calendar'), names.calendars, 'unknown-calendar');
  pauseWhile?.forEach((_, i) => {
    readKnown(field.at('pauseWhile').at(i), names.reasons, 'unknown-reason');
  });
  const from = field.at('from').optional((trigger) => readTrigger(trigger));
  const warnAt = readWarnAt(field.at('warnAt'));
  return (
    promise &&
    defined({
      clock,
      kind: kind ?? 'commitment',
      clause,
      calendar,
      businessDay,
      warnAt,
      pauseWhile: pauseWhile ?? [],
      automatic: automatic ?? false,
      promise,
      from: field.value.from === undefined && clock === 'update' ? { kind: 'opened' as const } : from,
    })
  );
}

function readPromise(clock: ClockName, field: TargetField): ClockTarget['promise'] | undefined {
  const { within, every, measure } = field.value;
  const stated = (['within', 'every', 'measure'] as const).filter((key) => field.value[key] !== undefined);
  const wanted = clock === 'update' ? '`every: 1 hour`' : '`within: 4 hours` or `measure: true`';
  const refuse = (key: string, wrong: string) => field.at(key).refuse('bad-combination', wrong);
  if (stated.length === 0) field.refuse('missing-key', `the promise is missing: expected ${wanted}`);
  for (const key of stated)
    if ((key === 'every') !== (clock === 'update')) refuse(key, `${key} does not go with ${clock}: expected ${wanted}`);
  if (within !== undefined && measure) refuse('measure', 'within and measure exclude each other: expected one of them');
  if (every !== undefined) {
    const time = readTime(field.at('every').holding(every));
    const until = readEvents(field.at('until')) ?? ['resolved'];
    return time && { kind: 'every', ...time, until };
  }
  if (within === undefined) return measure ? { kind: 'measure' } : undefined;
  const time = readTime(field.at('within').holding(within));
  return time && { kind: 'within', ...time };
}

/** Settings that only some clocks know. */
function refuseMisplaced(clock: ClockName, field: TargetField): void {
  const refuse = (key: keyof WrittenTarget, isKnown: boolean, where: string) => {
    if (field.value[key] === undefined || isKnown) return;
    const wrong = `${key} means nothing for ${clock}: expected it only on ${where}`;
    field.at(key).refuse('bad-combination', wrong);
  };
  refuse('until', clock === 'update', 'update');
  refuse('automatic', clock === 'acknowledgement', 'acknowledgement');
  refuse('from', mayStartLater(clock), 'update, estimate, diagnosis, workaround and milestones');
}

function readTrigger(trigger: PolicyField<TriggerSpec>): Trigger | undefined {
  const { value } = trigger;
  if (typeof value !== 'string') {
    if ('flag' in value) return { kind: 'flag', flag: value.flag };
    if ('step' in value) return { kind: 'step', step: value.step };
    const list = trigger.at('earliest');
    const of = value.earliest.map((each, i) => readTrigger(list.at(i).holding(each)));
    return { kind: 'earliest', of: of.filter((each) => each !== undefined) };
  }
  if (value === 'opened') return { kind: 'opened' };
  if (isClockName(value)) return { kind: 'clock', clock: value };
  if (/^[\dP]/.test(value)) {
    const time = readTime(trigger.holding(value));
    return time && { kind: 'after', ...time };
  }
  const expected =
    'expected opened, a clock, a time after opening such as `2 hours`, { flag }, { step } or { earliest: […] }';
  trigger.refuse('unknown-clock', `${quoted(value)} starts nothing: ${expected}`);
  return undefined;
}

/** A sentence that the policy does not list stands for one promise: the same id again is a slip of copying. */
function refuseClauseTwice(clock: ClockName, field: PolicyField, citedBy: Map<string, ClockName>, names: Names): void {
  const clause = textOf(field);
  if (clause === undefined || names.clauses.has(clause)) return;
  const earlier = citedBy.get(clause);
  citedBy.set(clause, clock);
  if (earlier === undefined) return;
  const expected = `expected each its own, or ${clause} listed under clauses if the sentence promises both`;
  field.refuse('clause-twice', `${clause} is named twice, by ${earlier} and by ${clock}: ${expected}`);
}
