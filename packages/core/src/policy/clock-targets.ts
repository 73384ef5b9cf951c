import { quoted } from '../time/time-error.ts';
import { EXPECTED_CLOCK, isClockName, mayStartLater } from './clock-names.ts';
import { defined } from './defined.ts';
import { type Names, part, readEvents, readWarnAt, requireName } from './names.ts';
import type { ClockName, ClockTarget, Trigger } from './policy.ts';
import type { PolicyPath, Report } from './policy-error.ts';
import { targetSchema, type WrittenTarget } from './policy-schema.ts';
import type { TriggerSpec } from './policy-spec.ts';
import { readTime } from './read-time.ts';

/** The promises of one priority, in the order in which they are written. */
export function readTargets(
  written: Readonly<Record<string, unknown>>,
  path: PolicyPath,
  names: Names,
  report: Report,
): ClockTarget[] {
  const targets = Object.entries(written).flatMap(([clock, each]) => {
    if (!isClockName(clock))
      report([...path, clock], 'unknown-clock', `${quoted(clock)} is no clock: ${EXPECTED_CLOCK}`);
    const spec = part(targetSchema, each);
    const target = isClockName(clock) && spec && readTargetOf(clock, spec, [...path, clock], names, report);
    return target ? [target] : [];
  });
  refuseClauseTwice(targets, path, names, report);
  return targets;
}

function readTargetOf(
  clock: ClockName,
  spec: WrittenTarget,
  path: PolicyPath,
  names: Names,
  report: Report,
): ClockTarget | undefined {
  const promise = readPromise(clock, spec, path, report);
  refuseMisplaced(clock, spec, path, report);
  requireName(spec.calendar, names.calendars, [...path, 'calendar'], 'unknown-calendar', report);
  spec.pauseWhile?.forEach((reason, i) => {
    requireName(reason, names.reasons, [...path, 'pauseWhile', i], 'unknown-reason', report);
  });
  const from = spec.from === undefined ? startOf(clock) : readTrigger(spec.from, clock, [...path, 'from'], report);
  return (
    promise &&
    defined({
      clock,
      kind: spec.kind ?? 'commitment',
      clause: spec.clause,
      calendar: spec.calendar,
      businessDay: spec.businessDay,
      warnAt: readWarnAt(spec.warnAt, [...path, 'warnAt'], report),
      pauseWhile: spec.pauseWhile ?? [],
      automatic: spec.automatic ?? false,
      promise,
      from,
    })
  );
}

function readPromise(
  clock: ClockName,
  spec: WrittenTarget,
  path: PolicyPath,
  report: Report,
): ClockTarget['promise'] | undefined {
  const stated = (['within', 'every', 'measure'] as const).filter((key) => spec[key] !== undefined);
  const wanted = clock === 'update' ? '`every: 1 hour`' : '`within: 4 hours` or `measure: true`';
  if (stated.length === 0) report(path, 'missing-key', `the promise is missing: expected ${wanted}`);
  for (const key of stated) {
    if ((key === 'every') !== (clock === 'update'))
      report([...path, key], 'bad-combination', `${key} does not go with ${clock}: expected ${wanted}`);
  }
  if (spec.within !== undefined && spec.measure)
    report([...path, 'measure'], 'bad-combination', 'within and measure exclude each other: expected one of them');
  if (spec.every !== undefined) {
    const time = readTime(spec.every, [...path, 'every'], report);
    const until = readEvents(spec.until, [...path, 'until'], report) ?? ['resolved'];
    return time && { kind: 'every', ...time, until };
  }
  if (spec.within === undefined) return spec.measure ? { kind: 'measure' } : undefined;
  const time = readTime(spec.within, [...path, 'within'], report);
  return time && { kind: 'within', ...time };
}

/** Settings that only some clocks know. */
function refuseMisplaced(clock: ClockName, spec: WrittenTarget, path: PolicyPath, report: Report): void {
  const refuse = (key: string, where: string) =>
    report([...path, key], 'bad-combination', `${key} means nothing for ${clock}: expected it only on ${where}`);
  if (spec.until !== undefined && clock !== 'update') refuse('until', 'update');
  if (spec.automatic !== undefined && clock !== 'acknowledgement') refuse('automatic', 'acknowledgement');
  if (spec.from !== undefined && !mayStartLater(clock))
    refuse('from', 'update, estimate, diagnosis, workaround and milestones');
}

function startOf(clock: ClockName): Trigger | undefined {
  return clock === 'update' ? { kind: 'opened' } : undefined;
}

function readTrigger(written: TriggerSpec, clock: ClockName, path: PolicyPath, report: Report): Trigger | undefined {
  if (typeof written !== 'string') {
    if ('flag' in written) return { kind: 'flag', flag: written.flag };
    if ('step' in written) return { kind: 'step', step: written.step };
    const of = written.earliest.map((each, i) => readTrigger(each, clock, [...path, 'earliest', i], report));
    return { kind: 'earliest', of: of.filter((each) => each !== undefined) };
  }
  if (written === 'opened') return { kind: 'opened' };
  if (isClockName(written)) return { kind: 'clock', clock: written };
  if (/^[\dP]/.test(written)) {
    const time = readTime(written, path, report);
    return time && { kind: 'after', ...time };
  }
  const expected =
    'expected opened, a clock, a time after opening such as `2 hours`, { flag }, { step } or { earliest: […] }';
  report(path, 'unknown-clock', `${quoted(written)} starts nothing: ${expected}`);
  return undefined;
}

/** A sentence that the policy does not list stands for one promise: the same id again is a slip of copying. */
function refuseClauseTwice(targets: readonly ClockTarget[], path: PolicyPath, names: Names, report: Report): void {
  const citedBy = new Map<string, ClockName>();
  for (const { clock, clause } of targets) {
    if (clause === undefined || names.clauses.has(clause)) continue;
    const earlier = citedBy.get(clause);
    if (earlier !== undefined) {
      const expected = `expected each its own, or ${clause} listed under clauses if the sentence promises both`;
      report(
        [...path, clock, 'clause'],
        'clause-twice',
        `${clause} is named twice, by ${earlier} and by ${clock}: ${expected}`,
      );
    }
    citedBy.set(clause, clock);
  }
}
