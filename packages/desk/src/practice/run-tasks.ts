import { toInstant } from '@sla/core';

import { keepersOf } from '../audience.ts';
import { historyOf, resolvedAt } from '../case-history.ts';
import { type Draft, noticesToSend } from '../notice.ts';
import type { DeskParts, Session } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { tidy } from '../tidy.ts';
import { reportToLeads } from './report-to-leads.ts';
import { eraseOldWords } from './retention.ts';
import { sendSurvey } from './surveys.ts';
import { caseFacts, taskDrafts } from './task-drafts.ts';
import { type Task, takeDueTasks } from './tasks.ts';

/** One pass over what is due beside the clocks: follow-ups, surveys, reports, retention, tidying. Says how many were done. */
export async function runTasks(parts: DeskParts, limit: number): Promise<number> {
  await reportToLeads(parts);
  await eraseOldWords(parts);
  await tidy(parts);
  const people = await loadPeople(parts.store);
  return parts.store.transaction(async (unit) => {
    const session: Session = { parts, unit, people, now: unit.now };
    const due = await takeDueTasks(unit, limit);
    const drafts: Draft[] = [];
    for (const task of due) drafts.push(...(await carryOut(session, task)));
    await unit.enqueue(noticesToSend(drafts));
    return due.length;
  });
}

async function carryOut(session: Session, task: Task): Promise<readonly Draft[]> {
  switch (task.kind) {
    case 'follow-up':
      return followUp(session, task);
    case 'survey':
      await sendSurvey(session, task);
      return [];
  }
}

/** Asks whoever keeps the case to ask whether it stayed solved (S0-14). */
async function followUp(session: Session, task: Extract<Task, { kind: 'follow-up' }>): Promise<readonly Draft[]> {
  const found = await session.unit.findCase(task.case);
  if (!found) return [];
  const { record, events } = found;
  const isStill = ['resolved', 'closed'].includes(record.state);
  if (!isStill || resolvedAt(historyOf(events))?.toString() !== task.resolvedAt) return [];
  const facts = await caseFacts(session, record);
  const { now } = session;
  return taskDrafts(session, { record }, keepersOf(record, session), `follow-up/${task.resolvedAt}`, (words, reader) =>
    words.followUp({ ...facts, resolvedAt: toInstant(task.resolvedAt), reader, now }),
  );
}
