import type { OutboxItem } from '@sla/case-store';

import { noticesToSend } from '../notice.ts';
import type { DeskParts } from '../parts.ts';
import type { People } from '../people.ts';
import { taskDrafts } from './task-drafts.ts';

/** The customer records do not take an entry, and those behind it wait: who leads the desk hears of it, once a day for each fault. */
export async function feedFailed(
  parts: DeskParts,
  people: People,
  { payload }: Pick<OutboxItem, 'payload'>,
  error: string,
): Promise<void> {
  const { case: number = '' } = payload as { readonly case?: string };
  const leads = [...people.agents.values()].filter(({ role }) => role !== 'agent');
  const listeners = leads.map((agent) => ({ agent, email: agent.email }));
  await parts.store.transaction(async (unit) => {
    const day = unit.now.toString().slice(0, 10);
    const about = { record: { id: `feed-failed/${error}`, number } };
    const drafts = taskDrafts({ parts, now: unit.now }, about, listeners, day, (words) =>
      words.feedFailed({ number, error }),
    );
    await unit.enqueue(noticesToSend(drafts));
  });
}
