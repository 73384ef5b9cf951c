import { adopt } from './adopt.ts';
import { createChatAccounts } from './chat/chat-accounts.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { amend } from './commands/amend.ts';
import { assign } from './commands/assign.ts';
import { claim } from './commands/claim.ts';
import { close } from './commands/close.ts';
import { defer } from './commands/defer.ts';
import { delay } from './commands/delay.ts';
import { escalate } from './commands/escalate.ts';
import { estimate } from './commands/estimate.ts';
import { flag } from './commands/flag.ts';
import { endIncident, informIncident, joinIncident, leaveIncident, openIncident } from './commands/incident.ts';
import { link } from './commands/link.ts';
import { linkArticle } from './commands/link-article.ts';
import { logCall } from './commands/log-call.ts';
import { merge } from './commands/merge.ts';
import { moveToPolicy } from './commands/move-to-policy.ts';
import { noReplyNeeded } from './commands/no-reply-needed.ts';
import { note } from './commands/note.ts';
import { pause } from './commands/pause.ts';
import { prioritise } from './commands/prioritise.ts';
import { reach } from './commands/reach.ts';
import { receive } from './commands/receive.ts';
import { receiveTogether } from './commands/receive-together.ts';
import { reopen } from './commands/reopen.ts';
import { reply } from './commands/reply.ts';
import { resolve } from './commands/resolve.ts';
import { resume } from './commands/resume.ts';
import { revive } from './commands/revive.ts';
import { skipDelivery } from './commands/skip-delivery.ts';
import { split } from './commands/split.ts';
import { tag } from './commands/tag.ts';
import { take } from './commands/take.ts';
import { takeCall } from './commands/take-call.ts';
import { undo } from './commands/undo.ts';
import { unmerge } from './commands/unmerge.ts';
import { update } from './commands/update.ts';
import { deliveryFailed } from './delivery-failed.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { letterHeldBack } from './held-back.ts';
import type { DeskParts } from './parts.ts';
import { createPolicyShelf } from './policy-shelf.ts';
import { announce } from './practice/announcements.ts';
import { eraseSubject, exportSubject } from './practice/privacy.ts';
import { runTasks } from './practice/run-tasks.ts';
import { answerSurvey } from './practice/surveys.ts';
import { createReads } from './reads.ts';
import { createSickBay, runClocks } from './run-clocks.ts';
import { createNumberStock } from './together/number-stock.ts';

/** A desk on a store. Throws when its default policy is not among its policies. */
export function createDesk(options: DeskOptions): Desk {
  const { store, directory, identity, newId, autoAssign, channels = [], cards = [], practice = {} } = options;
  const shelf = createPolicyShelf(options.policies);
  const parts: DeskParts = {
    store,
    shelf,
    directory,
    identity,
    newId,
    channels: new Set(['email', ...channels]),
    cards,
    autoAssign,
    practice,
  };
  const bay = createSickBay();
  const stock = createNumberStock();
  return {
    ...bound(parts, commands),
    receiveTogether: (foresight, work) => receiveTogether(parts, stock, foresight, work),
    deliveryFailed: (item, error) => deliveryFailed(parts, item, error),
    letterHeldBack: (item) => letterHeldBack(parts, item),
    accounts: createChatAccounts(parts),
    read: createReads(parts),
    runClocks: (limit) => runClocks(parts, bay, limit),
    adopt: (people) => adopt(parts, people),
  };
}

const commands = {
  receive,
  reply,
  logCall,
  update,
  note,
  amend,
  acknowledge,
  claim,
  assign,
  prioritise,
  pause,
  resume,
  escalate,
  noReplyNeeded,
  flag,
  estimate,
  delay,
  reach,
  take,
  resolve,
  reopen,
  close,
  defer,
  moveToPolicy,
  merge,
  unmerge,
  split,
  undo,
  link,
  linkArticle,
  tag,
  revive,
  takeCall,
  openIncident,
  joinIncident,
  leaveIncident,
  informIncident,
  endIncident,
  announce,
  skipDelivery,
  exportSubject,
  eraseSubject,
  answerSurvey,
  runTasks,
};

/** Commands with the desk's parts given. */
type Bound<Commands> = {
  [Name in keyof Commands]: Commands[Name] extends (parts: DeskParts, ...given: infer Given) => infer Answer
    ? (...given: Given) => Answer
    : never;
};

function bound<Commands extends Readonly<Record<string, (parts: DeskParts, ...given: never[]) => unknown>>>(
  parts: DeskParts,
  given: Commands,
): Bound<Commands> {
  const entries = Object.entries(given).map(([name, run]) => [name, (...rest: never[]) => run(parts, ...rest)]);
  return Object.fromEntries(entries) as Bound<Commands>;
}
