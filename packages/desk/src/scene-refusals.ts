import type { Scene } from './perform.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Closed is final: only reopening counts. */
export function ifClosed({ record }: Scene): Refusal | undefined {
  return record.state === 'closed' ? refusal('case-is-closed', { case: record.number }) : undefined;
}

/** For what makes sense only while the requester's need stands open. */
export function ifDone(scene: Scene): Refusal | undefined {
  const { record } = scene;
  if (record.state === 'resolved') return refusal('already-resolved', { case: record.number });
  return record.state === 'deferred' ? refusal('case-is-closed', { case: record.number }) : ifClosed(scene);
}

export function nothingToDo({ record }: Scene): Refusal {
  return refusal('nothing-to-do', { case: record.number });
}
