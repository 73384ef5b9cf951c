import type { CaseRecord } from '@sla/case-store';
import type { CaseEvent } from '@sla/core';

import { customersReach } from '../customer-links.ts';
import type { Draft } from '../notice.ts';
import type { Scene } from '../perform.ts';
import { tellAccountManager } from './deferred.ts';
import { putTask } from './tasks.ts';

/** What a desk does about what somebody has just done, beside the clocks. In the same transaction. */
export async function afterwards(
  scene: Scene,
  record: CaseRecord,
  events: readonly CaseEvent[],
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const event of events) {
    if (event.type === 'resolved') await planAfterResolving(scene, record);
    if (event.type === 'deferred') drafts.push(...(await tellAccountManager(scene, record, event)));
  }
  return drafts;
}

/** Whether it stayed solved, and how it was: asked later, if nothing has come up by then (S0-14, S3-21). */
async function planAfterResolving({ parts, unit, now }: Scene, { id }: CaseRecord): Promise<void> {
  const { followUpDays, survey } = parts.practice;
  const resolvedAt = now.toString();
  if (followUpDays !== undefined) {
    const at = now.add({ hours: 24 * followUpDays });
    await putTask(unit, at, `follow-up/${id}`, { kind: 'follow-up', case: id, resolvedAt });
  }
  if (survey && customersReach(parts.identity) !== undefined) {
    const at = now.add({ hours: survey.afterHours });
    await putTask(unit, at, `survey/${id}`, { kind: 'survey', case: id, resolvedAt });
  }
}
