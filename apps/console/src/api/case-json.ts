import type { Ledger, Policy } from '@sla/core';
import { type CaseView, namesOf } from '@sla/desk';

import { cardJson } from './card-json.ts';
import type { CaseJson, LedgerJson } from './contract.ts';
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
  return {
    now: iso(view.now),
    card: cardJson(view.card, reading),
    policy: { ...policyJson(view.policy), version: view.policy.version, handover: handoverOf(view.policy) },
    messages: view.messages.map((message) => messageJson(message, names)),
    ledgers: view.ledgers.map(ledgerJson),
    upcoming: upcomingOf(view, reading),
    history: historyOf(view, reading),
    openHours: openHoursOf(view),
  };
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
