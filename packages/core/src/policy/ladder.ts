import { defined } from '../calendar/defined.ts';
import { quoted } from '../time/time-error.ts';
import { EXPECTED_CLOCK, isClockName } from './clock-names.ts';
import { type Names, part, readEvent, readEvents, readKnown } from './names.ts';
import type { Ladder, Recipient, Step } from './policy.ts';
import type { PolicyField } from './policy-error.ts';
import { stepSchema, type WrittenRecipient, type WrittenStep } from './policy-schema.ts';
import { readTime } from './read-time.ts';

/** A priority's ladder, from a list of steps or from `{ calendar, steps }`. */
export function readLadder(escalation: PolicyField, names: Names): Ladder {
  const seen = new Set<string>();
  return defined({
    calendar: readKnown(escalation.at('calendar'), names.calendars, 'unknown-calendar'),
    steps: stepFieldsOf(escalation).flatMap((field) => {
      const spec = part(stepSchema, field);
      if (!spec) return [];
      if (seen.has(spec.id))
        field.at('id').refuse('duplicate-step', `two steps are named ${quoted(spec.id)}: expected each its own id`);
      seen.add(spec.id);
      return readStep(field.holding(spec), names) ?? [];
    }),
  });
}

/** Where each step is written. */
export function stepFieldsOf(escalation: PolicyField): PolicyField[] {
  const list = Array.isArray(escalation.value) ? escalation : escalation.at('steps');
  return Array.isArray(list.value) ? list.items('steps') : [];
}

type StepField = PolicyField<WrittenStep>;
type RecipientField = PolicyField<WrittenRecipient>;

function readStep(step: StepField, names: Names): Step | undefined {
  const { id, raiseTo, publish, clause, notify, assign } = step.value;
  const fires = readFires(step);
  readKnown(step.at('raiseTo'), names.tiers, 'unknown-tier');
  if (!(notify || raiseTo || assign || publish))
    step.refuse('missing-key', 'the step does nothing: expected notify, raiseTo, assign or publish');
  const read = {
    notify: step.at('notify').optional((list) => readNotify(list, names)) ?? [],
    assign: step.at('assign').optional((recipient) => readAssignee(recipient, names)),
    repeat: step.at('repeat').optional(readRepeat),
    acknowledgeWithin: step.at('acknowledgeWithin').optional((time) => {
      const expected = 'expected notify beside acknowledgeWithin';
      if (!notify) time.refuse('bad-combination', `nobody is alerted who could take it: ${expected}`);
      return readTime(time);
    }),
  };
  return fires && defined({ id, fires, raiseTo, publish, clause, ...read });
}

function readFires(step: StepField): Step['fires'] | undefined {
  const { on, after, at } = step.value;
  const [first, ...more] = (['on', 'after', 'at'] as const).filter((key) => step.value[key] !== undefined);
  if (first === undefined)
    step.refuse('missing-key', 'nothing says when the step fires: expected one of on, after and at');
  for (const extra of more)
    step.at(extra).refuse('bad-combination', `${first} and ${extra} exclude each other: expected one of them`);
  if (on !== undefined) return { kind: 'on', event: readEvent(step.at('on').holding(on)) };
  if (after !== undefined) {
    const time = readTime(step.at('after').holding(after));
    return time && { kind: 'after', ...time };
  }
  return at && readShare(step.at('at').holding(at));
}

function readShare(share: PolicyField<NonNullable<WrittenStep['at']>>): Step['fires'] | undefined {
  const { clock, percent } = share.value;
  if (percent <= 0)
    share.at('percent').refuse('never-fires', `${percent} per cent is never passed: expected more than 0`);
  if (isClockName(clock)) return { kind: 'at', clock, percent };
  share.at('clock').refuse('unknown-clock', `${quoted(clock)} is no clock: ${EXPECTED_CLOCK}`);
  return undefined;
}

function readNotify(list: PolicyField<readonly WrittenRecipient[]>, names: Names): readonly Recipient[] {
  if (list.value.length === 0) list.refuse('bad-combination', 'nobody is notified: expected at least one recipient');
  return list.value.flatMap((each, i) => readRecipient(list.at(i).holding(each), names) ?? []);
}

const KINDS = ['role', 'team', 'person', 'rota', 'requester'] as const;

function readRecipient(recipient: RecipientField, names: Names): Recipient | undefined {
  const { value } = recipient;
  const stated = KINDS.filter((kind) => value[kind] !== undefined);
  const [kind, other] = stated;
  const expected = `expected one of ${KINDS.join(', ')}`;
  if (kind === undefined) {
    recipient.refuse('missing-key', `nobody is named: ${expected}`);
    return undefined;
  }
  if (other !== undefined) {
    recipient.refuse('bad-combination', `${stated.join(' and ')} exclude each other: ${expected}`);
    return undefined;
  }
  readKnown(recipient.at('rota'), names.rotas, 'unknown-rota');
  const to = value[kind];
  return { kind, to: typeof to === 'string' ? to : 'requester', via: value.via ?? ['email'] };
}

function readAssignee(recipient: RecipientField, names: Names): Recipient | undefined {
  const { requester, via } = recipient.value;
  const refuse = (key: string, wrong: string) => recipient.at(key).refuse('bad-combination', wrong);
  if (requester) refuse('requester', 'a case cannot be assigned to its requester: expected team, person, rota or role');
  if (via) refuse('via', 'via means nothing here: assigning tells nobody');
  const assignee = readRecipient(recipient, names);
  return assignee && { ...assignee, via: [] };
}

function readRepeat(repeat: PolicyField<NonNullable<WrittenStep['repeat']>>): Step['repeat'] {
  const time = readTime(repeat.at('every'));
  const until = readEvents(repeat.at('until')) ?? ['resolved'];
  return time && defined({ every: time.target, text: time.text, until, times: repeat.value.times });
}
