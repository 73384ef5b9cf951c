import type { CaseRecord } from '@sla/case-store';
import type { CaseEventOf } from '@sla/core';

import type { Draft } from '../notice.ts';
import { agentOf } from '../people.ts';
import type { Scene } from '../perform.ts';
import { caseFacts, taskDrafts } from './task-drafts.ts';

/** Who looks after the customer hears of a request that went to the product team, so that they can step in (S4-27…29). */
export async function tellAccountManager(
  scene: Scene,
  record: CaseRecord,
  event: CaseEventOf<'deferred'>,
): Promise<readonly Draft[]> {
  const { people, policy } = scene;
  const manager = record.organisation && people.organisations.get(record.organisation)?.accountManager;
  const agent = manager ? agentOf(people, `agent:${manager.replace(/^agent:/, '')}`) : undefined;
  if (!agent) return [];
  const facts = await caseFacts(scene, record);
  return taskDrafts(scene, { record, policy }, [{ agent, email: agent.email }], `deferred/${event.at}`, (words) =>
    words.deferred({ ...facts, reason: event.reason }),
  );
}
