import type { CaseStore } from '@sla/case-store';
import { type Calendar, type Person, Temporal } from '@sla/core';
import { type Desk, type Outcome, recordDelivery } from '@sla/desk';

import { agents } from './people.ts';
import { at, burningCase, isUrgent, minutes, type PlannedCase, planHistory } from './plan.ts';

type Instant = Temporal.Instant;

/** A clock that the history is played on; afterwards it shows the real time. */
export interface DemoClock {
  show(instant: Instant): void;
  now(): Instant;
}

interface Stage {
  readonly desk: Desk;
  readonly store: CaseStore;
  readonly clock: DemoClock;
  readonly mailbox: string;
}

interface Act {
  readonly at: Instant;
  readonly perform: () => Promise<void>;
}

/**
 * Plays the last weeks through the desk's own commands, so that every clock, warning and miss of the demo is as real as
 * tomorrow's. Mail of the past counts as sent; what the last half hour brought is left to the running desk.
 */
export async function playHistory(stage: Stage, calendar: Calendar, realNow: () => Instant): Promise<number> {
  const now = realNow();
  const planned = planHistory(calendar, now);
  const acts = planned.flatMap((one) => actsOf(stage, calendar, one, now));
  const lately = now.subtract({ minutes: 30 });
  for (const act of acts.sort((a, b) => Temporal.Instant.compare(a.at, b.at))) {
    await passTime(stage, earlier(act.at, lately));
    stage.clock.show(act.at);
    await act.perform();
  }
  // Last, so that it is as old as it says when the pages open.
  const end = realNow();
  const burning = burningCase(end);
  stage.clock.show(burning.openedAt);
  for (const act of actsOf(stage, calendar, burning, end)) await act.perform();
  stage.clock.show(end);
  return planned.length + 1;
}

function earlier(a: Instant, b: Instant): Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}

/** Lets the desk's own timers run up to an instant, each at its time. */
async function passTime({ store, clock, desk }: Stage, to: Instant): Promise<void> {
  for (;;) {
    const next = await store.nextDueAt();
    if (!next || Temporal.Instant.compare(next, to) > 0) break;
    if (Temporal.Instant.compare(next, clock.now()) > 0) clock.show(next);
    if ((await desk.runClocks(50)) === 0) await settleOutbox(store);
  }
  clock.show(to);
}

async function settleOutbox(store: CaseStore): Promise<void> {
  for (;;) {
    const items = await store.claimOutbox(destinations, 100, 60);
    if (items.length === 0) return;
    for (const item of items) await recordDelivery(store, item, { kind: 'delivered', detail: 'demo history' });
  }
}

const destinations = ['email', 'slack', 'teams', 'phone', 'webhook'];

/** What is done next in a case, and how many minutes of business time after the step before. */
interface Step {
  readonly after: number;
  readonly does: 'claim' | 'reply' | 'ask' | 'wait' | 'resolve';
  readonly text: string;
}

function stepsOf({ story, until, replyAfter, resolveAfter }: PlannedCase): readonly Step[] {
  if (until === 'opened') return [];
  const steps: Step[] = [
    { after: Math.max(1, replyAfter - 4), does: 'claim', text: '' },
    { after: Math.min(4, replyAfter), does: 'reply', text: story.reply },
  ];
  if (until === 'waiting') steps.push({ after: 6, does: 'wait', text: 'awaiting-requester' });
  if (story.followUp && until !== 'replied' && until !== 'waiting') {
    steps.push({ after: 20, does: 'ask', text: story.followUp.text });
    if (until !== 'asked-again') steps.push({ after: 25, does: 'reply', text: story.followUp.answer });
  }
  if (until === 'resolved') steps.push({ after: resolveAfter, does: 'resolve', text: story.resolution });
  return steps;
}

/** One case's acts, in order; what lies after now has not happened yet. */
function actsOf(stage: Stage, calendar: Calendar, planned: PlannedCase, now: Instant): readonly Act[] {
  let number = '';
  let time = planned.openedAt;
  const opening: Act = {
    at: time,
    perform: async () => {
      number = mustHold(await stage.desk.receive(firstMail(planned, stage.mailbox))).case.number;
    },
  };
  const steps = stepsOf(planned).map((step) => {
    time = isUrgent(planned.story.priority) ? time.add(minutes(step.after)) : calendar.add(time, minutes(step.after));
    return { at: time, perform: async () => void mustHold(await take(stage, planned, number, step)) };
  });
  return [opening, ...steps].filter((act) => Temporal.Instant.compare(act.at, now) < 0);
}

function take({ desk, clock, mailbox }: Stage, planned: PlannedCase, number: string, step: Step): Promise<Outcome> {
  const agent: Person = at(agents, planned.agent);
  switch (step.does) {
    case 'claim':
      return desk.claim(agent, { case: number });
    case 'reply':
      return desk.reply(agent, { case: number, text: step.text });
    case 'wait':
      return desk.pause(agent, { case: number, reason: step.text });
    case 'resolve':
      return desk.resolve(agent, { case: number, text: step.text, cause: planned.story.cause });
    case 'ask':
      return desk.receive({
        ...firstMail(planned, mailbox),
        subject: `Re: ${planned.story.subject}`,
        text: step.text,
        receivedAt: clock.now(),
        joins: { case: number, evidence: ['answers a message of ours'] },
      });
  }
}

function firstMail(planned: PlannedCase, mailbox: string): Parameters<Desk['receive']>[0] {
  return {
    channel: 'email',
    receivedAt: planned.openedAt,
    from: planned.customer,
    to: [mailbox],
    cc: [],
    mailbox,
    subject: planned.story.subject,
    text: `${planned.story.text}\n\n${planned.customer.name}`,
    references: [],
    attachments: [],
    machine: 'no',
    mayAcknowledge: true,
    priority: planned.story.priority,
  };
}

function mustHold<Facts>(outcome: Outcome<Facts>): Extract<Outcome<Facts>, { ok: true }> {
  if (outcome.ok) return outcome as Extract<Outcome<Facts>, { ok: true }>;
  throw new Error(`the demo's history was refused: ${outcome.refusal.code} ${JSON.stringify(outcome.refusal.facts)}`);
}
