import type { Ledger, Policy } from '@sla/core';
import { type Article, type CaseView, namesOf } from '@sla/desk';

import { cardJson } from './card-json.ts';
import type { ArticleJson, CaseJson, LedgerJson } from './contract.ts';
import { historyOf } from './history.ts';
import { messageJson } from './message-json.ts';
import { openHoursOf } from './open-hours.ts';
import { policyJson } from './policy-json.ts';
import { present } from './present.ts';
import { iso, type Reading } from './reading.ts';
import { upcomingOf } from './upcoming.ts';

/** All that a case's page shows. */
export function caseJson(view: CaseView, reading: Reading): CaseJson {
  const names = namesOf(reading, view.requester, view.messages);
  return present({
    now: iso(view.now),
    card: cardJson(view.card, reading),
    policy: { ...policyJson(view.policy), version: view.policy.version, handover: handoverOf(view.policy) },
    tags: view.record.tags,
    articles: { linked: view.articles.linked.map(articleJson), suggested: view.articles.suggested.map(articleJson) },
    links: view.links.map(({ number, subject, state }) => ({ number, subject, state })),
    mergedInto: view.record.mergedInto,
    checklist: view.checklist.map(({ way, state, clause }) => present({ way, state, clause })),
    incident:
      view.incident && present({ id: view.incident.id, title: view.incident.title, endedAt: view.incident.endedAt }),
    messages: view.messages.map((message) => ({ ...messageJson(message, names), ...standingOf(message, view) })),
    ledgers: view.ledgers.map(ledgerJson),
    upcoming: upcomingOf(view, reading),
    history: historyOf(view, reading),
    openHours: openHoursOf(view),
  });
}

/** Without what it is found by. */
export function articleJson({ id, title, url }: Article): ArticleJson {
  return { id, title, url };
}

/** Whether a message came with a merged case, and whether it may be moved to one of its own. */
function standingOf(message: CaseView['messages'][number], { record, events }: CaseView) {
  if (message.caseId !== record.id) return { fromMerged: true as const };
  const opening = events.find(({ type }) => type === 'opened')?.message;
  const isMovable = message.direction === 'in' && !message.automatic && message.id !== opening;
  return isMovable && record.state !== 'merged' ? { movable: true as const } : {};
}

function handoverOf({ handover }: Policy): CaseJson['policy']['handover'] {
  return Object.fromEntries(Object.entries(handover).map(([tier, { requires }]) => [tier, requires]));
}

export function ledgerJson({ clock, cycle, anchor, rule, clause, rows, dueAt, sentence }: Ledger): LedgerJson {
  return present({
    clock,
    cycle,
    anchor: iso(anchor),
    rule,
    clause,
    dueAt: iso(dueAt),
    sentence,
    rows: rows.map((row) =>
      present({ from: iso(row.from), to: iso(row.to), kind: row.kind, name: row.name, time: row.time.toString() }),
    ),
  });
}
