import { adopt } from './adopt.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { assign } from './commands/assign.ts';
import { claim } from './commands/claim.ts';
import { close } from './commands/close.ts';
import { defer } from './commands/defer.ts';
import { delay } from './commands/delay.ts';
import { escalate } from './commands/escalate.ts';
import { estimate } from './commands/estimate.ts';
import { flag } from './commands/flag.ts';
import { logCall } from './commands/log-call.ts';
import { moveToPolicy } from './commands/move-to-policy.ts';
import { noReplyNeeded } from './commands/no-reply-needed.ts';
import { note } from './commands/note.ts';
import { pause } from './commands/pause.ts';
import { prioritise } from './commands/prioritise.ts';
import { reach } from './commands/reach.ts';
import { receive } from './commands/receive.ts';
import { reopen } from './commands/reopen.ts';
import { reply } from './commands/reply.ts';
import { resolve } from './commands/resolve.ts';
import { resume } from './commands/resume.ts';
import { revive } from './commands/revive.ts';
import { take } from './commands/take.ts';
import { update } from './commands/update.ts';
import { deliveryFailed } from './delivery-failed.ts';
import type { Desk, DeskOptions } from './desk.ts';
import type { DeskParts } from './parts.ts';
import { createPolicyShelf } from './policy-shelf.ts';
import { createReads } from './reads.ts';
import { createSickBay, runClocks } from './run-clocks.ts';

/** A desk on a store. Throws when its default policy is not among its policies. */
export function createDesk(options: DeskOptions): Desk {
  const { store, directory, identity, newId, autoAssign, channels = [] } = options;
  const shelf = createPolicyShelf(options.policies);
  const parts: DeskParts = {
    store,
    shelf,
    directory,
    identity,
    newId,
    channels: new Set(['email', ...channels]),
    autoAssign,
  };
  const bay = createSickBay();
  return {
    receive: (message) => receive(parts, message),
    reply: (by, command) => reply(parts, by, command),
    logCall: (by, command) => logCall(parts, by, command),
    update: (by, command) => update(parts, by, command),
    note: (by, command) => note(parts, by, command),
    acknowledge: (by, command) => acknowledge(parts, by, command),
    claim: (by, command) => claim(parts, by, command),
    assign: (by, command) => assign(parts, by, command),
    prioritise: (by, command) => prioritise(parts, by, command),
    pause: (by, command) => pause(parts, by, command),
    resume: (by, command) => resume(parts, by, command),
    escalate: (by, command) => escalate(parts, by, command),
    noReplyNeeded: (by, command) => noReplyNeeded(parts, by, command),
    flag: (by, command) => flag(parts, by, command),
    estimate: (by, command) => estimate(parts, by, command),
    delay: (by, command) => delay(parts, by, command),
    reach: (by, command) => reach(parts, by, command),
    take: (by, command) => take(parts, by, command),
    resolve: (by, command) => resolve(parts, by, command),
    reopen: (by, command) => reopen(parts, by, command),
    close: (by, command) => close(parts, by, command),
    defer: (by, command) => defer(parts, by, command),
    moveToPolicy: (by, command) => moveToPolicy(parts, by, command),
    revive: (by, deliveryId) => revive(parts, by, deliveryId),
    deliveryFailed: (item, error) => deliveryFailed(parts, item, error),
    read: createReads(parts),
    runClocks: (limit) => runClocks(parts, bay, limit),
    adopt: (people) => adopt(parts, people),
  };
}
