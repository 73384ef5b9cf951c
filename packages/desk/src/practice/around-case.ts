import type { CaseRecord, CaseStore } from '@sla/case-store';

import type { CaseHistory } from '../case-history.ts';
import { linksOf } from '../commands/link.ts';
import { undoableIn } from '../commands/undo.ts';
import { conversationOf } from '../conversation.ts';
import type { CaseView } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { articlesOfCase } from './articles.ts';
import { agreedChecklists, type ContactStep, checkSteps } from './contact-checklist.ts';
import { incidentOfCase } from './incidents.ts';

type Around = Pick<CaseView, 'messages' | 'links' | 'undoable' | 'checklist' | 'articles'> & {
  readonly incident: CaseView['incident'] | undefined;
};

/** What a case's page shows beside what follows from its events. */
export async function aroundCase(parts: DeskParts, record: CaseRecord, history: CaseHistory): Promise<Around> {
  const { store } = parts;
  const [messages, links, incident] = await Promise.all([
    conversationOf(record.id, history, store),
    linkedCases(store, record.id),
    incidentOfCase(store, record.id),
  ]);
  return {
    messages,
    links,
    incident,
    articles: await articlesOfCase(store, parts.practice, record, messages),
    undoable: record.state === 'merged' ? [] : undoableIn(history, messages),
    checklist: checkSteps(stepsFor(parts.practice, record), history, messages),
  };
}

/** What this desk has agreed with itself, else what the published agreement says. */
function stepsFor({ checklists }: DeskParts['practice'], { policy, priority }: CaseRecord): readonly ContactStep[] {
  return checklists?.[policy]?.[priority] ?? agreedChecklists[policy]?.[priority] ?? [];
}

async function linkedCases(store: CaseStore, caseId: string): Promise<readonly CaseRecord[]> {
  const found: CaseRecord[] = [];
  for (const each of await linksOf(caseId, store)) {
    const linked = await store.findCase(each.case);
    if (linked) found.push(linked.record);
  }
  return found;
}
