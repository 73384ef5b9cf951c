import type { CaseQuery } from '@sla/case-store';
import type { CaseState } from '@sla/core';
import type { Desk } from '@sla/desk';
import { z } from 'zod';

import { cardJson } from './card-json.ts';
import type { QueueJson } from './contract.ts';
import { plainText } from './input.ts';
import { present } from './present.ts';
import { iso, type Reading } from './reading.ts';

/** What of the desk's cases is listed: `GET /api/queue?view=…&text=…&limit=…&offset=…`. */
export const QueueQuery = z.strictObject({
  view: z.enum(['open', 'mine', 'unassigned', 'resolved', 'all']).default('open'),
  text: plainText(200).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export async function queue(
  desk: Desk,
  agent: string,
  query: z.infer<typeof QueueQuery>,
  reading: Reading,
): Promise<QueueJson> {
  const [{ now, total, cases }, summary] = await Promise.all([
    desk.read.queue(caseQuery(query, agent)),
    desk.read.summary(),
  ]);
  return { now: iso(now), total, cases: cases.map(({ card }) => cardJson(card, reading)), summary };
}

const UNFINISHED: readonly CaseState[] = ['new', 'open', 'awaiting-requester', 'on-hold'];

function caseQuery({ view, text, limit, offset }: z.infer<typeof QueueQuery>, agent: string): CaseQuery {
  const page = present({ text: text?.trim() || undefined, limit, offset });
  switch (view) {
    case 'open':
      return { ...page, states: UNFINISHED, order: 'next-due' };
    case 'mine':
      return { ...page, states: UNFINISHED, assignee: agent, order: 'next-due' };
    case 'unassigned':
      return { ...page, states: UNFINISHED, assignee: 'nobody', order: 'next-due' };
    case 'resolved':
      return { ...page, states: ['resolved', 'closed'], order: 'changed' };
    case 'all':
      return { ...page, order: 'next-due' };
  }
}
