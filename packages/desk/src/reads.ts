import type { Agent, CaseListItem, CaseQuery, CaseRef, LoadedCase, Message } from '@sla/case-store';
import {
  type ClockName,
  type ClockState,
  evaluate,
  explain,
  type Ledger,
  type Policies,
  type Temporal,
} from '@sla/core';

import { caseCard } from './case-card.ts';
import { historyOf } from './case-history.ts';
import type { CaseView, DeskReads, QueueEntry } from './desk.ts';
import { mostCounted } from './most-counted.ts';
import { openStates } from './open-states.ts';
import { answerGoesTo } from './outgoing.ts';
import type { DeskParts } from './parts.ts';
import { loadPeople } from './people.ts';
import { aroundCase } from './practice/around-case.ts';
import { deskReport, satisfactionIn, uptimeAt } from './practice/desk-report.ts';
import { waitingFeed } from './practice/feed.ts';
import { handoverPage } from './practice/handover-page.ts';
import { histories } from './practice/histories.ts';
import { incidentsIn } from './practice/incidents.ts';
import { onCallNow } from './practice/on-call.ts';
import { present } from './present.ts';
import { policyOf } from './save-change.ts';

type Instant = Temporal.Instant;

export function createReads(parts: DeskParts): DeskReads {
  const { store, shelf } = parts;
  return {
    now: () => store.now(),
    nextDueAt: () => store.nextDueAt([]),
    queue: (query) => queue(parts, query),
    case: (ref) => caseView(parts, ref),
    explain: (ref, clock, cycle) => explainClock(parts, ref, clock, cycle),
    answerGoesTo: async (ref) => {
      const found = await store.findCase(ref);
      return found && answerGoesTo(found.record, store, parts.identity);
    },
    message: (id) => store.findMessage(id),
    blob: (hash) => store.blobs.read(hash),
    agents: async () => [...(await loadPeople(store)).agents.values()],
    teams: async () => (await loadPeople(store)).teams,
    policies: () => shelf.current(),
    summary: () => summary(parts),
    deadLetters: (limit) => store.listOutbox({ status: 'dead', limit }),
    onCall: async () =>
      onCallNow(shelf.current(), parts.directory.rotas ?? {}, await loadPeople(store), await store.now()),
    audit: (limit) => store.listAudit(limit),
    incidents: () => incidentsIn(store),
    waitingFeed: () => waitingFeed(store),
    articles: () => parts.practice.articles ?? [],
    handover: async (ref, to) => {
      const view = await caseView(parts, ref);
      return view && handoverPage(view, to);
    },
    report: (period) => deskReport(parts, period),
    satisfaction: (period) => satisfactionIn(parts, period),
    uptime: (at) => uptimeAt(parts, at),
    histories: () => histories(parts),
    subscribe: (listener) => store.subscribe(listener),
  };
}

async function queue(parts: DeskParts, query: CaseQuery): ReturnType<DeskReads['queue']> {
  const { store } = parts;
  const [now, total, items, agents] = await Promise.all([
    store.now(),
    store.countCases(query, mostCounted + 1),
    store.listCases(query),
    store.listAgents(),
  ]);
  return { now, total, cases: await entriesOf(parts, items, agents, now) };
}

/** Lists show the clocks as they were last saved; how near they are to being missed is read from their instants. */
async function entriesOf(
  { store, shelf }: DeskParts,
  items: readonly CaseListItem[],
  agents: readonly Agent[],
  now: Instant,
): Promise<readonly QueueEntry[]> {
  await shelf.fetch(
    items.map(({ record }) => record),
    store,
  );
  return items.map((item) => {
    const { record, clocks, requester, organisation } = item;
    const policy = shelf.find(record.policy, record.policyVersion) ?? shelf.inForce(record.policy, record.openedAt);
    const assignee = agents.find(({ id }) => id === record.assignee);
    return { item, card: caseCard({ record, clocks, policy, requester, organisation, assignee }, now) };
  });
}

async function loadWithPolicies(
  { store, shelf }: DeskParts,
  ref: CaseRef,
): Promise<(LoadedCase & { readonly policies: Policies }) | undefined> {
  const found = await store.findCase(ref);
  return found && { ...found, policies: await shelf.forEvents(found.events, store) };
}

async function caseView(parts: DeskParts, ref: CaseRef): Promise<CaseView | undefined> {
  const { store } = parts;
  const found = await loadWithPolicies(parts, ref);
  if (!found) return undefined;
  const { record, events, policies } = found;
  const history = historyOf(events);
  const [now, around, effects, requester, organisations, agents, teams] = await Promise.all([
    store.now(),
    aroundCase(parts, record, history),
    store.listEffects(record.id),
    store.findContact({ id: record.requester }),
    store.listOrganisations(),
    store.listAgents(),
    store.listTeams(),
  ]);
  const sla = evaluate(policies, events, now);
  const policy = policyOf(policies, record, history);
  const organisation = organisations.find(({ id }) => id === record.organisation);
  const assignee = agents.find(({ id }) => id === record.assignee);
  const lastMessage = lastWords(around.messages);
  const clocks = sla.clocks;
  const card = caseCard({ record, clocks, policy, requester, organisation, assignee, events, lastMessage }, now);
  const ledgers = clocks.filter(isExplicable).map(({ clock, cycle }) => explain(policies, events, clock, now, cycle));
  return present({
    now,
    record,
    requester,
    organisation,
    policy,
    policies,
    card,
    sla,
    events,
    ...around,
    agents,
    teams,
    effects,
    ledgers,
  });
}

async function explainClock(
  parts: DeskParts,
  ref: CaseRef,
  clock: ClockName,
  cycle?: number,
): Promise<Ledger | undefined> {
  const found = await loadWithPolicies(parts, ref);
  if (!found) return undefined;
  const now = await parts.store.now();
  const { clocks } = evaluate(found.policies, found.events, now);
  const state = clocks.findLast(
    (candidate) => candidate.clock === clock && (cycle === undefined || candidate.cycle === cycle),
  );
  return state && isExplicable(state) ? explain(found.policies, found.events, clock, now, state.cycle) : undefined;
}

function isExplicable({ dueAt, status }: ClockState): boolean {
  return dueAt !== undefined || status === 'paused';
}

function lastWords(messages: readonly Message[]) {
  const last = messages.findLast(({ direction, automatic }) => direction !== 'note' && !automatic) ?? messages.at(-1);
  if (!last) return undefined;
  return { from: last.authorName ?? last.authorAddress ?? last.author, text: firstWords(last), at: last.at };
}

/** What a card has room for, without the quoted history. */
function firstWords({ text, quoteFrom }: Message): string {
  const words = text.slice(0, quoteFrom).replace(/\s+/g, ' ').trim();
  return words.length <= 200 ? words : `${words.slice(0, 199)}…`;
}

async function summary({ store }: DeskParts): ReturnType<DeskReads['summary']> {
  const states = openStates;
  const now = await store.now();
  const count = (query: CaseQuery) => store.countCases({ states, ...query }, mostCounted + 1);
  const [open, unassigned, missed, atRisk] = await Promise.all([
    count({}),
    count({ assignee: 'nobody' }),
    count({ dueBy: now }),
    // Warned of when they were saved, and some of them overdue by now.
    count({ atRisk: true, dueAfter: now }),
  ]);
  return { open, atRisk, missed, unassigned };
}
