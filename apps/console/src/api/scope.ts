import type { CaseView, Desk } from '@sla/desk';

import type { ApiKey } from '../keys/api-keys.ts';
import type { Caller } from '../session/admission.ts';
import { ProblemError } from './problem.ts';

/** The key that a program came with; undefined for a person. */
export function keyOf(caller: Caller): ApiKey | undefined {
  return 'key' in caller ? caller.key : undefined;
}

/** A key of the role `requester` sees what requesters see: no notes, no colleagues' doings. */
export function seesInside(caller: Caller): boolean {
  return keyOf(caller)?.role !== 'requester';
}

/** The case, where this caller may see it. Throws `no-such-case`, also for a case that exists elsewhere: its number tells nothing. */
export async function caseFor(caller: Caller, desk: Desk, ref: string): Promise<CaseView> {
  const view = await desk.read.case(ref);
  const organisation = keyOf(caller)?.organisation;
  if (!view || (organisation !== undefined && view.record.organisation !== organisation)) {
    throw new ProblemError('no-such-case', { case: ref });
  }
  return view;
}

/** Throws `no-such-message` for what a key may not see of messages and their files. */
export async function checkMessage(caller: Caller, desk: Desk, id: string): Promise<void> {
  const key = keyOf(caller);
  if (!key || (key.role !== 'requester' && key.organisation === undefined)) return;
  const message = await desk.read.message(id);
  if (!message || (message.direction === 'note' && !seesInside(caller)))
    throw new ProblemError('no-such-message', { message: id });
  await caseFor(caller, desk, message.caseId).catch(() => {
    throw new ProblemError('no-such-message', { message: id });
  });
}
