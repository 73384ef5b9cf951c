import type { HeldItem, NewOutboxItem, StoreUnit } from '@sla/case-store';
import { Temporal } from '@sla/core';

import { type Draft, keyOf, noticesToSend } from './notice.ts';

/** The longest that a notice waits to be gathered with others while there is more to do than a pass can. */
const longestHoldSeconds = 60;

/**
 * Sends what a pass has to tell. While more is due than a pass takes, notices are held back, so that somebody of whom thousands of
 * cases have something to say gets one digest when all are done, or one a minute where that takes longer.
 */
export async function tell(unit: StoreUnit, drafts: readonly Draft[], isBehind: boolean): Promise<void> {
  const held = await unit.takeHeld(isBehind ? unit.now.subtract({ seconds: longestHoldSeconds }) : undefined);
  if (isBehind && held.length === 0) return unit.hold(drafts.map(toHeld));
  await unit.enqueue(noticesToSend([...held.map(toDraft), ...drafts]));
}

function toHeld(draft: Draft): NewOutboxItem {
  return { key: `held/${keyOf(draft)}`, destination: draft.destination, payload: { draft } };
}

function toDraft({ payload }: HeldItem): Draft {
  const { draft } = payload as { readonly draft: Draft & { readonly pressingAt: unknown } };
  return { ...draft, pressingAt: Temporal.Instant.from(String(draft.pressingAt)) };
}
