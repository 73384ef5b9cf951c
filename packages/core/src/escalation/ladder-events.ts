import type { CaseEvent } from '../case/case-event.ts';
import { Journal } from '../case/journal.ts';
import { happeningOf } from '../clock/clock-kinds.ts';
import { repeats } from './fire-step.ts';
import { type Escalating, entryOf, type LadderProgress } from './ladder-progress.ts';

/** What an event means to the ladder: alerts taken, repeats ended, steps called. */
export function hearEvent(escalating: Escalating, event: CaseEvent): void {
  const { ladder } = escalating;
  if (event.type === 'alert-taken' && event.by !== 'system')
    ladder.alerts = ladder.alerts.filter(({ step }) => step !== event.step);
  if (event.type === 'unreachable') ladder.unreached = ladder.unreached.with(event.step);
  if (ladder.alerts.length > 0 && isTakenBy(event)) ladder.alerts = [];
  if (ladder.repeats.length > 0) endRepeats(escalating, event.type);
}

/** Every step of the ladder in force that waits for this event fires at the end of the instant. */
export function callSteps({ clocks, ladder }: Escalating, eventType: string): void {
  const { priority } = clocks;
  for (const step of priority.ladder.steps) {
    if (step.fires.kind !== 'on' || step.fires.event !== eventType) continue;
    if (entryOf(ladder.fired, step.id) !== undefined || ladder.called.some((each) => each.step === step)) continue;
    ladder.called = [...ladder.called, { step, priority }];
  }
}

/** Nobody is rung or reminded any more: resolved, ended, or under another priority's ladder. */
export function silence(ladder: LadderProgress): void {
  ladder.alerts = [];
  ladder.repeats = [];
  ladder.waiting = [];
  ladder.unreached = Journal.empty();
}

/** After a move to another version of the policy: what its ladder does not have is over. */
export function keepKnownSteps({ clocks, ladder }: Escalating): void {
  const known = new Map(clocks.priority.ladder.steps.map((step) => [step.id, step]));
  ladder.alerts = ladder.alerts.filter(({ step }) => known.has(step));
  ladder.repeats = ladder.repeats.filter((each) => {
    const step = known.get(each.step);
    return step !== undefined && repeats(step);
  });
}

/** A person has seen to the case, whatever step called. `system` takes no alert, and a receipt is no person's. */
function isTakenBy(event: CaseEvent): boolean {
  const isPersons = event.by !== 'system';
  return isPersons && ['acknowledged', 'assigned', 'replied'].includes(happeningOf(event));
}

function endRepeats({ clocks, ladder }: Escalating, eventType: string): void {
  const ended = clocks.priority.ladder.steps.filter(({ repeat }) => repeat?.until.includes(eventType));
  if (ended.length > 0) ladder.repeats = ladder.repeats.filter(({ step }) => !ended.some(({ id }) => id === step));
}
