import { quoted } from '../time/time-error.ts';
import { EXPECTED_CLOCK, isClockName } from './clock-names.ts';
import { defined } from './defined.ts';
import { type Names, part, readEvents, requireEvent, requireName } from './names.ts';
import type { Ladder, Recipient, Step } from './policy.ts';
import type { PolicyPath, Report } from './policy-error.ts';
import { stepSchema, type WrittenRecipient, type WrittenStep } from './policy-schema.ts';
import { readTime, type Time } from './read-time.ts';

/** A priority's ladder, from a list of steps or from `{ calendar, steps }`. */
export function readLadder(written: unknown, path: PolicyPath, names: Names, report: Report): Ladder {
  if (Array.isArray(written)) return { steps: readSteps(written, path, names, report) };
  if (typeof written !== 'object' || written === null) return { steps: [] };
  const { calendar, steps } = written as { calendar?: unknown; steps?: unknown };
  requireName(calendar, names.calendars, [...path, 'calendar'], 'unknown-calendar', report);
  return defined({
    calendar: typeof calendar === 'string' ? calendar : undefined,
    steps: Array.isArray(steps) ? readSteps(steps, [...path, 'steps'], names, report) : [],
  });
}

function readSteps(written: readonly unknown[], path: PolicyPath, names: Names, report: Report): Step[] {
  const seen = new Set<string>();
  return written.flatMap((each, i) => {
    const spec = part(stepSchema, each);
    if (!spec) return [];
    if (seen.has(spec.id))
      report([...path, i, 'id'], 'duplicate-step', `two steps are named ${quoted(spec.id)}: expected each its own id`);
    seen.add(spec.id);
    const step = readStep(spec, [...path, i], names, report);
    return step ? [step] : [];
  });
}

function readStep(spec: WrittenStep, path: PolicyPath, names: Names, report: Report): Step | undefined {
  const fires = readFires(spec, path, report);
  const notify = readNotify(spec, path, names, report);
  requireName(spec.raiseTo, names.tiers, [...path, 'raiseTo'], 'unknown-tier', report);
  if (spec.notify === undefined && spec.raiseTo === undefined && spec.assign === undefined && !spec.publish)
    report(path, 'missing-key', 'the step does nothing: expected notify, raiseTo, assign or publish');
  const assign = spec.assign && readAssignee(spec.assign, [...path, 'assign'], names, report);
  const acknowledgeWithin = spec.acknowledgeWithin && readAlertTime(spec, [...path, 'acknowledgeWithin'], report);
  const repeat = spec.repeat && readRepeat(spec.repeat, [...path, 'repeat'], report);
  const { id, raiseTo, publish, clause } = spec;
  return (
    fires &&
    defined({
      id,
      fires,
      notify,
      raiseTo,
      assign,
      publish,
      repeat,
      acknowledgeWithin: acknowledgeWithin || undefined,
      clause,
    })
  );
}

function readFires(spec: WrittenStep, path: PolicyPath, report: Report): Step['fires'] | undefined {
  const stated = (['on', 'after', 'at'] as const).filter((key) => spec[key] !== undefined);
  if (stated.length === 0)
    report(path, 'missing-key', 'nothing says when the step fires: expected one of on, after and at');
  for (const extra of stated.slice(1))
    report([...path, extra], 'bad-combination', `${stated[0]} and ${extra} exclude each other: expected one of them`);
  if (spec.on !== undefined) {
    requireEvent(spec.on, [...path, 'on'], report);
    return { kind: 'on', event: spec.on };
  }
  if (spec.after !== undefined) {
    const time = readTime(spec.after, [...path, 'after'], report);
    return time && { kind: 'after', ...time };
  }
  return spec.at && readShare(spec.at, [...path, 'at'], report);
}

function readShare(at: NonNullable<WrittenStep['at']>, path: PolicyPath, report: Report): Step['fires'] | undefined {
  if (at.percent <= 0)
    report([...path, 'percent'], 'never-fires', `${at.percent} per cent is never passed: expected more than 0`);
  if (isClockName(at.clock)) return { kind: 'at', clock: at.clock, percent: at.percent };
  report([...path, 'clock'], 'unknown-clock', `${quoted(at.clock)} is no clock: ${EXPECTED_CLOCK}`);
  return undefined;
}

function readNotify(spec: WrittenStep, path: PolicyPath, names: Names, report: Report): readonly Recipient[] {
  if (spec.notify?.length === 0)
    report([...path, 'notify'], 'bad-combination', 'nobody is notified: expected at least one recipient');
  return (spec.notify ?? []).flatMap((each, i) => {
    const recipient = readRecipient(each, [...path, 'notify', i], names, report);
    return recipient ? [recipient] : [];
  });
}

const KINDS = ['role', 'team', 'person', 'rota', 'requester'] as const;

function readRecipient(spec: WrittenRecipient, path: PolicyPath, names: Names, report: Report): Recipient | undefined {
  const stated = KINDS.filter((kind) => spec[kind] !== undefined);
  const [kind] = stated;
  if (kind === undefined || stated.length > 1) {
    const wrong = kind === undefined ? 'nobody is named' : `${stated.join(' and ')} exclude each other`;
    report(
      path,
      kind === undefined ? 'missing-key' : 'bad-combination',
      `${wrong}: expected one of ${KINDS.join(', ')}`,
    );
    return undefined;
  }
  requireName(spec.rota, names.rotas, [...path, 'rota'], 'unknown-rota', report);
  const to = spec[kind];
  return { kind, to: typeof to === 'string' ? to : 'requester', via: spec.via ?? ['email'] };
}

function readAssignee(spec: WrittenRecipient, path: PolicyPath, names: Names, report: Report): Recipient | undefined {
  if (spec.requester)
    report(
      [...path, 'requester'],
      'bad-combination',
      'a case cannot be assigned to its requester: expected team, person, rota or role',
    );
  if (spec.via) report([...path, 'via'], 'bad-combination', 'via means nothing here: assigning tells nobody');
  const assignee = readRecipient(spec, path, names, report);
  return assignee && { ...assignee, via: [] };
}

function readAlertTime(spec: WrittenStep, path: PolicyPath, report: Report): Time | undefined {
  if (spec.notify === undefined)
    report(path, 'bad-combination', 'nobody is alerted who could take it: expected notify beside acknowledgeWithin');
  return spec.acknowledgeWithin === undefined ? undefined : readTime(spec.acknowledgeWithin, path, report);
}

function readRepeat(spec: NonNullable<WrittenStep['repeat']>, path: PolicyPath, report: Report): Step['repeat'] {
  const time = readTime(spec.every, [...path, 'every'], report);
  const until = readEvents(spec.until, [...path, 'until'], report) ?? ['resolved'];
  return time && defined({ every: time.target, text: time.text, until, times: spec.times });
}
