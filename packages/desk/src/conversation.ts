import type { Contact, Message, StoreReads } from '@sla/case-store';
import { Temporal } from '@sla/core';

import { absorbedIn, type CaseHistory, historyOf } from './case-history.ts';

/** All that was said in a matter: on the case, and on those merged into it, which keep their own messages. */
export async function conversationOf(
  caseId: string,
  history: CaseHistory,
  source: StoreReads,
): Promise<readonly Message[]> {
  const own = await source.listMessages(caseId);
  const others = await absorbedCases(history, source, new Set([caseId]));
  return others.length === 0 ? own : inOrder([...own, ...others.flatMap(({ messages }) => messages)]);
}

/** The cases merged into this one, and those merged into them: who asked there, and what was said. */
export async function mergedInto(caseId: string, source: StoreReads): Promise<readonly MergedCase[]> {
  const found = await source.findCase(caseId);
  return found ? absorbedCases(historyOf(found.events), source, new Set([caseId])) : [];
}

export interface MergedCase {
  readonly requester?: Contact | undefined;
  readonly messages: readonly Message[];
}

export function inOrder(messages: readonly Message[]): readonly Message[] {
  return messages.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

async function absorbedCases(
  history: CaseHistory,
  source: StoreReads,
  seen: Set<string>,
): Promise<readonly MergedCase[]> {
  const found: MergedCase[] = [];
  for (const number of absorbedIn(history)) {
    const other = await source.findCase(number);
    if (!other || seen.has(other.record.id)) continue;
    seen.add(other.record.id);
    const requester = await source.findContact({ id: other.record.requester });
    found.push({ requester, messages: await source.listMessages(other.record.id) });
    found.push(...(await absorbedCases(historyOf(other.events), source, seen)));
  }
  return found;
}
