import type { CaseRef } from '@sla/case-store';
import { type Person, parseTarget } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { ifDone } from '../scene-refusals.ts';

/** Says why it takes longer, and how often the requester hears from us meanwhile, such as `4 business hours` (S3-15). */
export function delay(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly reason: string; readonly every: string },
): Promise<Outcome> {
  return perform(parts, 'delay', by, command.case, (scene) => {
    const { reason, every } = command;
    const done = ifDone(scene);
    if (done) return done;
    if (!isLength(every)) return refusal('unknown-interval', { interval: every });
    return { events: [{ type: 'delayed', at: scene.now, by, reason, every }], facts: {} };
  });
}

function isLength(text: string): boolean {
  try {
    return parseTarget(text).kind === 'length';
  } catch {
    return false;
  }
}
