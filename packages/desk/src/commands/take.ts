import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import { openAlertsOf } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { agentOf } from '../people.ts';
import { perform, type Scene } from '../perform.ts';
import { refusal } from '../refusal.ts';

/** Accepts an alert, so that the ladder waits no longer. It moves no customer clock. */
export function take(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly step: string },
): Promise<Outcome> {
  return perform(parts, 'take', by, command.case, (scene) => {
    const { step } = command;
    const isOpen = openAlertsOf(scene.history).some((alert) => alert.step === step);
    if (!isOpen) return refusal('unknown-alert', { step, ...takenBy(scene, step) });
    return { events: [{ type: 'alert-taken', at: scene.now, step, by }], facts: {} };
  });
}

/** Who has it, where a colleague took the newest alert of the step. */
function takenBy({ history, people, by }: Scene, step: string): { readonly agent?: string } {
  const last = history.events.findLast(
    (event) => (event.type === 'alerted' || event.type === 'alert-taken') && event.step === step,
  );
  if (last?.type !== 'alert-taken' || last.by === by) return {};
  return { agent: agentOf(people, last.by)?.name ?? last.by ?? '' };
}
