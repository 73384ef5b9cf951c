import type { CaseHistory, Policies } from '@sla/core';

import type { DeskParts } from '../parts.ts';

/** A case as reports and replays read it, with the policies that it was judged by. */
export interface StoredHistory extends CaseHistory {
  readonly policies: Policies;
  readonly policy: string;
}

const atOnce = 200;

/** Every case of the desk, one after the other; never all of them in memory. */
export async function* histories({ store, shelf }: DeskParts): AsyncGenerator<StoredHistory> {
  const seen = new Set<string>();
  for (let offset = 0; ; offset += atOnce) {
    const page = await store.listCases({ order: 'opened', limit: atOnce, offset });
    for (const { record } of page) {
      // A case that was opened meanwhile moves the others on.
      if (seen.has(record.id)) continue;
      seen.add(record.id);
      const found = await store.findCase(record.id);
      if (!found) continue;
      const policies = await shelf.forEvents(found.events, store);
      yield { case: record.number, events: found.events, policies, policy: record.policy };
    }
    if (page.length < atOnce) return;
  }
}
