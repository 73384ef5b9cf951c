import type { Message } from '@sla/case-store';

import type { CaseHistory } from '../case-history.ts';

/** One way to reach the requester, in the order that the agreement names. */
export interface ContactStep {
  readonly way: 'phone' | 'email';
  /** Only where the one before did not settle it. */
  readonly ifNeeded?: true;
  readonly clause?: string;
}

export interface CheckedStep extends ContactStep {
  readonly state: 'done' | 'next' | 'later' | 'not-needed';
  /** When it was first done: a call that nobody answered counts as tried. */
  readonly at?: Message['at'];
}

/** By policy and priority; a desk may add its own. */
export type ContactChecklists = Readonly<Record<string, Readonly<Record<string, readonly ContactStep[]>>>>;

/** What the published agreements say of the order: S4-6, S4-14, S4-21, S1-6. */
export const agreedChecklists: ContactChecklists = {
  'learning-pool': {
    'severity-1': [
      { way: 'phone', clause: 'S4-6' },
      { way: 'email', clause: 'S4-6' },
    ],
    'severity-2': [
      { way: 'email', clause: 'S4-14' },
      { way: 'phone', clause: 'S4-14' },
    ],
    'severity-3': [
      { way: 'email', clause: 'S4-21' },
      { way: 'phone', ifNeeded: true, clause: 'S4-21' },
    ],
  },
  velsoft: {
    high: [
      { way: 'phone', ifNeeded: true, clause: 'S1-6' },
      { way: 'email', clause: 'S1-9' },
    ],
    medium: [
      { way: 'phone', ifNeeded: true, clause: 'S1-6' },
      { way: 'email', clause: 'S1-9' },
    ],
  },
};

/** How far the requester was reached, in the agreed order. */
export function checkSteps(
  steps: readonly ContactStep[],
  history: CaseHistory,
  messages: readonly Message[],
): readonly CheckedStep[] {
  const done = steps.map(({ way }) => firstBy(way, history, messages));
  const next = steps.findIndex((step, index) => done[index] === undefined && !step.ifNeeded);
  return steps.map((step, index) => {
    const at = done[index];
    if (at) return { ...step, state: 'done', at };
    if (step.ifNeeded) return { ...step, state: 'not-needed' };
    return { ...step, state: index === next ? 'next' : 'later' };
  });
}

function firstBy(
  way: ContactStep['way'],
  { events }: CaseHistory,
  messages: readonly Message[],
): Message['at'] | undefined {
  const said = new Set(events.flatMap(({ message }) => message ?? []));
  const isThatWay = (message: Message) =>
    way === 'phone'
      ? message.channel === 'phone' && message.direction === 'note'
      : message.direction === 'out' && !message.automatic;
  return messages.find((message) => said.has(message.id) && isThatWay(message))?.at;
}
